"""The fixed vocabularies of a coding."""

from __future__ import annotations

from enum import StrEnum


class Polarity(StrEnum):
    """Does the passage show the law at work, broken, or both at once?"""

    upholds = "upholds"
    violates = "violates"
    mixed = "mixed"


# Strength of a coding: 1 a hint, 2 clear, 3 textbook.
STRENGTHS = (1, 2, 3)
