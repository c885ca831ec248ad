"""Stories in lists: cards, counts, filtered pages. Only what the actor may read ever leaves this module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, select, tuple_

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.excerpt import excerpt, opening
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Organisation, Revision, Story
from storyhub.stories.queries.sectors import STORY_SECTOR

# A card shows the beginning only: the rest of the text stays in the database.
_READ = 600


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """The company a story is about, as a link."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story in a list. Without a title of its own it goes by its first words, and the excerpt begins after them."""

    id: int
    public_id: str
    title: str
    excerpt: str
    lang: str
    organisation: OrganisationName | None
    sector: str | None
    published_on: date | None
    is_sample: bool
    audience: str
    stage: str | None = None
    # Whether the teller allows the words to be used again, under CC BY 4.0.
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """What the public can read, in numbers."""

    stories: int
    organisations: int
    waiting: int


@dataclass(frozen=True, slots=True)
class StoryFilters:
    """What a list is narrowed to; `ids` by another feature (stories of a law, or of a grade), ids or a statement. None: not narrowed."""

    lang: str | None = None
    sector: str | None = None
    stage: str | None = None
    organisation_id: int | None = None
    call_id: int | None = None
    ids: Sequence[int] | Select[Any] | None = None


def story_cards(ids: Sequence[int], *, actor: Actor) -> dict[int, StoryCard]:
    """Cards by id; what is not readable is not there. One SQL query."""
    if not ids:
        return {}
    rows = db.session.execute(_cards(actor).where(Story.id.in_(ids)))
    return {row.id: _card(row) for row in rows}


def newest_cards(actor: Actor, limit: int) -> tuple[StoryCard, ...]:
    """The stories published last. One SQL query."""
    return tuple(_card(row) for row in db.session.execute(_newest_first(_cards(actor)).limit(limit)))


def story_list(filters: StoryFilters, *, actor: Actor, page: int, size: int) -> tuple[tuple[StoryCard, ...], int]:
    """One page of stories, newest first, and how many there are in all. Two SQL queries."""
    wanted = _wanted(filters)
    total = db.session.execute(select(func.count()).select_from(Story).where(*_readable(actor), *wanted)).scalar_one()
    rows = db.session.execute(_newest_first(_cards(actor).where(*wanted)).limit(size).offset((page - 1) * size))
    return tuple(_card(row) for row in rows), total


def story_cards_after(filters: StoryFilters, after: tuple[date, int] | None, *, actor: Actor, size: int) -> tuple[StoryCard, ...]:
    """The `size` stories that follow the one of that day and id in `story_list`, wherever it is by now. One SQL query."""
    asked = _cards(actor).where(*_wanted(filters))
    if after is not None:
        asked = asked.where(tuple_(Story.published_on, Story.id) < tuple_(*map(literal, after)))
    return tuple(_card(row) for row in db.session.execute(_newest_first(asked).limit(size)))


def story_counts() -> StoryCounts:
    """One SQL query."""
    public = (Story.state == State.published) & (Story.audience == Audience.public)
    waiting = Story.state.in_([State.received, State.in_review])
    row = db.session.execute(
        select(
            func.count().filter(public),
            func.count(Story.organisation_id.distinct()).filter(public),
            func.count().filter(waiting),
        ).select_from(Story)
    ).one()
    return StoryCounts(stories=row[0], organisations=row[1], waiting=row[2])


def _readable(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """`rules.may_read` in SQL."""
    published = Story.state == State.published
    return (published,) if actor.is_staff else (published, Story.audience == Audience.public)


def _wanted(filters: StoryFilters) -> list[ColumnElement[bool]]:
    given: list[ColumnElement[bool]] = []
    columns = {"lang": Story.lang, "sector": STORY_SECTOR, "stage": Story.stage, "organisation_id": Story.organisation_id}
    columns["call_id"] = Story.call_id
    for name, column in columns.items():
        value = getattr(filters, name)
        if value is not None:
            given.append(column == value)
    if filters.ids is not None:
        given.append(Story.id.in_(filters.ids))
    return given


def _cards(actor: Actor) -> Select[Any]:
    return (
        select(
            Story.id,
            Story.title,
            func.substr(Revision.plain, 1, _READ).label("plain"),
            Story.lang,
            Organisation.slug,
            Organisation.name,
            STORY_SECTOR.label("sector"),
            Story.stage,
            Story.published_on,
            Story.is_sample,
            Story.audience,
            Story.may_open_data,
        )
        .join(Revision, Revision.id == Story.published_revision_id)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(*_readable(actor))
    )


def _newest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(Story.published_on.desc(), Story.id.desc())


def _card(row: Row[Any]) -> StoryCard:
    title, text = (row.title, row.plain) if row.title else opening(row.plain)
    return StoryCard(
        id=row.id,
        public_id=public_id(row.id),
        title=title,
        excerpt=excerpt(text),
        lang=row.lang,
        organisation=OrganisationName(row.slug, row.name) if row.slug else None,
        sector=row.sector,
        published_on=row.published_on,
        is_sample=row.is_sample,
        audience=row.audience,
        stage=row.stage,
        is_free=row.may_open_data,
    )
