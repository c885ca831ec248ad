"""Alpha in its fast form for "marked or not": three sums are enough, for one law or for arrays of them.

With m coders of whom k marked a stretch of text (or a story, length 1), of length w:
values = sum m w, ones = sum k w, discord = sum k (m-k)/(m-1) w; alpha = 1 - (values-1) * discord / (ones * (values-ones)).
Between the two values there is one distance only, so the level of measurement makes no difference.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def binary_alpha(values: Any, ones: Any, discord: Any) -> Floats:
    """Alpha of each element; NaN where it is undefined (nobody marked anything, or everybody everything).

    >>> round(float(binary_alpha(30, 12, 3)), 6)  # three coders, ten units: 43/72
    0.597222
    """
    values, ones = np.asarray(values, dtype=np.float64), np.asarray(ones, dtype=np.float64)
    chance = ones * (values - ones)
    found = np.full(np.broadcast(values, ones, discord).shape, np.nan)
    np.divide((values - 1) * discord, chance, out=found, where=chance > 0)
    return np.asarray(1 - found)


def binary_kappa(both: Floats, first: Floats, second: Floats, total: Floats) -> Floats:
    """Cohen's kappa of "marked or not" from what both, the first and the second marked, of `total`; NaN where it is undefined."""
    same = total - first - second + 2 * both
    chance = first * second + (total - first) * (total - second)
    room = total * total - chance
    return np.asarray(np.divide(same * total - chance, room, out=np.full(np.shape(room), np.nan), where=room > 0))


def known(value: float) -> float | None:
    """NaN, which numpy has for undefined, as None.

    >>> known(float("nan")) is None
    True
    """
    return None if np.isnan(value) else float(value)
