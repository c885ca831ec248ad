"""Which sentence a place belongs to, and which colour slot a law gets. Knows neither rows nor pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

SLOTS = 8


def sentence_number(starts: Sequence[int], place: int) -> int:
    """The number (from 1) of the sentence that holds `place`; a place before the first sentence belongs to the first.

    >>> sentence_number([0, 10, 20], 10), sentence_number([0, 10, 20], 19), sentence_number([5], 0)
    (2, 2, 1)
    """
    return max(1, bisect_right(starts, place))


def slots(keys: Iterable[str]) -> dict[str, int]:
    """A colour slot for each key, in order of appearance; after the last slot the first comes again.

    >>> slots(["12", "7", "12"])
    {'12': 0, '7': 1}
    """
    found: dict[str, int] = {}
    for key in keys:
        found.setdefault(key, len(found) % SLOTS)
    return found
