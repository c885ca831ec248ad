"""The law of a day, for the first page and whoever else asks. Only reads: days are kept by the verbs that change the library."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.domain.law_of_the_day import InForce, Reading, reading_on
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawDay
from storyhub.laws.queries.cards import LawCard, card_of, with_wording


def law_of_day(day: date, lang: str) -> LawCard | None:
    """The law everyone reads on `day` (past days: whatever became of it since); None on a day without laws. Three SQL queries."""
    reading = reading_on(day, kept=kept_readings(day), laws=laws_in_force())
    if reading is None:
        return None
    found = db.session.execute(with_wording().where(Law.number == reading.number)).first()
    return card_of(*found, lang) if found else None


def readings_between(first: date, last: date) -> tuple[Reading, ...]:
    """What was read on each day of a span, the newest first; days without a law are left out. Two SQL queries."""
    running = select(LawDay.cycle).order_by(LawDay.day.desc()).limit(1).scalar_subquery()
    kept, laws = _kept(or_(LawDay.cycle == running, LawDay.day.between(first, last))), laws_in_force()
    days = (last - timedelta(days=back) for back in range((last - first).days + 1))
    found = (reading_on(day, kept=kept, laws=laws) for day in days)
    return tuple(reading for reading in found if reading)


def kept_readings(day: date | None = None) -> tuple[Reading, ...]:
    """The days of the cycle kept last, and `day` if it was kept, oldest first. One SQL query."""
    running = select(LawDay.cycle).order_by(LawDay.day.desc()).limit(1).scalar_subquery()
    return _kept(or_(LawDay.cycle == running, LawDay.day == day))


def _kept(wanted: ColumnElement[bool]) -> tuple[Reading, ...]:
    asked = select(LawDay.day, Law.number, LawDay.cycle).join(Law, Law.id == LawDay.law_id).where(wanted).order_by(LawDay.day)
    rows = db.session.execute(asked)
    return tuple(Reading(kept, number, cycle) for kept, number, cycle in rows if number is not None)


def laws_in_force() -> tuple[InForce, ...]:
    """Number of every law in force and the day it came. One SQL query."""
    since = func.coalesce(Law.decided_at, Law.created_at, type_=Law.created_at.type)
    rows = db.session.execute(select(Law.number, since).where(Law.state == LawState.accepted, Law.number.is_not(None)))
    return tuple(InForce(number, day_of(moment)) for number, moment in rows if number is not None)


def law_numbers() -> tuple[int, ...]:
    """The numbers of all laws in force. One SQL query."""
    rows = db.session.execute(select(Law.number).where(Law.state == LawState.accepted, Law.number.is_not(None)).order_by(Law.number))
    return tuple(number for number in rows.scalars() if number is not None)
