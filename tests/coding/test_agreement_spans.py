"""Agreement on passages: lengths of stretches against counting characters one by one; many laws, stories and coders at once."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.coding.domain.agreement.alpha import alpha
from storyhub.coding.domain.agreement.bootstrap import intervals
from storyhub.coding.domain.agreement.figures import Figure, Figures, figures
from storyhub.coding.domain.agreement.fleiss import fleiss
from storyhub.coding.domain.agreement.kappa import cohen, scott
from storyhub.coding.domain.agreement.percent import percent
from storyhub.coding.domain.agreement.pieces import Field, by_story
from storyhub.coding.domain.agreement.report import Report
from storyhub.coding.domain.agreement.spans import Spans, by_character, coded_only, trimmed
from tests.coding.agreement_rows import report_of_rows

Row = tuple[int, int, int, int, int]  # law, story, coder, start, end
LENGTH, CODERS, STORIES, LAWS = 12, 3, 2, 2


def spans(rows: list[Row]) -> Spans:
    return Spans(*np.array(rows, dtype=np.int64).reshape(-1, 5).T)


def field(length: int = LENGTH, coders: int = CODERS, stories: int = STORIES) -> Field:
    return Field(length=np.full(stories, float(length)), readers=np.ones((coders, stories), dtype=np.bool_))


def runs(marks: str, coder: int) -> list[Row]:
    """Every coded position as a passage of its own: touching ones have to become one."""
    return [(0, 0, coder, place, place + 1) for place, mark in enumerate(marks) if mark == "1"]


def of_text(one: str, other: str) -> tuple[Figure, Any]:
    rows, where = runs(one, 0) + runs(other, 1), field(len(one), 2, 1)
    found = figures(where, by_character(spans(rows), where), laws=1)
    return found.laws[0], found.pairs[0, 1].table


def near(value: Any) -> Any:
    return pytest.approx(float(value), abs=1e-12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("001111111100001111110000", "000011110000000110000000"),
        ("1" * 18 + "0" * 6, "1" * 10 + "0" * 14),
    ],
)
def test_krippendorff_1995(one: str, other: str) -> None:
    found, table = of_text(one, other)
    assert found.kappa == near(Fraction(5, 13))
    assert cohen(table) == near(Fraction(5, 13))
    assert scott(table) == near(Fraction(11, 35))
    assert found.alpha == near(Fraction(23, 70))


def test_all_marked_by_both_is_undefined() -> None:
    found, table = of_text("1" * 24, "1" * 24)
    assert (found.kappa, found.fleiss, found.alpha, found.interval) == (None, None, None, None)
    assert found.percent == 1
    assert cohen(table) is None


def brute(rows: list[Row], law: int, *, coded: bool = False) -> list[list[bool]]:
    """Every character of every story as a unit: who marked it."""
    found = []
    for story in range(STORIES):
        for place in range(LENGTH):
            here = {(row[0], row[2]) for row in rows if row[1] == story and row[3] <= place < row[4]}
            if here or not coded:
                found.append([(law, coder) in here for coder in range(CODERS)])
    return found


def place(row: tuple[int, int, int, int, int]) -> Row:
    law, story, coder, start, size = row
    return law, story, coder, start, min(LENGTH, start + size)


rows_of = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 2), st.integers(0, LENGTH - 1), st.integers(0, 8)).map(place), max_size=9
)


def approx(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(rows=rows_of, order=st.randoms(use_true_random=False))
def test_stretches_give_what_counting_characters_gives(rows: list[Row], order: random.Random) -> None:
    where = field()
    given_rows = spans(order.sample(rows, len(rows)))
    pieces = by_character(given_rows, where)
    everything, touched = figures(where, pieces, laws=LAWS), figures(coded_only(given_rows, where), pieces, laws=LAWS)
    for law in range(LAWS):
        for found, units in ((everything.laws[law], brute(rows, law)), (touched.laws[law], brute(rows, law, coded=True))):
            assert found.percent == approx(percent(units))
            assert found.alpha == approx(alpha(units))
            assert found.fleiss == approx(fleiss(units))
    pooled = brute(rows, 0) + brute(rows, 1)
    assert everything.overall.alpha == approx(alpha(pooled))
    assert everything.overall.percent == approx(percent(pooled))
    for (one, other), figure in everything.pairs.items():
        units = [(unit[one], unit[other]) for unit in pooled]
        assert figure.alpha == approx(alpha(units))
        assert figure.percent == approx(percent(units))
        assert figure.kappa == approx(cohen({pair: units.count(pair) for pair in set(units)}))
    for story, figure in enumerate(everything.stories):
        units = [unit for law in range(LAWS) for unit in brute(rows, law)[story * LENGTH : (story + 1) * LENGTH]]
        assert figure.alpha == approx(alpha(units))


named_by = st.lists(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=3, max_size=3), min_size=1, max_size=3)
read_by = st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=3, max_size=3)


def stories_read(named: list[list[list[bool]]], readers: list[list[bool]]) -> Figures:
    where, pieces = by_story(np.array(readers), np.array(named))
    return figures(where, pieces, laws=len(named))


@settings(max_examples=60, deadline=None)
@given(named=named_by, readers=read_by)
def test_stories_give_what_the_general_measures_give(named: list[list[list[bool]]], readers: list[list[bool]]) -> None:
    found = stories_read(named, readers)
    for law, marks in enumerate(named):
        units = [[marks[coder][story] for coder in range(3) if readers[coder][story]] for story in range(4)]
        assert found.laws[law].alpha == approx(alpha(units))
        assert found.laws[law].percent == approx(percent(units))
        assert found.laws[law].fleiss == approx(fleiss(units))
        assert found.laws[law].units == sum(len(unit) > 1 for unit in units)


@settings(max_examples=30, deadline=None)
@given(named=named_by, readers=read_by, order=st.permutations(range(3)))
def test_the_order_of_coders_means_nothing(named: list[list[list[bool]]], readers: list[list[bool]], order: list[int]) -> None:
    found = stories_read(named, readers)
    other = stories_read([[law[coder] for coder in order] for law in named], [readers[coder] for coder in order])
    for one, two in zip((found.overall, *found.laws, *found.stories), (other.overall, *other.laws, *other.stories), strict=True):
        assert (one.alpha, one.percent, one.kappa, one.fleiss) == tuple(map(approx, (two.alpha, two.percent, two.kappa, two.fleiss)))
        assert (one.interval is None) == (two.interval is None)
        if one.interval and two.interval:
            assert one.interval == pytest.approx(two.interval, abs=1e-4)


TEXT = "  They came early,  and I was glad. "
PASSES = [(7, 1, len(TEXT)), (7, 2, len(TEXT)), (8, 1, 10), (8, 2, 10)]


def of_passages(*passages: tuple[int, int, int], passes: list[tuple[int, int, int]] | None = None) -> Report:
    """(coder, start, end) of one law in story 7."""
    marks = [(7, coder, 5, 2, "upholds") for coder, _, _ in passages]
    return report_of_rows(passes or PASSES, marks, [(7, coder, 5, start, TEXT[start:end]) for coder, start, end in passages])


@pytest.mark.parametrize(
    ("text", "core"), [("  early. ", (12, 18)), ("early.", (10, 16)), ("\n\t ", (10, 10)), ("\u00a0early\u2003", (11, 16))]
)
def test_blanks_at_the_edges_are_not_meant(text: str, core: tuple[int, int]) -> None:
    assert trimmed(text, 10) == core


def test_edge_blanks_change_nothing() -> None:
    tight = of_passages((1, 2, 18), (2, 7, 18))
    loose = of_passages((1, 0, 20), (2, 6, 19))
    assert TEXT[18:20] == "  "
    assert tight.levels == loose.levels
    assert of_passages((1, 2, 18), (2, 7, 17)).levels != tight.levels, "other edges do change it"


def test_somebody_who_has_not_finished_changes_nothing() -> None:
    marks = [(7, 1, 5, 2, "upholds"), (8, 2, 6, 3, "violates")]
    places = [(7, 1, 5, 2, "They came"), (8, 2, 6, None, None)]
    without = report_of_rows(PASSES, marks, places)
    # Coder 3 has marks in both stories, but no pass that counts; coder 4 read a story that nobody else read.
    more = report_of_rows(
        [*PASSES, (9, 4, 50)],
        [*marks, (7, 3, 5, 1, "mixed"), (8, 3, 9, 1, "mixed"), (9, 4, 9, 1, "mixed")],
        [*places, (7, 3, 5, 3, "hey"), (9, 4, 9, None, None)],
    )
    assert more == without


def test_the_whole_story_is_every_character_of_it() -> None:
    found = report_of_rows(PASSES[:2], [(7, 1, 5, 2, "upholds")], [(7, 1, 5, None, None)])
    assert found.levels["character"].laws[0].table == {
        (True, True): 0, (True, False): len(TEXT), (False, True): len(TEXT), (False, False): 0,
    }  # fmt: skip


def test_intervals_are_repeatable_and_hold_the_figure() -> None:
    numbers = np.random.default_rng(7)
    truth = numbers.random(300) < 0.3
    named = np.array([[np.where(numbers.random(300) < 0.15, ~truth, truth) for _coder in range(3)]])
    found, again = (stories_read(named, np.ones((3, 300), dtype=np.bool_).tolist()).laws[0] for _ in range(2))
    assert found == again
    assert found.interval is not None
    low, high = found.interval
    assert low < (found.alpha or 0) < high
    # Narrower with four times as many stories, by about half.
    more = stories_read(np.tile(named, (1, 1, 4)), np.ones((3, 1200), dtype=np.bool_).tolist()).laws[0]
    assert more.interval is not None
    assert (more.interval[1] - more.interval[0]) / (high - low) == pytest.approx(0.5, abs=0.1)


def test_one_story_or_hardly_ever_defined_has_no_interval() -> None:
    one = np.array([[2.0]])
    assert intervals(one, np.array([[1.0]]), np.array([[1.0]])) == [None]
    # One mark among a hundred stories of which a third of the samples holds none is kept; nothing marked at all is not.
    values = np.full((1, 100), 2.0)
    none, some = np.zeros((1, 100)), np.eye(1, 100)
    assert intervals(values, none, none) == [None]
    assert intervals(values, some, some)[0] is not None
