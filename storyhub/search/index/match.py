"""Query tree → which documents match and what they score, as arrays over all documents of a generation.

Words score; fields, exclusions and `Every` only select. A document's score is the sum over the parts of the tree that it matches.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.query import And, Aside, Every, Exact, Field, Fuzzy, Leaf, Not, Or, Phrase, Prefix, Query, Related, Term
from storyhub.search.index.expand import beginning_with, like
from storyhub.search.index.facets import SPARSE, Mask
from storyhub.search.index.phrases import containing
from storyhub.search.index.postings import Floats
from storyhub.search.index.ranking import Weighted, word_terms
from storyhub.search.index.schema import EXACT
from storyhub.search.index.snapshot import Snapshot
from storyhub.search.index.view import Impact


@dataclass(frozen=True, slots=True)
class Found:
    """What matches. `scores`: float32 per document, 0 where nothing matched; None when nothing scores. `mask`: bool per document; None
    when just those documents match that score. With `docs`, ascending, just these match, and `scores` are theirs.
    """

    scores: Floats | None
    mask: Mask | None
    docs: NDArray[np.integer[Any]] | None = None

    def matched(self, size: int) -> Mask:
        if self.mask is not None:
            return self.mask
        if self.docs is not None:
            mask = np.zeros(size, np.bool_)
            mask[self.docs] = True
            return mask
        assert self.scores is not None
        return self.scores > 0

    def spread(self, size: int) -> Found:
        """The same for every document."""
        if self.docs is None or self.scores is None:
            return self
        scores = np.zeros(size, np.float32)
        scores[self.docs] = self.scores
        return Found(scores, None)


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
            case Related(part, weight):
                found = self.run(part)
                return Found(None if found.scores is None else found.scores * np.float32(weight), found.mask, found.docs)
            case Phrase():
                return self._phrase(query)
            case Term() | Exact() | Prefix() | Fuzzy():
                return self._words(self.terms(query))
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

    def impacts(self, terms: Iterable[Weighted]) -> Iterator[tuple[Impact, float]]:
        """What each term adds, and its weight, until the time is up."""
        for term in terms:
            if self._is_late():
                return
            impact = self._view.impact(self._snapshot.readers, term.field, term.term)
            if impact is not None:
                yield impact, term.weight

    def _words(self, terms: Iterable[Weighted]) -> Found:
        """Any of the terms. Rare ones are added up for their documents only, the first common one makes it a sum over all documents."""
        few: list[tuple[Impact, float]] = []
        many = 0
        rest = self.impacts(terms)
        for impact, weight in rest:
            few.append((impact, weight))
            many += len(impact.scores)
            if impact.docs is None or many * SPARSE >= self._view.size:
                return Found(self._total([*few], rest), None)
        docs = [impact.docs for impact, _ in few if impact.docs is not None]
        shares = [impact.scores if weight == 1.0 else impact.scores * np.float32(weight) for impact, weight in few]
        if len(docs) < 2:
            return Found(shares[0], None, docs[0]) if docs else Found(np.zeros(0, np.float32), None, np.zeros(0, np.intp))
        together = np.concatenate(docs)
        order = together.argsort(kind="stable")  # Merges them, as each ascends.
        together = together[order]
        first = np.concatenate([[True], together[1:] != together[:-1]]).nonzero()[0]
        return Found(np.add.reduceat(np.concatenate(shares)[order], first), None, together[first])

    def _total(self, begun: list[tuple[Impact, float]], rest: Iterator[tuple[Impact, float]]) -> Floats:
        """The scores of every document. One common term alone is given out as it is kept."""
        (first, weight), *others = begun
        following = next(rest, None)
        if first.docs is None and weight == 1.0 and not others and following is None:
            return first.scores
        total = np.zeros(self._view.size, np.float32)
        for impact, share in chain(begun, [following] if following else [], rest):
            impact.add_to(total, share)
        return total

    def _is_late(self) -> bool:
        self.late = self.late or (self._begun and time.monotonic() > self._deadline)
        self._begun = True
        return self.late

    def _or(self, parts: Sequence[Query]) -> Found:
        parts = [part for part in parts if not isinstance(part, Aside)]  # These only add to scores, see `ranking.Refinement`.
        words = [part for part in parts if isinstance(part, Term | Exact | Prefix | Fuzzy)]
        found = self._words(term for word in words for term in self.terms(word)) if words else None
        if found and len(words) == len(parts):
            return found
        scores = found.spread(self._view.size).scores if found else None
        chosen: Mask | None = None
        for part in parts:
            if not isinstance(part, Term | Exact | Prefix | Fuzzy):
                found = self.run(part).spread(self._view.size)
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
            found = self.run(part).spread(self._view.size)
            matched = found.matched(self._view.size)
            mask = matched if mask is None else mask & matched
            if found.scores is not None:
                scores = found.scores if scores is None else scores + found.scores
        mask = self._view.live if mask is None else mask
        for part in parts:
            if isinstance(part, Not):
                mask = mask & ~self.run(part.part).matched(self._view.size)
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
        docs = np.flatnonzero(mask)
        scores = np.zeros(len(docs), np.float32)
        for impact, weight in self.impacts(self.terms(phrase)):
            scores += np.float32(weight) * impact.of(docs)
        return Found(scores, None, docs)


def masked(scores: Floats, mask: Mask) -> Floats:
    """The scores of the documents in the mask, 0 for the others."""
    return scores * mask.view(np.uint8).astype(np.float32)
