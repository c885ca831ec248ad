"""Percent agreement: the share of pairs of coders who said the same of a unit, averaged over the units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def percent(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Mean over units of the share of agreeing pairs; with two coders this is agreements / units. None without shared units.

    Each unit is the values it was given, by whomever; units with fewer than two are passed over.

    >>> percent(["ab", "aa", "bb", "a"])
    0.6666666666666666
    """
    shares = [_agreeing(values) for values in units if len(values) > 1]
    return sum(shares) / len(shares) if shares else None


def _agreeing(values: Sequence[Hashable]) -> float:
    total = len(values)
    return sum(same * (same - 1) for same in Counter(values).values()) / (total * (total - 1))
