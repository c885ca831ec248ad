"""One law a day, the same for everyone, none twice until all were read.

The schedule is what was kept of the past, and after it a continuation that follows from the laws in force alone: first those not yet
read in the running cycle, then cycle after cycle over all of them, each shuffled by its first day. Nothing here knows what day it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class InForce:
    """A law that may be read, and the day from which it could be."""

    number: int
    since: date


@dataclass(frozen=True, slots=True)
class Reading:
    """The law of a day. `cycle` is the first day of the reading of all laws that the day belongs to."""

    day: date
    number: int
    cycle: date


def reading_on(day: date, *, kept: Sequence[Reading], laws: Iterable[InForce]) -> Reading | None:
    """What is read on `day`; None before the first law and on days without any.

    `kept` is in order of days and holds at least the days of the last cycle. Any date is answered, in the time of one shuffle.
    """
    past = {reading.day: reading for reading in kept}
    known = list(laws)
    first = first_open_day(kept, known)
    if day in past or first is None or day < first:
        return past.get(day)
    numbers = {law.number for law in known}
    rest = _unread(numbers, kept)
    offset = (day - first).days
    if offset < len(rest):
        return Reading(day, rest[offset], kept[-1].cycle)
    before = rest[-1] if rest else (kept[-1].number if kept else None)
    return _in_cycles(day, first + timedelta(days=len(rest)), numbers, before)


def readings_to_keep(until: date, *, kept: Sequence[Reading], laws: Iterable[InForce]) -> list[Reading]:
    """The days up to and including `until` that are not kept yet."""
    known = list(laws)
    first = first_open_day(kept, known)
    days = range((until - first).days + 1) if first else range(0)
    found = (reading_on(first + timedelta(days=offset), kept=kept, laws=known) for offset in days if first)
    return [reading for reading in found if reading]


def first_open_day(kept: Sequence[Reading], laws: Iterable[InForce]) -> date | None:
    """The first day that the laws in force decide: after the last kept one, and not before any of them was there."""
    since = min((law.since for law in laws), default=None)
    if since is None or not kept:
        return since
    return max(kept[-1].day + timedelta(days=1), since)


def shuffled(numbers: Iterable[int], seed: date) -> list[int]:
    """The numbers in an order that depends on nothing but the date (hence the same on every machine and version)."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed.isoformat()}:{number}".encode()).digest())


def _unread(numbers: set[int], kept: Sequence[Reading]) -> list[int]:
    """What is left of the running cycle, in its order: keeping a day takes it from the front and moves nothing else."""
    if not kept:
        return []
    cycle = kept[-1].cycle
    read = {reading.number for reading in kept if reading.cycle == cycle}
    return shuffled(numbers - read, cycle)


def _in_cycles(day: date, first: date, numbers: set[int], before: int | None) -> Reading:
    """The law of `day` in whole cycles that begin on `first`, after a day with the law `before`."""
    number, size = (day - first).days, len(numbers)
    start = first + timedelta(days=number - number % size)
    if start > first:
        before = _last_of_cycle_before(start, first, numbers, before)
    return Reading(day, _cycle(numbers, start, before)[(day - start).days], start)


def _last_of_cycle_before(start: date, first: date, numbers: set[int], before: int | None) -> int:
    if len(numbers) == 2:
        # Two laws alternate, so every cycle ends as the first one did.
        return _cycle(numbers, first, before)[-1]
    return shuffled(numbers, start - timedelta(days=len(numbers)))[-1]


def _cycle(numbers: set[int], start: date, before: int | None) -> list[int]:
    """The order of a whole cycle; its first law is not the one of the day before."""
    order = shuffled(numbers, start)
    if len(order) > 1 and order[0] == before:
        order[0], order[1] = order[1], order[0]
    return order
