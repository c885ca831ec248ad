"""The sector a story belongs to: what the teller said, or else the sector of the company it is about."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from storyhub.stories.models import Organisation, Story

STORY_SECTOR: ColumnElement[str | None] = func.coalesce(
    Story.sector,
    select(Organisation.sector).where(Organisation.id == Story.organisation_id).correlate(Story).scalar_subquery(),
)


def in_sector(sector: str) -> ColumnElement[bool]:
    """A condition on stories."""
    return STORY_SECTOR.in_([sector])
