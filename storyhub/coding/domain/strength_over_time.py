"""The strength of a law quarter by quarter, from the days on which tellers first upheld and first violated it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storyhub.coding.domain.strength import Sides


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was known at the end of a quarter (of the last one: up to now)."""

    year: int
    number: int
    sides: Sides

    @property
    def name(self) -> str:
        """`2026-Q4`"""
        return f"{self.year}-Q{self.number}"


def by_quarter(upheld: Sequence[date], violated: Sequence[date], *, until: date) -> tuple[Quarter, ...]:
    """Every quarter from the first day given to `until`, each with all tellers so far; none without days.

    >>> [(q.name, q.sides.u, q.sides.v) for q in by_quarter([date(2026, 1, 5)], [date(2026, 8, 1)], until=date(2026, 9, 30))]
    [('2026-Q1', 1, 0), ('2026-Q2', 1, 0), ('2026-Q3', 1, 1)]
    """
    days = [day for day in (*upheld, *violated) if day <= until]
    if not days:
        return ()
    first, last = _index(min(days)), _index(until)
    return tuple(
        Quarter(
            year=index // 4,
            number=index % 4 + 1,
            sides=Sides(u=sum(_index(day) <= index for day in upheld), v=sum(_index(day) <= index for day in violated)),
        )
        for index in range(first, last + 1)
    )


def whole_months(earlier: date, later: date) -> int:
    """How many whole months lie between two days.

    >>> whole_months(date(2025, 11, 22), date(2026, 11, 21)), whole_months(date(2025, 11, 22), date(2026, 11, 22))
    (11, 12)
    """
    return 12 * (later.year - earlier.year) + later.month - earlier.month - (later.day < earlier.day)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one that month has.

    >>> months_before(date(2024, 2, 29), 12), months_before(date(2026, 3, 31), 1)
    (datetime.date(2023, 2, 28), datetime.date(2026, 2, 28))
    """
    index = 12 * day.year + day.month - 1 - months
    for number in range(day.day, 27, -1):
        try:
            return date(index // 12, index % 12 + 1, number)
        except ValueError:
            continue
    return date(index // 12, index % 12 + 1, day.day)


def _index(day: date) -> int:
    return 4 * day.year + (day.month - 1) // 3
