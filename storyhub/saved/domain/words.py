"""How often somebody wants a letter, and when one is due."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Every(StrEnum):
    never = "never"
    day = "day"
    week = "week"


PERIODS = {Every.day: timedelta(days=1), Every.week: timedelta(days=7)}


def is_due(every: Every, *, looked_on: date, today: date) -> bool:
    """Whether it is time to look again.

    >>> is_due(Every.week, looked_on=date(2026, 1, 1), today=date(2026, 1, 7))
    False
    """
    return every in PERIODS and today - looked_on >= PERIODS[every]
