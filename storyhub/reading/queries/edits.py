"""What moderators did with stories, counted by kind. Only that it was done is known: what was taken out is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, cast, func, select

from storyhub.kit.db import db
from storyhub.moderation.domain.actions import Done
from storyhub.moderation.models import Decision
from storyhub.stories.domain.words import RevisionAuthor, State
from storyhub.stories.models import Revision, Story


@dataclass(frozen=True, slots=True)
class EditCounts:
    """Stories told here (no samples, no imports), each counted once a kind. `declined` is by the reason given last."""

    received: int
    published: int
    restricted: int
    withdrawn: int
    edited: int
    asked: int
    declined: Mapping[str, int]


def edit_counts() -> EditCounts:
    """Four SQL queries."""
    states = _by_state()
    return EditCounts(
        received=sum(states.values()),
        published=states.get(State.published, 0),
        restricted=states.get(State.restricted, 0),
        withdrawn=states.get(State.withdrawn, 0),
        edited=_edited(),
        asked=_asked(),
        declined=_declined(),
    )


def _told_here() -> tuple[ColumnElement[bool], ...]:
    return Story.source == "site", Story.is_sample.is_(False)


def _by_state() -> dict[str, int]:
    rows = db.session.execute(select(Story.state, func.count()).where(*_told_here()).group_by(Story.state))
    return dict(rows.all())


def _edited() -> int:
    """Stories with a text by a moderator."""
    stories = select(func.count(Revision.story_id.distinct())).join(Story, Story.id == Revision.story_id)
    return db.session.execute(stories.where(Revision.author == RevisionAuthor.moderator, *_told_here())).scalar_one()


def _asked() -> int:
    """Stories whose teller was asked for a change."""
    stories = select(func.count(Story.id.distinct())).join(Decision, cast(Decision.key, Integer) == Story.id)
    return db.session.execute(stories.where(Decision.kind == "story", Decision.action == Done.asked, *_told_here())).scalar_one()


def _declined() -> dict[str, int]:
    rows = db.session.execute(
        select(Decision.reason, func.count(Story.id.distinct()))
        .join(Story, cast(Decision.key, Integer) == Story.id)
        .where(Decision.kind == "story", Decision.action == Done.declined, Story.state == State.declined, *_told_here())
        .group_by(Decision.reason)
    )
    return {reason or "other": stories for reason, stories in rows}
