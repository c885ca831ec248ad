"""The sector a story belongs to: what the teller said, or else the sector of the company it is about."""

from __future__ import annotations

from sqlalchemy import func, select

from storyhub.stories.models import Organisation, Story

STORY_SECTOR = func.coalesce(
    Story.sector,
    select(Organisation.sector).where(Organisation.id == Story.organisation_id).correlate(Story).scalar_subquery(),
)
