"""Strength of a law: Wilson's bound against published figures and its own definition, and the trend at each border."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyhub.coding.domain.strength import Sides, StrengthRules, Trend, is_contested, trend, wilson_lower

NOTHING = Sides()
# Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3 (Wilson's score without continuity correction), four digits.
NEWCOMBE = [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0), (1, 29, 0.0061)]


@pytest.mark.parametrize(("successes", "n", "lower"), NEWCOMBE)
def test_the_bound_agrees_with_published_figures(successes: int, n: int, lower: float) -> None:
    assert wilson_lower(successes, n) == pytest.approx(lower, abs=5e-5)


def test_when_everybody_agrees_the_bound_has_a_short_form() -> None:
    z2 = 1.959963984540054**2
    for n in (1, 2, 3, 10, 1000):
        assert wilson_lower(n, n) == pytest.approx(n / (n + z2), rel=1e-12)
    assert wilson_lower(1, 1) == pytest.approx(0.20654931, abs=1e-8)


@given(n=st.integers(1, 5000), data=st.data())
def test_at_the_bound_the_share_is_just_1_96_deviations_away(n: int, data: st.DataObject) -> None:
    """The definition: the lower end is the smaller share q with |p − q| = z √(q(1−q)/n); found here by halving."""
    successes = data.draw(st.integers(1, n))
    low, high, share = 0.0, successes / n, successes / n
    for _ in range(200):
        middle = (low + high) / 2
        far = share - middle > 1.959963984540054 * math.sqrt(middle * (1 - middle) / n)
        low, high = (middle, high) if far else (low, middle)
    assert wilson_lower(successes, n) == pytest.approx(low, abs=1e-9)


def test_nothing_told_is_undefined_and_never_a_number() -> None:
    assert wilson_lower(0, 0) is None
    assert NOTHING.strength is None
    assert NOTHING.contradicts is None
    assert trend(NOTHING, before=NOTHING) is None
    for successes, n in ((-1, 3), (4, 3)):
        with pytest.raises(ValueError, match="successes"):
            wilson_lower(successes, n)


@given(u=st.integers(0, 200), v=st.integers(0, 200))
def test_contested_is_five_against_and_a_third_of_both(u: int, v: int) -> None:
    assert is_contested(Sides(u, v)) == (v >= 5 and Fraction(v, u + v) >= Fraction(1, 3))


@pytest.mark.parametrize(
    ("now", "before", "months", "expected"),
    [
        ((10, 5), (1, 0), 0, Trend.contested),  # whatever else is true of it
        ((11, 5), (11, 5), 0, Trend.steady),
        ((11, 0), (10, 0), 0, Trend.growing),  # exactly 10 %
        ((109, 0), (100, 0), 0, Trend.steady),  # 9 %
        ((12, 4), (10, 0), 0, Trend.steady),  # more tellers, but less strength
        ((1, 0), (0, 0), 0, Trend.growing),  # from nothing
        ((1, 0), (0, 3), 0, Trend.growing),
        ((10, 0), (10, 0), 11, Trend.steady),
        ((10, 0), (10, 0), 12, Trend.fading),
        ((12, 4), (10, 0), 12, Trend.fading),
        ((0, 3), (0, 0), None, Trend.steady),  # what nobody ever upheld cannot fade
    ],
)
def test_the_trend_changes_at_its_borders(now: tuple[int, int], before: tuple[int, int], months: int | None, expected: Trend) -> None:
    assert trend(Sides(*now), before=Sides(*before), months_since_upheld=months) == expected


def test_the_borders_are_settings() -> None:
    rules = StrengthRules(contested_tellers=2, contested_one_in=2, growing_percent=50, fading_months=6)
    assert is_contested(Sides(2, 2), rules)
    assert not is_contested(Sides(3, 2), rules)
    assert trend(Sides(14, 0), before=Sides(10, 0), months_since_upheld=5, rules=rules) == Trend.steady
    assert trend(Sides(15, 0), before=Sides(10, 0), months_since_upheld=6, rules=rules) == Trend.growing
    assert trend(Sides(14, 0), before=Sides(10, 0), months_since_upheld=6, rules=rules) == Trend.fading
