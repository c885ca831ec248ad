"""All postings of one field in one segment as flat arrays, and the terms they belong to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]


class Lexicon(Sequence[bytes]):
    """The terms of a field, ascending, as one blob."""

    __slots__ = ("_blob", "_offsets")

    def __init__(self, blob: bytes, offsets: Ints) -> None:
        self._blob = blob
        self._offsets = offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]  # slices are not needed
        if place >= len(self):
            raise IndexError(place)
        return self._blob[self._offsets[place] : self._offsets[place + 1]]

    def find(self, term: bytes) -> int | None:
        """The place of a term, or None when the field does not have it."""
        place = self.place_of(term)
        return place if place < len(self) and self[place] == term else None

    def place_of(self, term: bytes) -> int:
        """Where the term is or would be."""
        return bisect_left(self, term)

    def all(self) -> list[bytes]:
        """Every term at once, faster than one by one."""
        offsets = self._offsets.tolist()
        return [self._blob[start:end] for start, end in pairwise(offsets)]


@dataclass(frozen=True, slots=True)
class Field:
    """Postings by term, then document. `starts` (one more than terms) says where the postings of a term begin; a field
    with places has for every posting how many (`counts`), and all of them end to end (`positions`).
    """

    terms: list[bytes]
    starts: Ints
    docs: Ints
    counts: Ints | None = None
    positions: Ints | None = None

    @property
    def length(self) -> int:
        """How many words the field has in all its documents; 0 when it does not count them."""
        return 0 if self.positions is None else len(self.positions)


def invert(terms: list[bytes], numbers: Ints, docs: Ints, positions: Ints) -> Field:
    """Sorts occurrences, given by document and then position, by term. `numbers` are places in `terms`, which ascend."""
    total = len(numbers)
    shift = np.uint64(max(total - 1, 1).bit_length())
    keys = (numbers.astype(np.uint64) << shift) | np.arange(total, dtype=np.uint64)
    keys.sort()  # Each key is one of a kind, so the fast unstable sort will do.
    order = (keys & ((np.uint64(1) << shift) - np.uint64(1))).astype(np.intp)
    sorted_numbers = (keys >> shift).astype(np.int64)
    sorted_docs = docs[order]
    first = np.flatnonzero(_changes(sorted_numbers) | _changes(sorted_docs))
    return Field(
        terms,
        np.searchsorted(sorted_numbers[first], np.arange(len(terms) + 1)),
        sorted_docs[first],
        np.diff(first, append=total),
        positions[order],
    )


def _changes(values: Ints) -> NDArray[np.bool_]:
    """Where a value differs from the one before it; the first always does."""
    changed = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed


def ranges(starts: Ints, sizes: Ints) -> NDArray[np.int64]:
    """start, start + 1, … (size of them) for each pair, end to end.

    >>> ranges(np.array([5, 9]), np.array([2, 1])).tolist()
    [5, 6, 9]
    """
    ends = np.cumsum(sizes)
    return np.repeat(starts - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
