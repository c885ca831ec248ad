"""Query tree → which documents match and what they score, as arrays over all documents of a generation.

Words score; fields, exclusions and `Every` only select. A document's score is the sum over the parts of the tree that it matches.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from storyhub.search.domain.query import And, Every, Exact, Field, Fuzzy, Leaf, Not, Or, Phrase, Prefix, Query, Term
from storyhub.search.index.expand import beginning_with, like
from storyhub.search.index.facets import Mask
from storyhub.search.index.phrases import containing
from storyhub.search.index.postings import Floats
from storyhub.search.index.ranking import Weighted, word_terms
from storyhub.search.index.schema import EXACT
from storyhub.search.index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Found:
    """`scores`: float32 per document, 0 where nothing matched; None when nothing scores. `mask`: bool per document; None when just
    those documents match that score.
    """

    scores: Floats | None
    mask: Mask | None

    def matched(self) -> Mask:
        if self.mask is not None:
            return self.mask
        assert self.scores is not None
        return self.scores > 0


class Matching:
    """Evaluates trees on one snapshot until `deadline`, a time of `time.monotonic()`. Arrays it gives out may be shared: never change them.

    `late` says that words were left out because the time was up. The first word is always looked for.
    """

    def __init__(self, snapshot: Snapshot, deadline: float) -> None:
        self._snapshot = snapshot
        self._view = snapshot.view
        self._deadline = deadline
        self._begun = False
        self.late = False

    def run(self, query: Query) -> Found:
        match query:
            case Or(parts):
                return self._or(parts)
            case And(parts):
                return self._and(parts)
            case Not():
                return self._and((query,))
            case Field(name, values):
                facet = self._view.facet(name)
                return Found(None, facet.chosen(facet.spellings(values)) & self._view.live)
            case Every():
                return Found(None, self._view.live)
            case Phrase():
                return self._phrase(query)
            case Term() | Exact() | Prefix() | Fuzzy():
                return Found(self.sum(self.terms(query)), None)
            case _:
                return Found(None, np.zeros(self._view.size, np.bool_))

    def terms(self, leaf: Leaf) -> list[Weighted]:
        """The terms whose scores make up the leaf's."""
        match leaf:
            case Term(word):
                return word_terms(word)
            case Exact(word):
                return word_terms(word, exact=True)
            case Phrase(words, exact):
                return [term for word in words for term in word_terms(word, exact=exact)]
            case Prefix(stem):
                return [Weighted(EXACT, term, 1.0, stem) for term in self._snapshot.expanded("prefix", stem, beginning_with)]
            case Fuzzy(word):
                return [Weighted(EXACT, term, 1.0, word) for term in self._snapshot.expanded("fuzzy", word, like)]

    def sum(self, terms: Iterable[Weighted], total: Floats | None = None) -> Floats:
        """The scores of the terms together, added to a copy of `total`."""
        mine = False
        for term in terms:
            if self._is_late():
                break
            impact = self._view.impact(self._snapshot.readers, term.field, term.term)
            if impact is None:
                continue
            if total is None and impact.docs is None and term.weight == 1.0:
                total = impact.scores
                continue
            if not mine:
                total = np.zeros(self._view.size, np.float32) if total is None else total.copy()
                mine = True
            assert total is not None
            impact.add_to(total, term.weight)
        return np.zeros(self._view.size, np.float32) if total is None else total

    def _is_late(self) -> bool:
        self.late = self.late or (self._begun and time.monotonic() > self._deadline)
        self._begun = True
        return self.late

    def _or(self, parts: Sequence[Query]) -> Found:
        words = [part for part in parts if isinstance(part, Term | Exact | Prefix | Fuzzy)]
        scores = self.sum(term for word in words for term in self.terms(word)) if words else None
        chosen: Mask | None = None
        for part in parts:
            if not isinstance(part, Term | Exact | Prefix | Fuzzy):
                found = self.run(part)
                if found.scores is not None:
                    scores = found.scores if scores is None else scores + found.scores
                if found.mask is not None:
                    chosen = found.mask if chosen is None else chosen | found.mask
        if scores is None:
            return Found(None, np.zeros(self._view.size, np.bool_) if chosen is None else chosen)
        return Found(scores, None if chosen is None else chosen | (scores > 0))

    def _and(self, parts: Sequence[Query]) -> Found:
        mask: Mask | None = None
        scores: Floats | None = None
        for part in parts:
            if isinstance(part, Not):
                continue
            found = self.run(part)
            mask = found.matched() if mask is None else mask & found.matched()
            if found.scores is not None:
                scores = found.scores if scores is None else scores + found.scores
        mask = self._view.live if mask is None else mask
        for part in parts:
            if isinstance(part, Not):
                mask = mask & ~self.run(part.part).matched()
        if self.late:  # What was to be excluded is not known.
            return Found(None, np.zeros(self._view.size, np.bool_))
        return Found(None if scores is None else masked(scores, mask), mask)

    def _phrase(self, phrase: Phrase) -> Found:
        mask = np.zeros(self._view.size, np.bool_)
        forms = [word_terms(word, exact=phrase.exact) for word in phrase.words]
        for place, segment in enumerate(self._view.segments):
            if self._is_late():
                break
            words = [
                [
                    postings
                    for term in one
                    if (postings := self._view.postings(self._snapshot.readers, place, term.field, term.term, positions=True))
                ]
                for one in forms
            ]
            if words and all(words):
                inside = slice(segment.offset, segment.offset + segment.columns.size)
                mask[inside] = containing(words, phrase.slop, segment.columns.size)
        mask &= self._view.live
        return Found(masked(self.sum(self.terms(phrase)), mask), mask)


def masked(scores: Floats, mask: Mask) -> Floats:
    """The scores of the documents in the mask, 0 for the others."""
    return scores * mask.view(np.uint8).astype(np.float32)
