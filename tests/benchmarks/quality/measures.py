"""How good a ranking is, by judgements: three measures per query, each between 0 and 1, and their means over queries.

Definitions as in trec_eval: a document judged above 0 is relevant; nDCG takes the grade itself as gain and log2(place + 1) as discount.
Knows neither engines nor files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

HEAD, DEPTH = 10, 100


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, float], *, at: int = HEAD) -> float:
    """One over the place of the first relevant document; 0 when it is not among the first `at`."""
    return next((1 / place for place, ident in enumerate(ranked[:at], 1) if grades.get(ident, 0) > 0), 0.0)


def ndcg(ranked: Sequence[str], grades: Mapping[str, float], *, at: int = HEAD) -> float:
    """The discounted gain of the first `at` as a share of what the best order of all judged documents would gain."""
    best = _gain(sorted(grades.values(), reverse=True)[:at])
    return _gain([grades.get(ident, 0) for ident in ranked[:at]]) / best if best else 0.0


def recall(ranked: Sequence[str], grades: Mapping[str, float], *, at: int = DEPTH) -> float:
    """The share of the relevant documents that are among the first `at`."""
    relevant = {ident for ident, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:at])) / len(relevant) if relevant else 0.0


def _gain(grades: Iterable[float]) -> float:
    return sum(max(grade, 0) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over queries."""

    mrr: float
    ndcg: float
    recall: float

    @classmethod
    def of(cls, pairs: Iterable[tuple[Sequence[str], Mapping[str, float]]]) -> Quality:
        """The means over (ranked documents, grades of the judged ones), a pair a query; those without a relevant one do not count."""
        rows = [
            (reciprocal_rank(ranked, grades), ndcg(ranked, grades), recall(ranked, grades))
            for ranked, grades in pairs
            if any(grade > 0 for grade in grades.values())
        ]
        return cls(*map(fmean, zip(*rows, strict=True))) if rows else cls(0.0, 0.0, 0.0)
