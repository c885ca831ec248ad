"""How like the laws are to a text, part by part of their wording. Pure: knows terms, not how a text becomes terms.

Parts are scored apart (BM25, each with its own lengths and frequencies), because a word of a name says more than one of an explanation,
and how much more is for the asker to say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Terms = Sequence[str]
K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence of a law: its terms, and how the law's reader would see it."""

    law: int
    part: str
    text: str
    lang: str
    terms: Terms


class Part:
    """One part of the wording of every law, as a small index. A law's place is its place in the list of laws."""

    def __init__(self, bags: Sequence[Mapping[str, int]]) -> None:
        self.laws = len(bags)
        lengths = np.array([sum(bag.values()) for bag in bags], dtype=np.float64)
        usual = lengths.mean() if lengths.any() else 1.0
        self._norms = K1 * (1 - B + B * lengths / usual)
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, bag in enumerate(bags):
            for term, times in bag.items():
                self._postings[term].append((place, times))

    def scores(self, terms: Mapping[str, int]) -> Scores:
        """BM25 by the place of the law. A term said twice counts a little more than one said once."""
        found = np.zeros(self.laws)
        for term, said in terms.items():
            postings = self._postings.get(term, ())
            rarity = weight(self.laws, len(postings)) * min(said, 2) ** 0.5
            for place, times in postings:
                found[place] += rarity * times * (K1 + 1) / (times + self._norms[place])
        return found


class Sayings:
    """Every sentence of the laws by itself, to tell which one of them speaks for a law."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self.all = tuple(sayings)
        self._spread = Counter(term for saying in self.all for term in set(saying.terms))

    def rarity(self, term: str) -> float:
        return weight(len(self.all), self._spread[term])

    def nearest(self, law: int, terms: Iterable[str]) -> Saying | None:
        """The sentence of the law that shares most with the text, for its length; None where none shares a word."""
        wanted = set(terms)
        shared = [(self._likeness(saying, wanted), -place) for place, saying in enumerate(self.all) if saying.law == law]
        best, place = max(shared, default=(0.0, 0))
        return self.all[-place] if best > 0 else None

    def _likeness(self, saying: Saying, wanted: set[str]) -> float:
        own = set(saying.terms)
        length = math.sqrt(sum(self.rarity(term) ** 2 for term in own)) or 1.0
        return sum(self.rarity(term) ** 2 for term in own & wanted) / length


def weight(things: int, holding: int) -> float:
    """How much a term says that `holding` of so many things hold: the inverse document frequency of BM25."""
    return math.log(1 + (things - holding + 0.5) / (holding + 0.5))


def evened(scores: Scores) -> Scores:
    """With the best as 1, so that long and short texts can be weighed alike.

    >>> evened(np.array([2.0, 4.0])).tolist()
    [0.5, 1.0]
    """
    best = float(scores.max(initial=0.0))
    return scores / best if best > 0 else scores
