"""Where a law stands with the stories told so far. Numbers only; what to call it, the labels know."""

from __future__ import annotations

from enum import StrEnum

# Fewer stories against a law are too few to speak of a dispute.
CONTESTED_FROM = 5


class Standing(StrEnum):
    """`supported`: stories say something about it. `awaiting`: none does yet. `contested`: many of them speak against it."""

    supported = "supported"
    awaiting = "awaiting"
    contested = "contested"


def standing(*, stories: int, upholds: int, violates: int) -> Standing:
    """Contested from five violating stories on, when they are at least a third of both sides.

    >>> str(standing(stories=0, upholds=0, violates=0)), str(standing(stories=4, upholds=0, violates=4))
    ('awaiting', 'supported')
    >>> str(standing(stories=15, upholds=10, violates=5)), str(standing(stories=16, upholds=11, violates=5))
    ('contested', 'supported')
    """
    if not stories:
        return Standing.awaiting
    # A third, without a fraction: 5 of 15 is one, whatever a float makes of it.
    contested = violates >= CONTESTED_FROM and 3 * violates >= upholds + violates
    return Standing.contested if contested else Standing.supported
