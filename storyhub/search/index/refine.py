"""What decides among the best hits, beyond how often the words stand in them: see `ranking.Refinement`. Every share is ≥ 0 and the same
for a document whatever the others are, so hits outside the window stay behind those inside, and `explain` can name each share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.analysis import surface
from storyhub.search.domain.query import Query
from storyhub.search.index.postings import Docs, Floats
from storyhub.search.index.ranking import FIELDS, REFINEMENT, Typed, Weighted, typed, word_terms
from storyhub.search.index.schema import EXACT, TEXT, TITLE
from storyhub.search.index.snapshot import Snapshot

START, PAIR, SIMILAR, NAMED = "start", "pair", "similar", "named"  # Names of shares that are no fields.
_Places = NDArray[np.int64]
_PER_DOCUMENT = 32  # Bits of a place that hold the position.


@dataclass(frozen=True, slots=True)
class Share:
    """What one thing adds to the score of each document, and how often it is there."""

    word: str
    form: str
    field: str
    times: NDArray[np.float64]
    scores: Floats


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a typed word stands in the documents: document's place · 2³² + position, ascending. `idf` of its most common form."""

    word: Typed
    places: _Places
    idf: float


class Refining:
    """Shares for `docs`, ascending numbers of the view."""

    def __init__(self, snapshot: Snapshot, docs: NDArray[np.integer[Any]]) -> None:
        self._view, self._readers = snapshot.view, snapshot.readers
        self._docs = docs.astype(np.int32)  # As postings have them: numpy would turn a whole posting list into the other type.
        self._begins = np.arange(len(docs), dtype=np.int64) << _PER_DOCUMENT
        self._norm = snapshot.view.norm(TEXT)[docs]

    def shares(self, query: Query) -> Iterator[Share]:
        words = list(typed(query))
        standing = {word.word: self._standing(word) for word in words}
        for word in dict.fromkeys(words):
            yield from self._common(word) if word.common else self._wanted(word, standing[word.word])
        pairs = dict.fromkeys((one.word, other.word) for one, other in pairwise(words) if one.word != other.word)
        for one, other in pairs:
            yield from self._pair(standing[one], standing[other])

        yield from self._named([standing[word.word] for word in words if not word.common])

    def total(self, query: Query) -> Floats:
        total = np.zeros(len(self._docs), np.float32)
        for share in self.shares(query):
            total += share.scores
        return total

    def _common(self, word: Typed) -> Iterator[Share]:
        for term in word_terms(word.word):
            yield from self._impact(term, REFINEMENT.common * term.weight)

    def _wanted(self, word: Typed, standing: _Standing | None) -> Iterator[Share]:
        yield from self._impact(Weighted(EXACT, surface(word.word), 1.0, word.word), REFINEMENT.exact)
        if standing is not None:
            yield self._start(standing)
        terms = word_terms(word.word)
        for term in terms:
            yield from self._similar(term, tuple(one.term for one in terms))

    def _impact(self, term: Weighted, weight: float) -> Iterator[Share]:
        impact = self._view.impact(self._readers, term.field, term.term)
        if impact is not None:
            scores = impact.of(self._docs)
            yield Share(term.word, term.term, term.field, (scores > 0).astype(np.float64), scores * np.float32(weight))

    def _start(self, standing: _Standing) -> Share:
        scores = np.zeros(len(self._docs), np.float32)
        if len(standing.places):
            first = np.minimum(np.searchsorted(standing.places, self._begins), len(standing.places) - 1)
            position = standing.places[first] - self._begins  # Past the document when the word is not in it.
            having = (position >= 0) & (position >> _PER_DOCUMENT == 0)
            scores[having] = REFINEMENT.start * standing.idf / (1 + position[having] / REFINEMENT.start_words)
        return Share(standing.word.word, standing.word.word, START, (scores > 0).astype(np.float64), scores)

    def _pair(self, one: _Standing | None, other: _Standing | None) -> Iterator[Share]:
        if one is None or other is None or not len(one.places) or not len(other.places):
            return
        after = one.places + 1
        both = after[other.places[np.minimum(np.searchsorted(other.places, after), len(other.places) - 1)] == after]
        if len(both):
            times = np.bincount(both >> _PER_DOCUMENT, minlength=len(self._docs)).astype(np.float64)
            most = REFINEMENT.pair * (one.idf + other.idf) / 2 * (FIELDS[TEXT].k1 + 1)
            form = f"{one.word.word} {other.word.word}"
            yield Share(one.word.word, form, PAIR, times, (most * times / (times + self._norm)).astype(np.float32))

    def _named(self, words: list[_Standing | None]) -> Iterator[Share]:
        """All words are in the title: this is what was asked for by name."""
        wanted = [word for word in words if word is not None]
        named = np.full(len(self._docs), len(wanted) == len(words))
        for word in wanted:
            impacts = [self._view.impact(self._readers, TITLE, term.term) for term in word_terms(word.word.word)]
            having = np.zeros(len(self._docs), np.bool_)
            for impact in impacts:
                if impact is not None:
                    having |= impact.of(self._docs) > 0
            named &= having
        for word in wanted if named.any() else []:
            scores = named.astype(np.float32) * np.float32(REFINEMENT.named * word.idf)
            yield Share(word.word.word, word.word.word, NAMED, named.astype(np.float64), scores)

    def _similar(self, term: Weighted, own: tuple[str, ...]) -> Iterator[Share]:
        """What the term would score more if its similar words were, in part, itself."""
        impact = self._view.impact(self._readers, TEXT, term.term)
        if impact is None:
            return
        near = self._view.similar(self._readers, term.term, own)
        more = _looked_up(near, self._docs) * np.float32(REFINEMENT.similar)
        if not more.any():
            return
        most = np.float32(impact.idf * (FIELDS[TEXT].k1 + 1))
        share = impact.of(self._docs) / most  # tf / (tf + norm), so tf = norm · share / (1 − share)
        times = self._norm * share / (1 - share)
        scores = np.float32(term.weight) * most * ((times + more) / (times + more + self._norm) - share)
        yield Share(term.word, term.term, SIMILAR, (more > 0).astype(np.float64), np.maximum(scores, 0))

    def _standing(self, word: Typed) -> _Standing | None:
        impacts = [(term, impact) for term in word_terms(word.word) if (impact := self._view.impact(self._readers, TEXT, term.term))]
        if not impacts:
            return None
        places = [self._places(term.term) for term, _ in impacts]
        merged = places[0] if len(places) == 1 else np.unique(np.concatenate(places))
        return _Standing(word, merged, min(impact.idf for _, impact in impacts))

    def _places(self, form: str) -> _Places:
        found = [np.zeros(0, np.int64)]
        for place, segment in enumerate(self._view.segments):
            begin, end = np.searchsorted(self._docs, (segment.offset, segment.offset + segment.columns.size))
            if begin == end:
                continue
            postings = self._view.postings(self._readers, place, TEXT, form, positions=True)
            if postings is None:
                continue
            local = self._docs[begin:end] - segment.offset
            at = np.minimum(np.searchsorted(postings.docs, local), len(postings.docs) - 1)
            having = np.flatnonzero(postings.docs[at] == local)
            at = at[having]
            many = postings.starts[at + 1] - postings.starts[at]
            ends = np.cumsum(many)
            inside = np.arange(ends[-1] if len(ends) else 0) + np.repeat(postings.starts[at] - (ends - many), many)
            found.append((np.repeat(having.astype(np.int64) + begin, many) << _PER_DOCUMENT) + postings.positions[inside])
        return found[1] if len(found) == 2 else np.concatenate(found)


def _looked_up(near: tuple[Docs, Floats], docs: NDArray[np.integer[Any]]) -> Floats:
    known, weights = near
    if not len(known):
        return np.zeros(len(docs), np.float32)
    at = np.minimum(np.searchsorted(known, docs), len(known) - 1)
    return np.where(known[at] == docs, weights[at], np.float32(0))
