"""How sure an alpha is: the interval that alpha keeps within when the stories are drawn anew.

Stories are the units of sampling, whatever is counted inside them: each of `REPLICATES` samples draws as many stories as there are, with
replacement, adds their sums up and takes alpha. The interval holds the middle 95 % (percentile bootstrap, Efron 1979). The draws
come from a seeded generator, so the same codings always give the same interval. A sample in which alpha is undefined is left
out; without at least half of the samples, or with one story only, there is no interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from storyhub.coding.domain.agreement.binary import binary_alpha
from storyhub.coding.domain.agreement.pieces import Floats

REPLICATES = 1_000
SEED = 1_971
BLOCK = 100
FEW = 10
EDGES = (2.5, 97.5)

Interval = tuple[float, float] | None


def intervals(
    values: Floats, ones: Floats, discord: Floats, *, scale: Floats | float = 1.0, replicates: int = REPLICATES, seed: int = SEED
) -> list[Interval]:
    """One interval for each row of `ones` and `discord`, which are [row, story].

    `values` is the same, or one row for all, of which each row has `scale` times as many.
    """
    counted = np.nonzero(values.any(axis=0))[0]
    if len(counted) < 2 or not ones.any():
        return [None] * len(ones)
    stacked = np.vstack([values[:, counted], ones[:, counted], discord[:, counted]]).astype(np.float32).T
    rows = len(ones)
    found = np.vstack([_alphas(drawn @ stacked, rows, scale) for drawn in draws(len(counted), replicates, seed)])
    return [middle(found[:, row], replicates) for row in range(rows)]


def draws(stories: int, replicates: int, seed: int, kind: type[np.floating[Any]] = np.float32) -> Iterator[Floats]:
    """How often each story was drawn, a block of samples at a time; counted a few at a time, which stays within the processor's cache."""
    numbers = np.random.default_rng(seed)
    for done in range(0, replicates, BLOCK):
        block = np.empty((min(BLOCK, replicates - done), stories), dtype=kind)
        for start in range(0, len(block), FEW):
            few = block[start : start + FEW]
            chosen = numbers.integers(0, stories, size=few.shape, dtype=np.int32) + (np.arange(len(few)) * stories)[:, None]
            few[:] = np.bincount(chosen.ravel(), minlength=few.size).reshape(few.shape)
        yield block


def _alphas(totals: Floats, rows: int, scale: Floats | float) -> Floats:
    own = totals.shape[1] - 2 * rows
    return binary_alpha(totals[:, :own] * scale, totals[:, own : own + rows], totals[:, own + rows :])


def middle(alphas: Floats, replicates: int) -> Interval:
    """The interval of the samples' alphas."""
    defined = alphas[~np.isnan(alphas)]
    if 2 * len(defined) < replicates:
        return None
    low, high = np.percentile(defined, EDGES)
    return float(low), float(high)
