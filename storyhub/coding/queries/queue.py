"""The desk's queue: what a researcher can code next. It says nothing about what others do with a story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from storyhub.coding.models import CodingPass, CodingRound
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story
from storyhub.stories.queries import StoryCard, in_sector, story_cards


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """Empty: everything."""

    lang: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class QueueCard:
    """A story to code; `begun` when this very coder has begun it."""

    story: StoryCard
    begun: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    cards: tuple[QueueCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder has come with the stories of a queue: `left` of `total`; complete without her counts in neither."""

    left: int
    total: int


def desk_queue(filters: QueueFilters, *, actor: Actor, page: int = 1, size: int = 20) -> QueuePage:
    """One page of the queue: begun ones first, then the oldest. Constant number of SQL queries."""
    begun = list(db.session.execute(_waiting(Story.id, filters, actor).where(_begun(actor)).order_by(Story.id)).scalars())
    total = db.session.execute(_waiting(func.count(), filters, actor)).scalar_one()
    offset = (page - 1) * size
    ids = begun[offset : offset + size]
    fresh = _waiting(Story.id, filters, actor).where(~_begun(actor)).order_by(Story.id)
    ids += db.session.execute(fresh.offset(max(0, offset - len(begun))).limit(size - len(ids))).scalars()
    cards = story_cards(ids, actor=actor)
    mine = frozenset(begun)
    return QueuePage(cards=tuple(QueueCard(story=cards[id_], begun=id_ in mine) for id_ in ids if id_ in cards), total=total)


def next_story(story_id: int, filters: QueueFilters, *, actor: Actor) -> str | None:
    """Public id of the story after this one in the queue, beginning again at its start; None when nothing else waits."""
    others = _waiting(Story.id, filters, actor).where(Story.id != story_id)
    found = db.session.execute(others.order_by((Story.id < story_id), Story.id).limit(1)).scalar()
    return public_id(found) if found else None


def queue_progress(filters: QueueFilters, *, actor: Actor) -> Progress:
    """What waits for this coder with these filters, and that together with what she has finished. Two SQL queries."""
    left = db.session.execute(_waiting(func.count(), filters, actor)).scalar_one()
    finished = _own(actor).where(CodingPass.finished_at.is_not(None))
    done = db.session.execute(_to_be_coded(func.count(), filters).where(Story.id.in_(finished))).scalar_one()
    return Progress(left=left, total=left + done)


def _waiting(column: Any, filters: QueueFilters, actor: Actor) -> Select[Any]:
    """Stories to be coded whose round is not complete and which this coder has not finished.

    What is done is looked up once as a set, which is several times faster than joining it to every story.
    """
    complete = select(CodingRound.story_id).where(CodingRound.complete_at.is_not(None))
    finished = _own(actor).where(CodingPass.finished_at.is_not(None))
    return _to_be_coded(column, filters).where(Story.id.not_in(complete), Story.id.not_in(finished))


def _to_be_coded(column: Any, filters: QueueFilters) -> Select[Any]:
    statement = select(column).select_from(Story).where(Story.state == State.published, Story.may_research.is_(True))
    if filters.lang:
        statement = statement.where(Story.lang == filters.lang)
    if filters.sector:
        statement = statement.where(in_sector(filters.sector))
    return statement


def _begun(actor: Actor) -> ColumnElement[bool]:
    return Story.id.in_(_own(actor).where(CodingPass.finished_at.is_(None)))


def _own(actor: Actor) -> Select[Any]:
    """Stories this coder has begun or finished."""
    joined = select(CodingRound.story_id).join(CodingPass, CodingPass.round_id == CodingRound.id)
    return joined.where(CodingPass.coder_id == actor.person_id)
