"""Keeping the laws of the past days, so that no change of the library rewrites what was read, nor today's law before midnight."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.domain.law_of_the_day import readings_to_keep
from storyhub.laws.models import Law, LawDay
from storyhub.laws.queries.days import kept_readings, laws_in_force


def keep_days(now: datetime) -> int:
    """Writes the laws of all days up to and including today, as the library stands; returns how many days that were.

    Every verb that changes which laws are in force calls it first. Called again it does nothing.
    """
    open_days = readings_to_keep(day_of(now), kept=kept_readings(), laws=laws_in_force())
    if not open_days:
        return 0
    wanted = {reading.number for reading in open_days}
    rows = db.session.execute(select(Law.number, Law.id).where(Law.number.in_(wanted)))
    ids = dict(rows.all())
    try:
        with db.session.begin_nested():
            db.session.add_all(LawDay(day=one.day, law_id=ids[one.number], cycle=one.cycle) for one in open_days)
    except IntegrityError:
        # Somebody else changes the library at this moment and has kept the very same days.
        return 0
    return len(open_days)
