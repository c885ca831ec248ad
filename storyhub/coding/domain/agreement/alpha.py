"""Krippendorff's alpha for any number of coders, missing values, and four levels of measurement.

alpha = 1 - (n-1) * sum o_ck d2(c,k) / sum n_c n_k d2(c,k) (Krippendorff 2011). The coincidences o are never written out: the upper sum is
taken unit by unit, the lower one in closed form where there is one. Ordinal distances are interval distances between mid-ranks, because
sum_{g=c..k} n_g - (n_c+n_k)/2 = r_k - r_c with r_c = the values below c and half of those at c.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.coding.domain.agreement.levels import Level

Floats = NDArray[np.float64]
BLOCK = 512


def alpha(units: Sequence[Sequence[Any]], level: Level = Level.nominal) -> float | None:
    """Each unit is the values it was given; the order means nothing. None without shared units or with one value only.

    Numbers are needed for every level but the nominal one; not below nought for ratios.
    """
    shared = [list(values) for values in units if len(values) > 1]
    if not shared:
        return None
    flat = [value for values in shared for value in values]
    ranks = {value: place for place, value in enumerate(dict.fromkeys(flat) if level is Level.nominal else sorted(set(flat)))}
    if len(ranks) < 2:
        return None
    places = np.fromiter((ranks[value] for value in flat), dtype=np.int64, count=len(flat))
    counts = np.bincount(places).astype(np.float64)
    scale = _scale(list(ranks), counts, level)
    expected = _expected(scale, counts, level)
    ends = np.cumsum([len(values) for values in shared])
    return float(1 - (len(flat) - 1) * _observed(scale[places], ends, level) / expected) if expected else None


def _scale(values: Sequence[Any], counts: Floats, level: Level) -> Floats:
    """The number that stands for each value."""
    if level is Level.nominal:
        return np.arange(len(values), dtype=np.float64)
    if level is Level.ordinal:
        return np.asarray(np.cumsum(counts) - counts / 2)
    numbers = np.asarray(values, dtype=np.float64)
    return numbers if level is Level.ratio else np.asarray(numbers - np.average(numbers, weights=counts))


def _distance(one: Floats, other: Floats, level: Level) -> Floats:
    if level is Level.nominal:
        return np.asarray(one != other, dtype=np.float64)
    apart = one - other
    if level is Level.ratio:
        together = one + other
        apart = np.divide(apart, together, out=np.zeros(np.broadcast(one, other).shape), where=together != 0)
    return np.asarray(apart * apart)


def _observed(values: Floats, ends: NDArray[np.int64], level: Level) -> float:
    """Sum over units of the distances of all ordered pairs, divided by the number of values less one."""
    sizes = np.diff(ends, prepend=0)
    starts = ends - sizes
    total = 0.0
    for size in np.unique(sizes):
        rows = values[starts[sizes == size][:, None] + np.arange(size)]
        apart = sum(float(_distance(rows[:, [i]], rows[:, i + 1 :], level).sum()) for i in range(int(size) - 1))
        total += 2 * apart / (int(size) - 1)
    return total


def _expected(scale: Floats, counts: Floats, level: Level) -> float:
    """Sum of the distances of all ordered pairs of values, whoever gave them."""
    total = counts.sum()
    if level is Level.nominal:
        return float(total * total - (counts * counts).sum())
    if level is not Level.ratio:
        mean = (counts * scale).sum() / total
        return float(2 * total * (counts * (scale - mean) ** 2).sum())
    blocks = range(0, len(scale), BLOCK)
    return float(sum(counts[i : i + BLOCK] @ _distance(scale[i : i + BLOCK, None], scale[None, :], level) @ counts for i in blocks))
