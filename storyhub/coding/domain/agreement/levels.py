"""Levels of measurement, and what is customarily said of an alpha."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """`nominal`: same or not. `ordinal`: by rank. `interval`: by difference. `ratio`: by difference in proportion to the sum."""

    nominal = "nominal"
    ordinal = "ordinal"
    interval = "interval"
    ratio = "ratio"


class Custom(StrEnum):
    """Krippendorff's customary levels. A convention, not a law of nature: he asks for .800, and for no less than .667."""

    rely = "rely"
    tentative = "tentative"
    low = "low"
    undefined = "undefined"


def custom(alpha: float | None) -> Custom:
    """
    >>> custom(0.8), custom(0.667), custom(0.66), custom(None)
    (<Custom.rely: 'rely'>, <Custom.tentative: 'tentative'>, <Custom.low: 'low'>, <Custom.undefined: 'undefined'>)
    """
    if alpha is None:
        return Custom.undefined
    return Custom.rely if alpha >= 0.8 else Custom.tentative if alpha >= 0.667 else Custom.low
