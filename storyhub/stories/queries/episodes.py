"""Episodes: stories that tell one and the same thing, whoever told them. Whatever counts stories as evidence counts episodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class ToldIn:
    """Where an episode that was told twice lives. The number only while readers can see it; None says that they cannot."""

    public_id: str | None


def episode_key() -> ColumnElement[int]:
    """What stories of one episode share, for counting in SQL: `func.count(distinct(episode_key()))` wherever `Story` is joined."""
    return func.coalesce(Story.episode_id, Story.id)


def episode_of(story_ids: Sequence[int]) -> dict[int, int]:
    """Story → its episode. Two tellers of one event count once: `len(set(episode_of(ids).values()))`. One SQL query."""
    rows = db.session.execute(select(Story.id, episode_key()).where(Story.id.in_(story_ids)))
    return {row[0]: row[1] for row in rows}


def told_in(story: Story) -> ToldIn | None:
    """For a story that was declined because it had been told already: where. At most one SQL query."""
    if story.state != State.declined or story.episode_id is None:
        return None
    episode = story.episode_id
    asked = (
        select(Story.id)
        .where(episode_key() == episode, Story.id != story.id, Story.state == State.published, Story.audience == Audience.public)
        .order_by((Story.id == episode).desc(), Story.id)
    )
    found = db.session.execute(asked.limit(1)).scalar()
    return ToldIn(public_id(found) if found is not None else None)
