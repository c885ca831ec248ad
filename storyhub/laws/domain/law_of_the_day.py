"""One law a day, the same for everyone, none twice until all were read.

A cycle is one shuffled reading of all laws known on its first day; a law accepted meanwhile joins the next cycle. Nothing is
stored: the schedule follows from the laws' dates alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Reading:
    """A law that may be read, and the day from which it could be."""

    number: int
    since: date


def law_of_the_day(readings: Iterable[Reading], day: date) -> int | None:
    """The number of the law of `day`; None where there is no law at all.

    Two days in a row never have the same law (unless there is only one). Taking a law out of the library begins a new schedule.
    """
    known = sorted(set(readings), key=lambda reading: reading.number)
    if not known:
        return None
    start = min(reading.since for reading in known)
    if day < start:
        # Before the first law there is no schedule to keep to; any fixed one will do.
        start = day - timedelta(days=day.toordinal() % len(known))
        known = [Reading(reading.number, start) for reading in known]
    return _on(known, start, day)


def _on(known: Sequence[Reading], start: date, day: date) -> int:
    last: int | None = None
    while True:
        order = shuffled([reading.number for reading in known if reading.since <= start], start)
        if len(order) > 1 and order[0] == last:
            order[0], order[1] = order[1], order[0]
        offset = (day - start).days
        if offset < len(order):
            return order[offset]
        last = order[-1]
        start += timedelta(days=len(order))


def shuffled(numbers: Iterable[int], seed: date) -> list[int]:
    """The numbers in an order that depends on nothing but the date (hence the same on every machine and version)."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed.isoformat()}:{number}".encode()).digest())
