"""Putting several rankings together by reciprocal rank. Pure.

Cormack, Clarke, Büttcher: Reciprocal rank fusion outperforms Condorcet and individual rank learning methods, SIGIR 2009.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Small, because the lists are short: how much the first place is worth more than the fifth.
DAMPING = 10


def blended(rankings: Iterable[Sequence[int]]) -> list[int]:
    """All that is ranked anywhere, the best together first; of equals the smaller number.

    >>> blended([[7, 8], [8, 9]])
    [8, 7, 9]
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, thing in enumerate(dict.fromkeys(ranking), start=1):
            scores[thing] = scores.get(thing, 0.0) + 1 / (DAMPING + place)
    return sorted(scores, key=lambda thing: (-scores[thing], thing))
