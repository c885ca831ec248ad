"""How strong a law is by its evidence, and which way it goes. Pure: numbers in, numbers out.

U and V are distinct tellers with an upholding, and with a violating, coding that is public. A teller whose stories do both counts in
both. A `mixed` coding counts in neither: it adds the same to both sides, so it cannot say which of them is the stronger; pages show it
beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

# Two-sided 95 %: 2.5 % stay below the interval.
Z95 = NormalDist().inv_cdf(0.975)


class Trend(StrEnum):
    """Which way the evidence of a law goes."""

    contested = "contested"
    growing = "growing"
    fading = "fading"
    steady = "steady"


@dataclass(frozen=True, slots=True)
class Sides:
    """Tellers with an upholding (U) and with a violating (V) coding."""

    u: int = 0
    v: int = 0

    @property
    def strength(self) -> float | None:
        return wilson_lower(self.u, self.u + self.v)

    @property
    def contradicts(self) -> float | None:
        """V/(U+V), the share that contradicts the law; None where nobody says anything."""
        return self.v / (self.u + self.v) if self.u + self.v else None


@dataclass(frozen=True, slots=True)
class StrengthRules:
    """Contested: from `contested_tellers` violating ones on, when they are at least one in `contested_one_in`. Growing: U rose by
    `growing_percent`. Fading: nothing new upholds the law for `fading_months`."""

    contested_tellers: int = 5
    contested_one_in: int = 3
    growing_percent: int = 10
    fading_months: int = 12


def wilson_lower(successes: int, n: int, z: float = Z95) -> float | None:
    """Lower end of Wilson's score interval for a share; None for n = 0.

    (p + z²/2n − z √(p(1−p)/n + z²/4n²)) / (1 + z²/n) with p = successes/n. Wilson, E. B. (1927): Probable inference, the law of
    succession, and statistical inference. Journal of the American Statistical Association 22 (158), 209–212. doi 10.2307/2276774.

    >>> round(wilson_lower(8, 10), 4), round(wilson_lower(80, 100), 4), wilson_lower(0, 3), wilson_lower(0, 0)
    (0.4902, 0.7112, 0.0, None)

    Raises: ValueError unless 0 ≤ successes ≤ n.
    """
    if not 0 <= successes <= n:
        raise ValueError("successes must lie between 0 and n")
    if n == 0:
        return None
    share, spread = successes / n, z * z / n
    lower = (share + spread / 2 - z * sqrt(share * (1 - share) / n + spread / (4 * n))) / (1 + spread)
    # Without a success the formula gives nought but for rounding.
    return max(0.0, lower) if successes else 0.0


def is_contested(sides: Sides, rules: StrengthRules = StrengthRules()) -> bool:
    """Whole numbers only: 5 of 15 is a third, whatever a fraction makes of it.

    >>> is_contested(Sides(10, 5)), is_contested(Sides(11, 5)), is_contested(Sides(0, 4))
    (True, False, False)
    """
    return sides.v >= rules.contested_tellers and rules.contested_one_in * sides.v >= sides.u + sides.v


def trend(
    sides: Sides, *, before: Sides, months_since_upheld: int | None = None, rules: StrengthRules = StrengthRules()
) -> Trend | None:
    """Where the law goes since `before` (the last edition; without one, `fading_months` ago); None where nobody says anything.

    The first that fits: contested; growing, if U rose by `growing_percent` or more and strength did not fall (from nothing it cannot);
    fading, if the last new story that upholds it is `months_since_upheld` ≥ `fading_months` whole months old; else steady, as is a
    law that no story ever upheld.
    """
    strength, was = sides.strength, before.strength
    if strength is None:
        return None
    if is_contested(sides, rules):
        return Trend.contested
    rose = sides.u > before.u and 100 * (sides.u - before.u) >= rules.growing_percent * before.u
    if rose and (was is None or strength >= was):
        return Trend.growing
    if months_since_upheld is not None and months_since_upheld >= rules.fading_months:
        return Trend.fading
    return Trend.steady
