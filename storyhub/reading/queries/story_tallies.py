"""How many stories there are to read by sector, by stage, by company. Only what the actor may read is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from storyhub.coding.queries.visible import readable_by
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.words import State
from storyhub.stories.models import Organisation, Story
from storyhub.stories.queries import STORY_SECTOR


@dataclass(frozen=True, slots=True)
class CompanyTally:
    slug: str
    name: str
    stories: int


def stories_by_sector(actor: Actor) -> dict[str, int]:
    """One SQL query."""
    return _by(STORY_SECTOR, actor)


def stories_by_stage(actor: Actor) -> dict[str, int]:
    """One SQL query."""
    return _by(Story.stage, actor)


def companies(stories: ColumnElement[bool], *, actor: Actor, limit: int = 24) -> tuple[CompanyTally, ...]:
    """The companies these stories are about, those with most stories first. One SQL query."""
    statement = (
        _readable(Organisation.slug, Organisation.name, func.count(), actor=actor)
        .join(Organisation, Organisation.id == Story.organisation_id)
        .where(stories)
        .group_by(Organisation.id)
        .order_by(func.count().desc(), Organisation.name)
        .limit(limit)
    )
    return tuple(CompanyTally(*row) for row in db.session.execute(statement))


def _by(column: Any, actor: Actor) -> dict[str, int]:
    rows = db.session.execute(_readable(column, func.count(), actor=actor).where(column.is_not(None)).group_by(column))
    return {str(value): number for value, number in rows}


def _readable(*columns: Any, actor: Actor) -> Select[Any]:
    return select(*columns).select_from(Story).where(Story.state == State.published, readable_by(actor))
