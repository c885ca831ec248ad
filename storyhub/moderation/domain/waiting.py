"""How long a task waits, for whom, and what was promised. Counts calendar days in UTC; knows no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Wait(StrEnum):
    """Who waits for what."""

    first_answer = "first_answer"
    reply = "reply"
    correction = "correction"
    no_promise = "no_promise"
    teller = "teller"


@dataclass(frozen=True, slots=True)
class Waiting:
    """`days` it waits; `left` until the promised day (negative: late), None where nothing was promised."""

    wait: Wait
    days: int
    promised: date | None = None
    left: int | None = None

    @property
    def is_urgent(self) -> bool:
        return self.left is not None and self.left <= 1


def waiting_of(wait: Wait, since: datetime, *, now: datetime, promise_days: int) -> Waiting:
    """The waiting of one task.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> found = waiting_of(Wait.first_answer, noon - timedelta(days=2), now=noon, promise_days=3)
    >>> found.days, found.left, found.is_urgent, str(found.promised)
    (2, 1, True, '2026-11-23')
    """
    days = max((now.date() - since.date()).days, 0)
    if wait is not Wait.first_answer:
        return Waiting(wait=wait, days=days)
    promised = since.date() + timedelta(days=promise_days)
    return Waiting(wait=wait, days=days, promised=promised, left=(promised - now.date()).days)
