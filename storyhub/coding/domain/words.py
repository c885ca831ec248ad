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


class PassStep(StrEnum):
    """What can happen to a pass or a round, as its history tells it."""

    finished = "finished"
    reopened = "reopened"
    round_closed = "round_closed"
    round_reopened = "round_reopened"


class SkipReason(StrEnum):
    """Why a coder would rather not read a story."""

    not_my_field = "not_my_field"
    unclear = "unclear"
    upsetting = "upsetting"
    other = "other"
