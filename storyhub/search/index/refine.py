"""What decides among the best hits, beyond how often the words stand in them: see `ranking.Refinement`. Every share is ≥ 0 and the same
for a document whatever the others are, so hits outside the window stay behind those inside, and `explain` can name each share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.query import Query
from storyhub.search.index.postings import Floats
from storyhub.search.index.ranking import FIELDS, REFINEMENT, Typed, typed
from storyhub.search.index.schema import TEXT
from storyhub.search.index.snapshot import Snapshot
from storyhub.search.index.standing import Share, Standing, standing, word_shares

PAIR, NAMED = "pair", "named"  # Names of shares that are no fields.
_PER_DOCUMENT = 32  # Bits of a place that hold the position.


@dataclass(frozen=True, slots=True)
class _Looked:
    """A word, looked up in the documents to be refined: `at` is where each is in `standing`, if it is `having` one."""

    word: Typed
    standing: Standing
    at: NDArray[np.intp]
    having: NDArray[np.bool_]


class Refining:
    """Shares for `docs`, ascending numbers of the view."""

    def __init__(self, snapshot: Snapshot, docs: NDArray[np.integer[Any]]) -> None:
        self._snapshot = snapshot
        self._docs = docs.astype(np.int32)  # As postings have them: numpy would turn a whole posting list into the other type.

    def shares(self, query: Query) -> Iterator[Share]:
        words = list(typed(query))
        looked = self._looked(words)
        for word, one in looked.items():
            yield from word_shares(self._snapshot, word, one.standing.places, self._docs)
        yield from self._together(words, looked)

    def total(self, query: Query) -> Floats:
        """All shares of each document."""
        words = list(typed(query))
        looked = self._looked(words)
        total = np.zeros(len(self._docs), np.float32)
        for one in looked.values():
            total += np.where(one.having, one.standing.scores[one.at], np.float32(0))
        for share in self._together(words, looked):
            total += share.scores
        return total

    def _looked(self, words: Sequence[Typed]) -> dict[Typed, _Looked]:
        found: dict[Typed, _Looked] = {}
        for word in dict.fromkeys(words):
            stands = standing(self._snapshot, word)
            at = stands.places.docs.searchsorted(self._docs)
            found[word] = _Looked(word, stands, at, stands.places.docs[at] == self._docs)
        return found

    def _together(self, words: Sequence[Typed], looked: dict[Typed, _Looked]) -> Iterator[Share]:
        as_typed = [looked[word] for word in words]
        pairs = {(one.word, other.word): place for place, (one, other) in enumerate(pairwise(words)) if one.word != other.word}
        if pairs:
            yield from self._pairs(as_typed, sorted(pairs.values()))
        yield from self._named([one for one in as_typed if not one.word.common])

    def _pairs(self, words: list[_Looked], pairs: Sequence[int]) -> Iterator[Share]:
        """Words that follow each other as they were typed: `pairs` are the places of the first of each two. All at once: a word's documents
        are numbered on from those of the word before, so that the next word one position on is the same step for every pair.
        """
        size = len(self._docs)
        places = _places(words)
        if not len(places):
            return
        sought = places + ((size << _PER_DOCUMENT) + 1)
        at = np.minimum(places.searchsorted(sought), len(places) - 1)
        follow = sought[places[at] == sought]
        if not len(follow):
            return
        many = np.bincount(follow >> _PER_DOCUMENT, minlength=len(words) * size).reshape(len(words), size)
        norm = self._snapshot.view.norm(TEXT)[self._docs]
        for first in pairs:
            one, other, times = words[first], words[first + 1], many[first + 1]
            most = REFINEMENT.pair * (one.standing.places.idf + other.standing.places.idf) / 2 * (FIELDS[TEXT].k1 + 1)
            form = f"{one.word.word} {other.word.word}"
            yield Share(one.word.word, form, PAIR, times, (most * times / (times + norm)).astype(np.float32))

    def _named(self, words: list[_Looked]) -> Iterator[Share]:
        """All words are in the title: this is what was asked for by name."""
        named = np.ones(len(self._docs), np.bool_)
        for one in words:
            named &= one.standing.titled[one.at] & one.having
            if not named.any():
                return
        for one in words:
            scores = named * np.float32(REFINEMENT.named * one.standing.places.idf)
            yield Share(one.word.word, one.word.word, NAMED, named, scores)


def _places(words: Sequence[_Looked]) -> NDArray[np.int64]:
    """number · 2³² + position, ascending, of every place of every word in the refined documents, numbered through word by word."""
    starts = np.concatenate([one.standing.places.starts[one.at] for one in words])
    ends = np.concatenate([one.standing.places.starts[one.at + one.having] for one in words])
    many = ends - starts
    done = np.cumsum(many)
    inside = np.repeat(starts - (done - many), many) + np.arange(done[-1])
    numbers = np.repeat(np.arange(len(many)), many)
    size = len(words[0].at)
    cuts = [0, *done[size - 1 :: size].tolist()]
    positions = [one.standing.places.positions[inside[begin:end]] for one, (begin, end) in zip(words, pairwise(cuts), strict=True)]
    places: NDArray[np.int64] = (numbers << _PER_DOCUMENT) + np.concatenate(positions)
    return places
