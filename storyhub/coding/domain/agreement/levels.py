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
    few = "few"
    undefined = "undefined"


# A law named fewer times (by a coder in a story) is too rare for a word: two who agree on its one story have an alpha of 1.
FEW = 10


def custom(alpha: float | None, marks: float = FEW) -> Custom:
    """The word for an alpha that rests on so many marks.

    >>> [str(custom(alpha)) for alpha in (0.8, 0.667, 0.66, None)]
    ['rely', 'tentative', 'low', 'undefined']
    >>> str(custom(1.0, 2))
    'few'
    """
    if alpha is None:
        return Custom.undefined
    if marks < FEW:
        return Custom.few
    return Custom.rely if alpha >= 0.8 else Custom.tentative if alpha >= 0.667 else Custom.low
