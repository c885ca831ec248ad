"""Complaints as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import Select, func, select

from storyhub.accounts.models import Person
from storyhub.kit.db import db
from storyhub.moderation.models import Complaint


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One complaint. `due` is when the promise ends; `by` is empty until it is answered."""

    id: int
    topic: str
    text: str
    lang: str
    received_at: datetime
    due: datetime
    remedy: str | None
    answer: str
    by: str
    answered_at: datetime | None
    is_forgotten: bool


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """In public: how many came, how many were answered, how fast (days), and what came of them."""

    received: int
    answered: int
    kept: int
    median_days: float | None
    remedies: Mapping[str, int]


def complaint_row(complaint_id: int, *, promise_days: int) -> ComplaintRow:
    """One SQL query."""
    complaint, by = db.session.execute(_rows().where(Complaint.id == complaint_id)).one()
    return _row(complaint, by, promise_days=promise_days)


def complaint_list(*, promise_days: int, answered: bool = False, limit: int = 100) -> tuple[ComplaintRow, ...]:
    """Those that wait, the longest first; or those answered, the newest first. One SQL query."""
    rows = _rows().where(Complaint.answered_at.is_not(None) if answered else Complaint.answered_at.is_(None))
    order = Complaint.answered_at.desc() if answered else Complaint.received_at
    return tuple(_row(*row, promise_days=promise_days) for row in db.session.execute(rows.order_by(order, Complaint.id).limit(limit)))


def waiting_complaints() -> int:
    """One SQL query."""
    return db.session.execute(select(func.count()).select_from(Complaint).where(Complaint.answered_at.is_(None))).scalar_one()


def complaint_figures(*, promise_days: int) -> ComplaintFigures:
    """One SQL query."""
    rows = db.session.execute(select(Complaint.received_at, Complaint.answered_at, Complaint.remedy)).all()
    waits = [answered - received for received, answered, _remedy in rows if answered is not None]
    return ComplaintFigures(
        received=len(rows),
        answered=len(waits),
        kept=sum(wait <= timedelta(days=promise_days) for wait in waits),
        median_days=round(median(wait.total_seconds() for wait in waits) / 86_400, 1) if waits else None,
        remedies=Counter(remedy for _received, _answered, remedy in rows if remedy),
    )


def _rows() -> Select[Complaint, str]:
    return select(Complaint, Person.name).outerjoin(Person, Person.id == Complaint.answered_by)


def _row(complaint: Complaint, by: str | None, *, promise_days: int) -> ComplaintRow:
    return ComplaintRow(
        id=complaint.id,
        topic=complaint.topic,
        text=complaint.text,
        lang=complaint.lang,
        received_at=complaint.received_at,
        due=complaint.received_at + timedelta(days=promise_days),
        remedy=complaint.remedy,
        answer=complaint.answer,
        by=by or "",
        answered_at=complaint.answered_at,
        is_forgotten=complaint.forgotten_at is not None,
    )
