"""The schedule of readings as a calculation: what was kept stays, what follows depends on the library alone."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.laws.domain.law_of_the_day import InForce, Reading, reading_on, readings_to_keep

START = date(2026, 1, 1)
NUMBERS = st.sets(st.integers(1, 500), min_size=1, max_size=25)
OFFSETS = st.integers(0, 120)
# A change of the library: how many days after the last one, laws that come, how many of the present ones go.
CHANGES = st.lists(st.tuples(st.integers(0, 40), st.sets(st.integers(1, 60), max_size=5), st.integers(0, 5)), max_size=8)


def after(days: int) -> date:
    return START + timedelta(days=days)


def in_force(numbers: set[int], since: date = START) -> list[InForce]:
    return [InForce(number, since) for number in numbers]


def read(days: range, kept: list[Reading], laws: list[InForce]) -> list[int | None]:
    found = (reading_on(after(day), kept=kept, laws=laws) for day in days)
    return [reading.number if reading else None for reading in found]


class Library:
    """A library that changes as the verbs change it: first the days are kept, then it is another one."""

    def __init__(self) -> None:
        self.today = START
        self.laws: list[InForce] = []
        self.kept: list[Reading] = []

    def change(self, days: int, come: set[int], go: int) -> None:
        self.today += timedelta(days=days)
        self.kept += readings_to_keep(self.today, kept=self.kept, laws=self.laws)
        stay = sorted(self.laws, key=lambda law: law.number)[go:]
        fresh = come - {law.number for law in stay}
        self.laws = stay + in_force(fresh, self.today)

    def on(self, day: date) -> Reading | None:
        return reading_on(day, kept=self.kept, laws=self.laws)


@given(numbers=NUMBERS, cycle=st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_no_law_is_read_twice_until_all_were_read(numbers: set[int], cycle: int):
    first = cycle * len(numbers)

    found = read(range(first, first + len(numbers)), [], in_force(numbers))

    assert sorted(found) == sorted(numbers)


@given(numbers=NUMBERS, day=st.integers(0, 4000))
@settings(max_examples=200, deadline=None)
def test_two_days_in_a_row_never_have_the_same_law(numbers: set[int], day: int):
    today, tomorrow = read(range(day, day + 2), [], in_force(numbers))

    assert today in numbers
    assert (today != tomorrow) == (len(numbers) > 1)


@given(numbers=NUMBERS, kept=OFFSETS, day=OFFSETS)
@settings(max_examples=200, deadline=None)
def test_keeping_days_changes_no_day(numbers: set[int], kept: int, day: int):
    laws = in_force(numbers)
    rows = readings_to_keep(after(kept), kept=[], laws=laws)

    assert len(rows) == kept + 1
    assert readings_to_keep(after(kept), kept=rows, laws=laws) == []
    assert reading_on(after(day), kept=rows, laws=laws) == reading_on(after(day), kept=[], laws=laws)


@given(first=NUMBERS, changes=CHANGES)
@settings(max_examples=200, deadline=None)
def test_no_change_of_the_library_changes_a_day_that_was(first: set[int], changes: list[tuple[int, set[int], int]]):
    library = Library()
    library.change(0, first, 0)
    seen: dict[date, Reading | None] = {}
    for days, come, go in changes:
        until = library.today + timedelta(days=days)
        for offset in range((until - START).days + 1):
            seen.setdefault(after(offset), library.on(after(offset)))
        library.change(days, come, go)
        if seen[library.today] is None:
            # The first law of an empty library may be read on the day it comes.
            del seen[library.today]

        assert {day: library.on(day) for day in seen} == seen, "neither the past nor today"


@given(first=NUMBERS, changes=CHANGES)
@settings(max_examples=200, deadline=None)
def test_whatever_happens_each_cycle_reads_every_law_that_is_still_there_once(first: set[int], changes: list[tuple[int, set[int], int]]):
    library = Library()
    library.change(0, first, 0)
    for change in changes:
        library.change(*change)
    present = {law.number for law in library.laws}
    ahead = (library.today - START).days + 1
    readings = [library.on(after(day)) for day in range(ahead + 3 * len(present) + 30)]
    cycles: dict[date, list[int]] = {}
    for reading in filter(None, readings):
        cycles.setdefault(reading.cycle, []).append(reading.number)

    assert all(len(set(cycle)) == len(cycle) for cycle in cycles.values())
    if present:
        starts = sorted(cycles)
        running = max(start for start in starts if start <= max(library.today, starts[0]))
        complete = [start for start in starts[:-1] if start >= running]
        assert complete
        assert all(present <= set(cycles[start]) for start in complete)
    for one, other in pairwise(readings):
        if one and other and len(present) > 1 and other.day > library.today:
            assert one.number != other.number


@given(numbers=NUMBERS, late=st.integers(501, 600), joins=OFFSETS)
@settings(max_examples=100, deadline=None)
def test_a_law_accepted_meanwhile_is_read_before_anything_is_read_again(numbers: set[int], late: int, joins: int):
    laws = in_force(numbers)
    kept = readings_to_keep(after(joins), kept=[], laws=laws)
    cycle = {reading.number for reading in kept if reading.cycle == kept[-1].cycle}
    unread = (numbers | {late}) - cycle

    following = read(range(joins + 1, joins + 1 + len(unread)), kept, [*laws, InForce(late, after(joins))])

    assert set(following) == unread


@given(numbers=NUMBERS)
def test_the_order_does_not_depend_on_how_the_laws_come(numbers: set[int]):
    laws = in_force(numbers)

    assert read(range(30), [], laws) == read(range(30), [], laws[::-1])


def test_days_without_a_law_have_none_and_stay_so():
    first = [InForce(1, START), InForce(2, START)]
    kept = readings_to_keep(after(4), kept=[], laws=first)
    again = [InForce(3, after(10))]

    assert read(range(-1, 0), [], first) == [None]
    assert read(range(4, 8), kept, []) == [kept[-1].number, None, None, None]
    assert read(range(5, 12), kept, again) == [None] * 5 + [3, 3]
    assert readings_to_keep(after(9), kept=kept, laws=again) == []


def test_every_date_is_answered_even_the_last_one_there_is():
    for numbers in ({1}, {1, 2}, {1, 2, 3}, set(range(1, 88))):
        laws = in_force(numbers)
        assert reading_on(date.max, kept=[], laws=laws).number in numbers
        assert reading_on(date.min, kept=[], laws=laws) is None
    assert reading_on(START, kept=[], laws=[]) is None


@given(numbers=st.sets(st.integers(1, 9), min_size=1, max_size=4), kept=st.integers(0, 9), day=st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_a_day_far_ahead_is_what_living_through_every_day_would_give(numbers: set[int], kept: int, day: int):
    laws = in_force(numbers)
    rows = readings_to_keep(after(kept), kept=[], laws=laws)
    for ahead in range(kept + 1, kept + day + 1):
        rows += readings_to_keep(after(ahead), kept=rows, laws=laws)

    assert rows[-1] == reading_on(after(kept + day), kept=rows[: kept + 1], laws=laws)
