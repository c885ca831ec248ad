"""The measures of agreement against published examples (as exact fractions where they are) and against their own definitions."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.coding.domain.agreement.alpha import alpha
from storyhub.coding.domain.agreement.binary import binary_alpha
from storyhub.coding.domain.agreement.fleiss import fleiss
from storyhub.coding.domain.agreement.graded import graded
from storyhub.coding.domain.agreement.kappa import cohen, mean_of_defined, scott
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.domain.agreement.percent import percent

KRIPPENDORFF_2011 = ("1 2 3 3 2 1 4 1 2 * * *", "1 2 3 3 2 2 4 1 2 5 * 3", "* 3 3 3 2 3 4 2 2 5 1 *", "1 2 3 3 2 4 4 1 2 5 1 *")
WIKIPEDIA = ("* * * * * 3 4 1 2 1 1 3 3 * 3", "1 * 2 1 3 3 4 3 * * * * * * *", "* * 2 1 3 4 4 * 2 1 1 3 3 * 4")
FLEISS_ITEMS = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 333335 111455 111112 "
    "224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
FLEISS_1971 = FLEISS_ITEMS.split()
LEVELS = {
    Level.nominal: lambda c, k, n: int(c != k),
    Level.ordinal: lambda c, k, n: (
        (sum(n[g] for g in n if min(c, k) <= g <= max(c, k)) - Fraction(n[c] + n[k], 2)) ** 2 if c != k else 0
    ),
    Level.interval: lambda c, k, n: (c - k) ** 2,
    Level.ratio: lambda c, k, n: Fraction(c - k, c + k) ** 2 if c + k else 0,
}


def units(rows: tuple[str, ...]) -> list[list[int]]:
    return [[int(value) for value in unit if value != "*"] for unit in zip(*(row.split() for row in rows), strict=True)]


def table(*rows: tuple[int, ...]) -> dict[tuple[int, int], float]:
    return {(i, j): count for i, row in enumerate(rows) for j, count in enumerate(row)}


def as_units(counts: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    return [pair for pair, count in counts.items() for _ in range(int(count))]


def by_definition(found: list[list[int]], level: Level) -> Fraction | None:
    """Krippendorff's alpha written out as it is defined: coincidences by ordered pairs, then both sums over all categories."""
    pairs: Counter[tuple[int, int]] = Counter()
    for values in found:
        if len(values) > 1:
            for c, k in permutations(values, 2):
                pairs[c, k] += Fraction(1, len(values) - 1)  # type: ignore[assignment]
    often: Counter[int] = Counter()
    for (c, _k), count in pairs.items():
        often[c] += count
    total, apart = sum(often.values()), LEVELS[level]
    expected = sum(often[c] * often[k] * apart(c, k, often) for c in often for k in often)
    return 1 - (total - 1) * sum(o * apart(c, k, often) for (c, k), o in pairs.items()) / Fraction(expected) if expected else None


def near(value: Any) -> Any:
    return pytest.approx(float(value), abs=1e-12)


def test_krippendorff_2011_four_observers() -> None:
    found = units(KRIPPENDORFF_2011)
    assert alpha(found, Level.nominal) == near(Fraction(113, 152))
    assert alpha(found, Level.ordinal) == pytest.approx(0.815388, abs=5e-7)
    assert alpha(found, Level.interval) == pytest.approx(0.849107, abs=5e-7)
    assert alpha(found, Level.ratio) == pytest.approx(0.797403, abs=5e-7)


def test_wikipedia_three_coders() -> None:
    assert alpha(units(WIKIPEDIA), Level.nominal) == near(Fraction(56, 81))
    assert alpha(units(WIKIPEDIA), Level.interval) == near(Fraction(643, 793))


def test_krippendorff_two_observers() -> None:
    assert alpha(list(zip("0100000010", "1110010000", strict=True))) == near(Fraction(2, 21))
    assert alpha(list(zip("aabbdcccedda", "babbbccceddd", strict=True))) == near(Fraction(155, 224))


