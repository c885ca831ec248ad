"""The queue: what waits for a moderator, whoever has waited longest for a person's answer first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, union_all

from storyhub.kit.db import db
from storyhub.moderation.domain.waiting import Wait, Waiting, waiting_of
from storyhub.stories.domain.excerpt import excerpt, shown_title
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import WAITING, Audience, State
from storyhub.stories.models import Revision, Story

LOOKED_AT = 400
# Stories somebody was promised an answer for: told on the site, or samples that play as if they were.
TOLD_HERE = ("site", "sample")


class TaskState(StrEnum):
    """What kind of task it is: the states that wait, and a published story with a newer text."""

    received = "received"
    in_review = "in_review"
    changes_requested = "changes_requested"
    correction = "correction"


@dataclass(frozen=True, slots=True)
class Filters:
    """None: all."""

    state: TaskState | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class QueuedTask:
    """One line of the queue."""

    public_id: str
    title: str
    excerpt: str
    lang: str
    state: TaskState
    waiting: Waiting
    is_sample: bool
    is_staff_only: bool
    source: str | None


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many tasks there are by state and by language, each within the other filter; `total` within both."""

    total: int
    by_state: dict[str, int]
    by_lang: dict[str, int]


def queue_counts(filters: Filters) -> QueueCounts:
    """One SQL query."""
    # Two halves, so that the waiting ones are counted in an index alone.
    waiting = (
        select(Story.state, Story.lang, func.count()).where(Story.state.in_(sorted(WAITING))).group_by(Story.state, Story.lang)
    )
    corrected = (
        select(literal(str(TaskState.correction)), Story.lang, func.count())
        .where(_is_task(TaskState.correction))
        .group_by(Story.lang)
    )
    asked = union_all(waiting, corrected)
    by_state: Counter[str] = Counter()
    by_lang: Counter[str] = Counter()
    total = 0
    for state, lang, count in db.session.execute(asked):
        in_state, in_lang = filters.state in (None, state), filters.lang in (None, lang)
        by_state[state] += count * in_lang
        by_lang[lang] += count * in_state
        total += count * (in_lang and in_state)
    return QueueCounts(total=total, by_state=dict(by_state), by_lang=dict(by_lang))


def queued_tasks(filters: Filters, *, page: int, size: int, now: datetime, promise_days: int) -> tuple[QueuedTask, ...]:
    """One page of the queue. One SQL query: the order is found on narrow rows, texts are read for this page only."""
    chosen = _chosen(filters).limit(size).offset((page - 1) * size).subquery()
    asked = (
        select(
            Story.id,
            Story.title,
            Story.lang,
            Story.state,
            Story.audience,
            Story.source,
            Story.is_sample,
            Story.answered_at,
            chosen.c.since,
            func.substr(Revision.plain, 1, LOOKED_AT).label("beginning"),
        )
        .join(chosen, chosen.c.id == Story.id)
        .outerjoin(Revision, Revision.id == Story.latest_revision_id)
        .order_by(chosen.c.rank, chosen.c.since, Story.id)
    )
    return tuple(_task(row, now=now, promise_days=promise_days) for row in db.session.execute(asked))


def wait_of(state: str, *, source: str, is_answered: bool) -> Wait:
    """Who waits for what, in words the page explains."""
    if state == State.published:
        return Wait.correction
    if state == State.changes_requested:
        return Wait.teller
    if source not in TOLD_HERE:
        return Wait.no_promise
    return Wait.reply if is_answered else Wait.first_answer


def _chosen(filters: Filters) -> Select[Any]:
    """Ids with their place in the order: people who wait, then imported stories, then those whose teller was asked."""
    newest = select(Revision.created_at).where(Revision.id == Story.latest_revision_id).scalar_subquery()
    rank = case(
        (Story.state == State.changes_requested, 2),
        (and_(Story.state != State.published, Story.source.not_in(TOLD_HERE)), 1),
        else_=0,
    ).label("rank")
    fresh = and_(Story.state.in_([State.received, State.in_review]), Story.answered_at.is_(None))
    since = case((or_(fresh, Story.source.not_in(TOLD_HERE)), Story.received_at), else_=newest).label("since")
    asked = select(Story.id, rank, since).where(_is_task(filters.state))
    if filters.lang is not None:
        asked = asked.where(Story.lang == filters.lang)
    return asked.order_by(rank, since, Story.id)


def _is_task(state: TaskState | None) -> ColumnElement[bool]:
    corrected = and_(Story.state == State.published, Story.latest_revision_id != Story.published_revision_id)
    if state is TaskState.correction:
        return corrected
    if state is not None:
        return Story.state == state
    return or_(Story.state.in_(sorted(WAITING)), corrected)


def _task(row: Row[Any], *, now: datetime, promise_days: int) -> QueuedTask:
    wait = wait_of(row.state, source=row.source, is_answered=row.answered_at is not None)
    beginning = row.beginning or ""
    return QueuedTask(
        public_id=public_id(row.id),
        title=shown_title(row.title, beginning),
        excerpt=excerpt(beginning),
        lang=row.lang,
        state=TaskState.correction if row.state == State.published else TaskState(row.state),
        waiting=waiting_of(wait, row.since, now=now, promise_days=promise_days),
        is_sample=row.is_sample,
        is_staff_only=row.audience == Audience.staff,
        source=None if row.source in TOLD_HERE else row.source,
    )
