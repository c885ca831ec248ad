"""Beginnings and misspelt words → the words of the index that they stand for, as terms of the exact field."""

from __future__ import annotations

from itertools import islice
from typing import Any

from storyhub.search.analysis import surface
from storyhub.search.domain.fuzzy import neighbours
from storyhub.search.index.schema import EXACT
from storyhub.search.query.problems import MIN_PREFIX_CHARS

MAX_EXPANSIONS = 50
MAX_SCANNED = 1_000


def beginning_with(reader: Any, stem: str) -> tuple[str, ...]:
    """Terms that begin so: of the first 1,000 the 50 most frequent. A beginning too short to look up is a word of its own."""
    start = surface(stem)
    if len(start) < MIN_PREFIX_CHARS:
        return (start,)
    found = [term.decode() if isinstance(term, bytes) else term for term in islice(reader.expand_prefix(EXACT, start), MAX_SCANNED)]
    return _most_frequent(reader, found)


def like(reader: Any, word: str) -> tuple[str, ...]:
    """Terms one edit away, and the word itself: the 50 most frequent."""
    return _most_frequent(reader, [term for term in neighbours(surface(word)) if (EXACT, term) in reader])


def _most_frequent(reader: Any, terms: list[str]) -> tuple[str, ...]:
    if len(terms) > MAX_EXPANSIONS:
        terms.sort(key=lambda term: (-reader.doc_frequency(EXACT, term), term))
    return tuple(terms[:MAX_EXPANSIONS])
