"""Levels of measurement: how far apart two values are for Krippendorff's alpha."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """`nominal`: same or not. `ordinal`: by rank. `interval`: by difference. `ratio`: by difference in proportion to the sum."""

    nominal = "nominal"
    ordinal = "ordinal"
    interval = "interval"
    ratio = "ratio"
