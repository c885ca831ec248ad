"""What stands in the maps for search engines: the keys of everything that is public, and when it changed. Nothing for staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select

from storyhub.calls.models import Call
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Organisation, Revision, Story
from storyhub.stories.queries import STORY_SECTOR

PUBLIC = (Story.state == State.published, Story.audience == Audience.public, Story.published_on.is_not(None))


def story_blocks(size: int) -> list[tuple[int, date]]:
    """Stories by number in blocks of `size`: which hold any, and when one of them last changed. One SQL query."""
    block = (Story.id - 1) // size
    written = func.max(Revision.created_at, type_=Revision.created_at.type)
    asked = select(block, func.max(Story.published_on), written).join(Revision, Revision.id == Story.published_revision_id).where(*PUBLIC)
    rows = db.session.execute(asked.group_by(block).order_by(block))
    return [(number, _changed(published, moment)) for number, published, moment in rows]


def stories_of_block(number: int, size: int) -> Iterator[tuple[str, date]]:
    """Public id and day of the last change, by a stretch of the primary key. One SQL query."""
    asked = (
        select(Story.id, Story.published_on, Revision.created_at)
        .join(Revision, Revision.id == Story.published_revision_id)
        .where(*PUBLIC, Story.id > number * size, Story.id <= (number + 1) * size)
        .order_by(Story.id)
    )
    for story, published, moment in db.session.execute(asked):
        yield public_id(story), _changed(published, moment)


def organisation_slugs() -> list[str]:
    """Companies that public stories are about. One SQL query."""
    asked = select(Organisation.slug).join(Story, Story.organisation_id == Organisation.id).where(*PUBLIC)
    return list(db.session.execute(asked.distinct().order_by(Organisation.slug)).scalars())


def told_sectors() -> list[str]:
    """One SQL query."""
    asked = select(STORY_SECTOR).select_from(Story).outerjoin(Organisation, Organisation.id == Story.organisation_id).where(*PUBLIC)
    return sorted(sector for sector in db.session.execute(asked.distinct()).scalars() if sector)


def call_slugs() -> list[str]:
    """One SQL query."""
    return list(db.session.execute(select(Call.slug).where(Call.withdrawn_at.is_(None)).order_by(Call.id)).scalars())


def open_proposal_numbers() -> list[int]:
    """One SQL query."""
    asked = select(Law.proposal_number).where(Law.state == LawState.proposed, Law.proposal_number.is_not(None))
    return [number for number in db.session.execute(asked.order_by(Law.proposal_number)).scalars() if number is not None]


def _changed(published: date | None, written: datetime) -> date:
    return max(published or date.min, day_of(written))
