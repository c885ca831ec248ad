"""The stories that contradict a law: a list of its own, to be looked through as closely as those that bear it out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row

from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.law_evidence import Evidence, quotes_of, strongest_of
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.models import Passage, Story
from storyhub.stories.queries import in_sector

AGAINST = (Polarity.violates, Polarity.mixed)


@dataclass(frozen=True, slots=True)
class AgainstFilters:
    """`polarity` is one of `AGAINST`; `least` the least strength. None or 1: not narrowed."""

    polarity: str | None = None
    lang: str | None = None
    sector: str | None = None
    least: int = 1
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class AgainstPage:
    """One page of stories, and how many there are with and without the filters."""

    items: tuple[Evidence, ...]
    total: int
    unfiltered: int


def stories_against(law_id: int, filters: AgainstFilters, *, actor: Actor, page: int, size: int) -> AgainstPage:
    """One quote a story, the strongest one; the strongest stories first and among them the newest, or simply the newest. Three
    SQL queries."""
    chosen = _stories(law_id, actor, *_wanted(filters))
    everything = chosen if filters == AgainstFilters(newest_first=filters.newest_first) else _stories(law_id, actor)
    best = [strongest_of(codings) for codings in chosen]
    best.sort(key=lambda found: (0 if filters.newest_first else -found[0].strength, -found[0].created_at.timestamp(), -found[0].id))
    shown = best[(page - 1) * size : page * size]
    return AgainstPage(items=quotes_of(shown), total=len(best), unfiltered=len(everything))


def _wanted(filters: AgainstFilters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Coding.strength >= filters.least]
    if filters.polarity:
        wanted.append(Coding.polarity == filters.polarity)
    if filters.lang:
        wanted.append(Story.lang == filters.lang)
    if filters.sector:
        wanted.append(in_sector(filters.sector))
    return wanted


def _stories(law_id: int, actor: Actor, *wanted: ColumnElement[bool]) -> list[list[Row[Any]]]:
    """The contradicting codings story by story, numbers only."""
    statement = (
        select_public(
            Coding.id, Coding.story_id, Coding.polarity, Coding.strength, Coding.created_at, Passage.start, Passage.end, Story.lang
        )
        .where(Coding.law_id == law_id, Coding.polarity.in_(AGAINST), readable_by(actor), *wanted)
        .order_by(Coding.story_id, Coding.id)
    )
    rows = db.session.execute(statement).all()
    return [list(codings) for _story, codings in groupby(rows, key=lambda row: row.story_id)]
