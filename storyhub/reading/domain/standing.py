"""Where a law stands with the stories told so far. Numbers only; what to call it, the labels know."""

from __future__ import annotations

from enum import StrEnum

from storyhub.coding.domain.strength import Sides, StrengthRules, is_contested


class Standing(StrEnum):
    """`supported`: stories say something about it. `awaiting`: none does yet. `contested`: many tellers speak against it."""

    supported = "supported"
    awaiting = "awaiting"
    contested = "contested"


def standing(*, stories: int, sides: Sides, rules: StrengthRules) -> Standing:
    """
    >>> str(standing(stories=0, sides=Sides(), rules=StrengthRules())), str(standing(stories=4, sides=Sides(0, 4), rules=StrengthRules()))
    ('awaiting', 'supported')
    >>> str(standing(stories=9, sides=Sides(10, 5), rules=StrengthRules()))
    'contested'
    """
    if not stories:
        return Standing.awaiting
    return Standing.contested if is_contested(sides, rules) else Standing.supported
