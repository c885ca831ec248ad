"""The desk's queue: what a researcher can code next. What it may say about others is decided in `waiting`: nothing but places taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, literal, select, tuple_

from storyhub.coding.models import CodingPass, CodingSkip
from storyhub.coding.queries.waiting import QueueFilters, begun, given, key_of, order, own_passes, to_be_coded, waiting
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from storyhub.stories.queries import StoryCard, story_cards

__all__ = ["QueueFilters", "desk_queue", "first_waiting", "next_story", "queue_progress"]


@dataclass(frozen=True, slots=True)
class QueueCard:
    """A story to code; `begun` when this very coder has begun it, `given` when a curator gave it to her, `skipped`: why she skipped it."""

    story: StoryCard
    begun: bool
    given: bool = False
    skipped: str = ""


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
    """One page of the queue: begun ones first, then those given to her, then in the order of `waiting`. Constant number of SQL queries."""
    total = db.session.execute(waiting(func.count(), filters, actor)).scalar_one()
    listed = waiting((Story.id, begun(actor), given(actor)), filters, actor).order_by(*_own_first(filters, actor))
    rows = db.session.execute(listed.offset((page - 1) * size).limit(size)).all()
    cards = story_cards([id_ for id_, _begun, _given in rows], actor=actor)
    skipped = _why_skipped(actor) if filters.show == "skipped" else {}
    shown = tuple(
        QueueCard(story=cards[id_], begun=bool(is_begun), given=bool(is_given), skipped=skipped.get(id_, ""))
        for id_, is_begun, is_given in rows
        if id_ in cards
    )
    return QueuePage(cards=shown, total=total)


def first_waiting(filters: QueueFilters, *, actor: Actor) -> int | None:
    """The story this coder should read next: one she has begun or was given before any other."""
    return db.session.execute(waiting(Story.id, filters, actor).order_by(*_own_first(filters, actor)).limit(1)).scalar()


def next_story(story_id: int, filters: QueueFilters, *, actor: Actor) -> str | None:
    """Public id of the story after this one in the queue, beginning again at its start; None when nothing else waits.

    The answer is the same before and after this story is finished, so that a page read ahead is the page that comes.
    """
    by, key = order(filters), key_of(story_id, filters, actor)
    before = case((tuple_(*by) > tuple_(*key), 0), else_=1) if key else literal(0)
    others = waiting(Story.id, filters, actor).where(Story.id != story_id)
    found = db.session.execute(others.order_by(before, *by).limit(1)).scalar()
    return public_id(found) if found else None


def queue_progress(filters: QueueFilters, *, actor: Actor, left: int | None = None) -> Progress:
    """What waits for this coder with these filters (`left`, where the caller has counted it), and that together with what she has
    finished. One SQL query, two without `left`."""
    if left is None:
        left = db.session.execute(waiting(func.count(), filters, actor)).scalar_one()
    finished = own_passes(actor).where(CodingPass.finished_at.is_not(None))
    done = db.session.execute(to_be_coded(func.count(), filters).where(Story.id.in_(finished))).scalar_one()
    return Progress(left=left, total=left + done)


def _own_first(filters: QueueFilters, actor: Actor) -> tuple[Any, ...]:
    return (begun(actor).desc(), given(actor).desc(), *order(filters))


def _why_skipped(actor: Actor) -> dict[int, str]:
    skipped = select(CodingSkip).where(CodingSkip.coder_id == actor.person_id)
    return {skip.story_id: skip.reason for skip in db.session.execute(skipped).scalars()}
