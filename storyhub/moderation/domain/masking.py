"""Small numbers that could point at a person are not said exactly."""

from __future__ import annotations

from dataclasses import dataclass

FEW = 5


@dataclass(frozen=True, slots=True)
class Count:
    """A number as the public may see it: `shown` is None for one to four."""

    shown: int | None

    @property
    def is_few(self) -> bool:
        return self.shown is None


def masked(number: int) -> Count:
    """
    >>> masked(0).shown, masked(4).is_few, masked(5).shown
    (0, True, 5)
    """
    return Count(None if 0 < number < FEW else number)
