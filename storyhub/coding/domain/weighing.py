"""Signals of laws for a passage, put together by weights. Pure.

The weights are those of a conditional logit (McFadden: Conditional logit analysis of qualitative choice behavior, 1974) fitted to the
codings of the demo; `python3 dev.py suggestions` fits them anew and measures them on stories they were not fitted to.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Signal → law id → how strong, 0 to about 1.
Signals = Mapping[str, Mapping[int, float]]

WEIGHTS: Mapping[str, float] = MappingProxyType({
    "name": 0.2, "statement": 0.3, "explanation": 0.5, "aliases": 0.3, "signs": 0.35, "anchor_quotes": 0.6, "letters": 0.85,
    "story explanation": 0.6, "story signs": 0.5,
    "passages": 0.9,
    "own": 2.4, "others": 0.8, "others alone": 1.3, "near": 0.95, "overlap": 1.3, "company": 0.3,
})  # fmt: skip


def weighed(signals: Signals, weights: Mapping[str, float] = WEIGHTS) -> list[int]:
    """All laws with any signal, the strongest together first; of equals the smaller id. Signals without a weight do not count.

    >>> weighed({"name": {7: 1.0, 8: 0.2}, "signs": {8: 1.0}}, {"name": 1.0, "signs": 1.0})
    [8, 7]
    """
    scores: dict[int, float] = {}
    for name, found in signals.items():
        for law_id, strength in found.items():
            scores[law_id] = scores.get(law_id, 0.0) + weights.get(name, 0.0) * strength
    return sorted((law_id for law_id, score in scores.items() if score > 0), key=lambda law_id: (-scores[law_id], law_id))


def nearness(one: tuple[int, int], other: tuple[int, int]) -> float:
    """From 1 for passages that touch down to 0: half after a hundred characters between them.

    >>> nearness((0, 50), (40, 60)), nearness((0, 50), (150, 160))
    (1.0, 0.5)
    """
    gap = max(0, max(one[0], other[0]) - min(one[1], other[1]))
    return 1 / (1 + gap / 100)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How much of the shorter passage lies in the longer one.

    >>> overlap((0, 10), (5, 25)), overlap((0, 10), (20, 30))
    (0.5, 0.0)
    """
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, min(one[1] - one[0], other[1] - other[0]))
