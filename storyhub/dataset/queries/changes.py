"""Which stories are open data now, when each changed last, and which are so no longer. The one rule of what may be given away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select

from storyhub.kit.audit import AuditRow
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, ConsentKind, State
from storyhub.stories.models import Consent, Story, Withdrawal

# What happened to a story without changing a word of what is given away.
ELSEWHERE = ("story.purged", "story.thanked", "story.reported", "story.reports_answered", "story.review", "story.reply")
Gone = tuple[str, str, date, str]


def is_open() -> ColumnElement[bool]:
    """Published for everybody, and its teller allows CC BY."""
    return and_(
        Story.state == State.published,
        Story.audience == Audience.public,
        Story.may_open_data.is_(True),
        Story.published_revision_id.is_not(None),
    )


def open_stories() -> dict[int, int]:
    """Every story that may be given away now, with the version of its text. One SQL query."""
    rows = db.session.execute(select(Story.id, Story.published_revision_id).where(is_open()).order_by(Story.id))
    return {number: revision or 0 for number, revision in rows}


@dataclass(frozen=True, slots=True)
class Changes:
    """Days of the last change by story, and what is gone."""

    days: dict[int, date]
    gone: tuple[Gone, ...]


def changes() -> Changes:
    """Four SQL queries."""
    touched = {number: day_of(at) for number, at in _touched()}
    days = {
        number: max(published, touched.get(number, published))
        for number, published in db.session.execute(select(Story.id, Story.published_on).where(is_open()))
        if published is not None
    }
    return Changes(days, tuple(sorted([*_withdrawn(), *_closed(touched)], key=lambda row: (row[2], row[1]))))


def _touched() -> Iterator[tuple[int, datetime]]:
    said = select(AuditRow.key, func.max(AuditRow.at)).where(AuditRow.kind == "story", AuditRow.action.not_in(ELSEWHERE))
    return ((int(key), at) for key, at in db.session.execute(said.group_by(AuditRow.key)) if key.isdecimal())


def _was_open() -> ColumnElement[bool]:
    """Was shown to everybody, and allowed once."""
    allowed = select(Consent.story_id).where(Consent.kind == ConsentKind.open_data, Consent.granted.is_(True))
    return and_(Story.published_on.is_not(None), Story.audience == Audience.public, Story.id.in_(allowed))


def _withdrawn() -> Iterator[Gone]:
    asked = select(Story.id, Withdrawal.at).join(Withdrawal, Withdrawal.story_id == Story.id).where(_was_open())
    for number, at in db.session.execute(asked):
        yield "story", public_id(number), day_of(at), "withdrawn"


def _closed(touched: dict[int, date]) -> Iterator[Gone]:
    asked = select(Story.id, Story.state, Story.published_on).where(_was_open(), Story.state != State.withdrawn, ~is_open())
    for number, state, published in db.session.execute(asked):
        assert published is not None
        yield "story", public_id(number), touched.get(number, published), "restricted" if state == State.restricted else "licence"
