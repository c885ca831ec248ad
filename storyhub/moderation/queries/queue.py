"""The queue: everything that waits for a moderator, the dangerous first, then whoever has waited longest for a person's answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from storyhub.kit.db import db
from storyhub.kit.personal import findings
from storyhub.laws.models import Law, LawRevision
from storyhub.moderation.domain.priority import DANGEROUS, Reason, Sign
from storyhub.moderation.domain.waiting import Wait, Waiting, waiting_of
from storyhub.moderation.queries.near import open_pairs, with_open_pair
from storyhub.moderation.queries.waiting_rows import TOLD_HERE, TaskState, task_kind, waiting_rows
from storyhub.stories.domain.danger import kept_signs
from storyhub.stories.domain.excerpt import excerpt, shown_title
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Revision, Story


class Claimed(StrEnum):
    """Whose tasks: one's own, or those nobody has."""

    mine = "mine"
    free = "free"


@dataclass(frozen=True, slots=True)
class Filters:
    """None: all. `person_id` says who asks for `mine` and `free`; `alike`: only stories that look like another one."""

    state: TaskState | None = None
    lang: str | None = None
    claimed: Claimed | None = None
    person_id: int | None = None
    alike: bool = False


@dataclass(frozen=True, slots=True)
class QueuedTask:
    """One line of the queue. (kind, key) names the task; `waiting` is about stories only."""

    kind: str
    key: str
    public_id: str
    title: str
    excerpt: str
    lang: str
    state: TaskState
    since: datetime
    waiting: Waiting | None
    reasons: tuple[Reason, ...]
    claimed_by: str | None
    is_mine: bool
    is_sample: bool
    is_staff_only: bool
    source: str | None

    @property
    def is_urgent(self) -> bool:
        """Late, or dangerous."""
        return (self.waiting is not None and self.waiting.is_urgent) or any(reason.sign in DANGEROUS for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many tasks there are by kind and by language, each within the other filters; `total` within all; `alike` whatever is chosen."""

    total: int
    by_state: dict[str, int]
    by_lang: dict[str, int]
    alike: int


def queue_counts(filters: Filters, *, now: datetime) -> QueueCounts:
    """Two SQL queries."""
    rows = waiting_rows(now).subquery()
    alike = select(func.count(rows.c.key.distinct())).where(*_narrowed(rows, Filters(alike=True)))
    asked = select(rows.c.state, rows.c.lang, func.count()).where(*_narrowed(rows, filters)).group_by(rows.c.state, rows.c.lang)
    by_state: Counter[str] = Counter()
    by_lang: Counter[str] = Counter()
    total = 0
    for state, lang, count in db.session.execute(asked):
        in_state, in_lang = filters.state in (None, state), filters.lang in (None, lang)
        by_state[state] += count * in_lang
        by_lang[lang] += count * in_state
        total += count * (in_lang and in_state)
    return QueueCounts(total=total, by_state=dict(by_state), by_lang=dict(by_lang), alike=db.session.execute(alike).scalar_one())


def queued_tasks(filters: Filters, *, page: int, size: int, now: datetime, promise_days: int) -> tuple[QueuedTask, ...]:
    """One page of the queue. Four SQL queries: the order is found on narrow rows, texts are read for this page only."""
    rows = waiting_rows(now).subquery()
    wanted = _narrowed(rows, filters)
    if filters.state is not None:
        wanted.append(rows.c.state == str(filters.state))
    if filters.lang is not None:
        wanted.append(rows.c.lang == filters.lang)
    ordered = select(rows).where(*wanted).order_by(rows.c.rank, rows.c.since, rows.c.state, rows.c.key)
    found = db.session.execute(ordered.limit(size).offset((page - 1) * size)).all()
    stories = _stories([row.key for row in found if row.state != TaskState.proposal])
    alike = open_pairs(list(stories))
    laws = _proposals([row.key for row in found if row.state == TaskState.proposal])
    return tuple(
        _proposal(row, laws[row.key], filters) if row.state == TaskState.proposal
        else _task(row, stories[row.key], filters, alike.get(row.key), now=now, promise_days=promise_days)
        for row in found
    )  # fmt: skip


def wait_of(state: str, *, source: str, is_answered: bool) -> Wait:
    """Who waits for what, in words the page explains."""
    if state == State.published:
        return Wait.correction
    if state == State.changes_requested:
        return Wait.teller
    if source not in TOLD_HERE:
        return Wait.no_promise
    return Wait.reply if is_answered else Wait.first_answer


def _narrowed(rows: Any, filters: Filters) -> list[ColumnElement[bool]]:
    wanted = [rows.c.state != TaskState.proposal, rows.c.key.in_(with_open_pair())] if filters.alike else []
    if filters.claimed is Claimed.mine:
        return [*wanted, rows.c.person_id == filters.person_id]
    return [*wanted, rows.c.person_id.is_(None)] if filters.claimed is Claimed.free else wanted


def _stories(keys: list[int]) -> dict[int, Row[Any]]:
    asked = (
        select(
            Story.id, Story.title, Story.lang, Story.state, Story.audience, Story.source, Story.is_sample, Story.answered_at,
            Story.spam_signs, Story.danger_signs, Revision.plain,
        )
        .outerjoin(Revision, Revision.id == Story.latest_revision_id)
        .where(Story.id.in_(keys))
    )  # fmt: skip
    return _by_id(asked)


def _proposals(keys: list[int]) -> dict[int, Row[Any]]:
    asked = select(
        Law.id, Law.proposal_number, LawRevision.name_ru, LawRevision.name_en, LawRevision.statement_ru, LawRevision.statement_en
    )
    return _by_id(asked.join(LawRevision, LawRevision.id == Law.current_id).where(Law.id.in_(keys)))


def _by_id(asked: Any) -> dict[int, Row[Any]]:
    return {row.id: row for row in db.session.execute(asked)}


def _task(row: Row[Any], story: Row[Any], filters: Filters, alike: str | None, *, now: datetime, promise_days: int) -> QueuedTask:
    state, plain = TaskState(row.state), story.plain or ""
    told = state not in (TaskState.flag, TaskState.removal)
    wait = wait_of(story.state, source=story.source, is_answered=story.answered_at is not None)
    return QueuedTask(
        kind=task_kind(state),
        key=str(row.key),
        public_id=public_id(row.key),
        title=shown_title(story.title, plain),
        excerpt=excerpt(plain),
        lang=story.lang,
        state=state,
        since=row.since,
        waiting=waiting_of(wait, row.since, now=now, promise_days=promise_days) if told else None,
        reasons=_reasons(state, row.number, story, alike),
        claimed_by=row.person_name,
        is_mine=row.person_id is not None and row.person_id == filters.person_id,
        is_sample=story.is_sample,
        is_staff_only=story.audience == Audience.staff,
        source=None if story.source in TOLD_HERE else story.source,
    )


def _proposal(row: Row[Any], law: Row[Any], filters: Filters) -> QueuedTask:
    names = (law.name_ru or law.name_en, law.statement_ru or law.statement_en)
    return QueuedTask(
        kind=task_kind(TaskState.proposal),
        key=str(row.key),
        public_id=f"P-{law.proposal_number}",
        title=names[0] or names[1],
        excerpt=excerpt(names[1] or ""),
        lang=row.lang,
        state=TaskState.proposal,
        since=row.since,
        waiting=None,
        reasons=(Reason(Sign.first_look),),
        claimed_by=row.person_name,
        is_mine=row.person_id is not None and row.person_id == filters.person_id,
        is_sample=False,
        is_staff_only=False,
        source=None,
    )


def _reasons(state: TaskState, number: int, story: Row[Any], alike: str | None) -> tuple[Reason, ...]:
    if state is TaskState.removal:
        return (Reason(Sign.second_person),)
    plain = story.plain or ""
    # The worker may not have come to a story from before an upgrade.
    dangers = kept_signs(plain) if story.danger_signs is None else story.danger_signs
    reasons = [Reason(Sign(sign)) for sign in dangers.split(",") if sign]
    if state is TaskState.flag:
        reasons.append(Reason(Sign.reported, number))
    certain = sum(one.certain for one in findings(plain))
    if certain:
        reasons.append(Reason(Sign.personal_data, certain))
    if story.spam_signs:
        reasons.append(Reason(Sign.spam))
    if alike:
        reasons.append(Reason(Sign.told_before, other=alike))
    return tuple(reasons)


__all__ = ["TOLD_HERE", "Claimed", "Filters", "QueueCounts", "QueuedTask", "TaskState"]
