"""Query tree → Whoosh query objects. Whoosh's own parser never sees a reader's text: it can be made to run for minutes.

Matching looks at `text` (which holds title and names too) and at `exact`; titles only add to the score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from storyhub.search.analysis import lemmas, surface
from storyhub.search.domain.fuzzy import neighbours
from storyhub.search.domain.query import (
    And,
    Every,
    Exact,
    Field,
    Fuzzy,
    Leaf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    wanted,
)
from storyhub.search.index.exclusion import Without
from storyhub.search.index.library import PreloadedOr, spans
from storyhub.search.index.library import query as wq
from storyhub.search.index.ranking import TITLE_BOOST, stacked_weight
from storyhub.search.index.schema import EXACT, FACET_PREFIX, TEXT, TITLE
from storyhub.search.query.problems import MIN_PREFIX_CHARS

MAX_EXPANSIONS = 50
MAX_SCANNED = 1_000

# Facet name and typed values (case folded) → the values as they are spelled in this index.
Spellings = Callable[[str, Iterable[str]], list[str]]


class Compiler:
    """Makes Whoosh queries for one state of the index (prefixes and facet values are looked up in it)."""

    def __init__(self, reader: Any, spellings: Spellings) -> None:
        self._reader = reader
        self._spellings = spellings

    def scored(self, query: Query) -> Any:
        """The query with its ranking extras."""
        matching = self.matching(query)
        present = self.heads(*wanted(query))
        return wq.AndMaybe(matching, _any_of(present)) if present else matching

    def heads(self, *leaves: Leaf) -> list[Any]:
        """What the same words add when they stand in a title."""
        forms = dict.fromkeys(lemma for leaf in leaves for word in words_of(leaf) for lemma in lemmas(word))
        return [wq.Term(TITLE, lemma, boost=TITLE_BOOST) for lemma in forms if (TITLE, lemma) in self._reader]

    def matching(self, query: Query) -> Any:
        """The query without extras. Exclusions never stand alone and never nest: Whoosh 2.7.4 fails on both."""
        match query:
            case Term(word):
                return _any_of(_lemma_terms(word))
            case Exact(word):
                return wq.Term(EXACT, surface(word))
            case Phrase(words, exact, slop):
                return _phrase(words, exact=exact, slop=slop)
            case Prefix(stem):
                return self._prefix(stem)
            case Fuzzy(word):
                return self._fuzzy(word)
            case Field(name, values):
                return _any_of([wq.Term(FACET_PREFIX + name, value) for value in self._spellings(name, values)])
            case Or(parts):
                return self._or(parts)
            case And(parts):
                return self._and(parts)
            case Not():
                return self._and((query,))
            case _:
                return wq.Every() if isinstance(query, Every) else wq.NullQuery

    def _or(self, parts: tuple[Query, ...]) -> Any:
        found: list[Any] = []
        for part in parts:
            found.extend(_lemma_terms(part.word) if isinstance(part, Term) else [self.matching(part)])
        return _any_of(found)

    def _and(self, parts: tuple[Query, ...]) -> Any:
        wishes = [part for part in parts if not isinstance(part, Not)]
        refusals = [part.part for part in parts if isinstance(part, Not)]
        kept = [self.matching(part) for part in wishes] or [wq.Every()]
        positive = kept[0] if len(kept) == 1 else wq.And(kept)
        return Without(positive, self._or(tuple(refusals))) if refusals else positive

    def _prefix(self, stem: str) -> Any:
        beginning = surface(stem)
        if len(beginning) < MIN_PREFIX_CHARS:
            return wq.Term(EXACT, beginning)
        candidates = list(islice(self._reader.expand_prefix(EXACT, beginning), MAX_SCANNED))
        if len(candidates) > MAX_EXPANSIONS:
            candidates.sort(key=lambda term: (-self._reader.doc_frequency(EXACT, term), term))
        return _any_of([wq.Term(EXACT, term) for term in candidates[:MAX_EXPANSIONS]])

    def _fuzzy(self, word: str) -> Any:
        found = [near for near in neighbours(surface(word)) if (EXACT, near) in self._reader]
        found.sort(key=lambda term: (-self._reader.doc_frequency(EXACT, term), term))
        return _any_of([wq.Term(EXACT, term) for term in found[:MAX_EXPANSIONS]])


def words_of(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Term(word) | Exact(word):
            return (word,)
        case Phrase(words):
            return words
        case _:
            return ()


def _lemma_terms(word: str) -> list[Any]:
    """One Whoosh term per lemma; each of several weighs less, so that an ambiguous word does not outweigh its
    neighbours.
    """
    forms = lemmas(word)
    weight = stacked_weight(len(forms))
    return [wq.Term(TEXT, form, boost=weight) for form in forms]


def _any_of(parts: list[Any]) -> Any:
    """An Or that reads its parts one after the other: several times faster than Whoosh's tree of unions, but without
    positions.
    """
    if not parts:
        return wq.NullQuery
    return parts[0] if len(parts) == 1 else PreloadedOr(parts)


def _phrase(words: tuple[str, ...], *, exact: bool, slop: int) -> Any:
    """Neighbours in order. A stacked word is an Or with positions; a Whoosh Phrase would ask for all lemmas and find
    nothing.
    """
    places: list[Any] = []
    for word in words:
        forms = (surface(word),) if exact else lemmas(word)
        options = [wq.Term(EXACT if exact else TEXT, form) for form in forms]
        places.append(options[0] if len(options) == 1 else wq.Or(options))
    joined = places[0]
    for place in places[1:]:
        joined = spans.SpanNear(joined, place, slop=slop + 1, ordered=True)
    return joined
