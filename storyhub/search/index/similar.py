"""Words alike in letters: «страховка» and «страхование» share no dictionary form, but most of their letters. They add to a score and find
nothing: what is alike need not mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np

from storyhub.search.index.postings import Docs, Floats, read_postings
from storyhub.search.index.ranking import REFINEMENT
from storyhub.search.index.schema import TEXT

MAX_SCANNED = 4_000
GRAM = 3
_NONE = np.zeros(0, np.int32), np.zeros(0, np.float32)


def likeness(one: str, other: str) -> float:
    """Dice's coefficient of the runs of three letters in the words, their edges counting as letters; 0 to 1.

    >>> likeness("страховка", "страхование")
    0.6
    """
    a, b = _grams(one), _grams(other)
    return 2 * len(a & b) / (len(a) + len(b))


def similar_words(reader: Any, form: str, own: Iterable[str]) -> list[tuple[str, float]]:
    """The terms of one segment that are like `form`, with their likeness; not those of `own`, the forms of the word itself."""
    start = form[: REFINEMENT.similar_start]
    if len(start) < REFINEMENT.similar_start:
        return []
    known = set(own)
    found = (term.decode() if isinstance(term, bytes) else str(term) for term in islice(reader.expand_prefix(TEXT, start), MAX_SCANNED))
    alike = ((term, likeness(form, term)) for term in found if term not in known)
    return [(term, near) for term, near in alike if near >= REFINEMENT.likeness]


def read_similar(reader: Any, form: str, own: Iterable[str]) -> tuple[Docs, Floats]:
    """(documents of the segment, how often words like `form` stand in each, times their likeness); documents ascend."""
    docs: list[Docs] = []
    weights: list[Floats] = []
    for term, near in similar_words(reader, form, own):
        postings = read_postings(reader, TEXT, term.encode())
        if postings is not None:
            docs.append(postings.docs)
            weights.append(postings.weights * np.float32(near))
    if not docs:
        return _NONE
    together, places = np.unique(np.concatenate(docs), return_inverse=True)
    return together, np.bincount(places, np.concatenate(weights)).astype(np.float32)


def _grams(word: str) -> frozenset[str]:
    edged = f"_{word}_"
    return frozenset(edged[at : at + GRAM] for at in range(max(1, len(edged) - GRAM + 1)))