def test_cohen_1960() -> None:
    counts = table((88, 14, 18), (10, 40, 10), (2, 6, 12))
    assert percent(as_units(counts)) == near(Fraction(7, 10))
    assert cohen(counts) == near(Fraction(29, 59))
    assert alpha(as_units(counts)) == near(Fraction(127, 260))


def test_artstein_and_poesio() -> None:
    counts = table((20, 10), (20, 50))
    assert cohen(counts) == near(Fraction(8, 23))
    assert scott(counts) == pytest.approx(0.340659, abs=5e-7)
    assert alpha(as_units(counts)) == near(Fraction(313, 910))


@pytest.mark.parametrize(
    ("rows", "kappa"),
    [(((20, 5), (10, 15)), Fraction(2, 5)), (((45, 15), (25, 15)), Fraction(3, 23)), (((25, 35), (5, 35)), Fraction(7, 27))],
)
def test_two_by_two(rows: tuple[tuple[int, int], ...], kappa: Fraction) -> None:
    assert cohen(table(*rows)) == near(kappa)


def test_fleiss_1971() -> None:
    assert percent(FLEISS_1971) == pytest.approx(0.555556, abs=5e-7)
    assert fleiss(FLEISS_1971) == near(Fraction(5437, 12637))


def test_the_fast_binary_form() -> None:
    rows = ("0011101000", "0111100000", "0011100001")
    assert alpha(list(zip(*rows, strict=True))) == near(Fraction(43, 72))
    marking = [sum(map(int, unit)) for unit in zip(*rows, strict=True)]
    assert float(binary_alpha(30, sum(marking), sum(k * (3 - k) / 2 for k in marking))) == near(Fraction(43, 72))


@pytest.mark.parametrize("level", list(Level))
def test_what_is_undefined_is_none_and_never_one(level: Level) -> None:
    for found in ([], [[1]], [[1], [2]], [[1, 1], [1, 1, 1]]):
        assert alpha(found, level) is None
    assert cohen({(True, True): 9}) is None
    assert cohen({}) is None
    assert scott({("a", "a"): 5}) is None
    assert fleiss(["aa", "aa"]) is None
    assert fleiss(["ab", "abb"]) is None, "the number of ratings differs"
    assert fleiss([]) is None
    assert percent(["a", ""]) is None
    assert mean_of_defined([None, None]) is None
    assert mean_of_defined([0.5, None, 0.1]) == pytest.approx(0.3)
    assert np.isnan(binary_alpha(10, 0, 0))
    assert np.isnan(binary_alpha(10, 10, 0))


ratings = st.lists(st.lists(st.integers(0, 4), max_size=5), max_size=9)


@settings(max_examples=60, deadline=None)
@given(found=ratings, level=st.sampled_from(list(Level)), order=st.randoms(use_true_random=False))
def test_alpha_is_its_definition_whatever_the_order(found: list[list[int]], level: Level, order: Any) -> None:
    wanted = by_definition(found, level)
    shuffled = [order.sample(values, len(values)) for values in order.sample(found, len(found))]
    for given_units in (found, shuffled):
        assert alpha(given_units, level) == (None if wanted is None else pytest.approx(float(wanted), abs=1e-9))


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=9))
def test_the_fast_form_is_the_definition(rows: list[list[bool]]) -> None:
    wanted = by_definition([[int(value) for value in row] for row in rows], Level.nominal)
    found = float(binary_alpha(3 * len(rows), sum(map(sum, rows)), sum(sum(row) * (3 - sum(row)) / 2 for row in rows)))
    assert np.isnan(found) if wanted is None else found == near(wanted)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(st.integers(0, 2), max_size=4), max_size=9), level=st.sampled_from([Level.nominal, Level.ordinal]))
def test_few_values_counted_give_the_same_alpha(rows: list[list[int]], level: Level) -> None:
    counts = np.array([[row.count(value) for value in range(3)] for row in rows], dtype=np.int64).reshape(-1, 3)
    found = graded({level: counts}, np.arange(len(rows)), coders=4)[level]
    wanted, share = by_definition(rows, level), percent(rows)
    assert found.alpha == (None if wanted is None else pytest.approx(float(wanted), abs=1e-9))
    assert found.percent == (None if share is None else pytest.approx(share))
