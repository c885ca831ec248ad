"""One facet of a whole generation: selecting and counting by its values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.port import FacetCount
from storyhub.search.index.columns import FacetColumn
from storyhub.search.index.postings import Docs

Mask = NDArray[np.bool_]
MAX_BITMAPS = 48  # Up to so many values a bit for every document and value counts faster than a list of pairs.
SPARSE = 16  # One match in so many documents: from there on matches are looked up one by one.
MAX_COLUMNS = 4
CROWDED = 4  # And up to one in so many, where the other way is to look at every holder of every value.


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents of one result: either their ascending numbers, when they are few, or a bool for every document and the same as bits."""

    total: int
    docs: NDArray[np.integer[Any]] | None
    mask: Mask
    packed: NDArray[np.uint64]

    @classmethod
    def of(cls, mask: Mask) -> Matched:
        """`mask` has a multiple of 64 documents."""
        total = int(np.count_nonzero(mask))
        if total * SPARSE < len(mask):
            return cls.few(np.flatnonzero(mask))
        return cls(total, None, mask, np.packbits(mask).view(np.uint64))

    @classmethod
    def few(cls, docs: NDArray[np.integer[Any]]) -> Matched:
        return cls(len(docs), docs, np.zeros(0, np.bool_), np.zeros(0, np.uint64))


    def numbers(self, places: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
        """The documents at `places` of what is aligned to this result."""
        return places if self.docs is None else self.docs[places]

    def holds(self, doc: int) -> bool:
        return bool(self.mask[doc]) if self.docs is None else doc in self.docs


class Facet:
    """Values ascend, so that their places order them. All int32: `_holders` are the documents of the first value, of the second and so
    on, each beginning at its `_firsts`; the other way round, `_codes` (documents × up to 4) are the values of each document, filled up
    with how many values there are, or else, if one has more, `_values` from its `_starts` to the next. `_bits` uint64 (values × documents
    / 64), when the values are few, has a bit for each document and value.
    """

    def __init__(self, columns: Sequence[FacetColumn], offsets: Sequence[int], size: int) -> None:
        self.vocabulary = tuple(sorted({value for column in columns for value in column.vocabulary}))
        self._size = size
        places = {value: place for place, value in enumerate(self.vocabulary)}
        recoded = [np.array([places[value] for value in column.vocabulary], np.int32)[column.values] for column in columns]
        moved = [column.docs + np.int32(offset) for column, offset in zip(columns, offsets, strict=True)]
        docs = np.concatenate([np.zeros(0, np.int32), *moved])
        values = np.concatenate([np.zeros(0, np.int32), *recoded])
        self._holders: Docs = docs[np.argsort(values, kind="stable")]
        self._firsts = _starts(values, len(self.vocabulary))
        self._codes: Docs | None = None
        self._starts = _starts(docs, size)
        self._values: Docs = values
        most = int(np.diff(self._starts).max(initial=1))
        if most <= MAX_COLUMNS:
            self._codes = np.full((size, most), len(self.vocabulary), np.int32)
            self._codes[docs, np.arange(len(docs)) - self._starts[docs]] = values
            self._starts = self._values = np.zeros(0, np.int32)
        self._bits = self._packed(docs, values) if 0 < len(self.vocabulary) <= MAX_BITMAPS else None
        self._folded: dict[str, list[str]] = {}
        for value in self.vocabulary:
            self._folded.setdefault(value.casefold(), []).append(value)

    @property
    def nbytes(self) -> int:
        arrays = (self._holders, self._firsts, self._codes, self._starts, self._values, self._bits)
        return sum(int(array.nbytes) for array in arrays if array is not None) + sum(200 + 2 * len(value) for value in self.vocabulary)

    def spellings(self, typed: Iterable[str]) -> list[str]:
        """The values that equal a typed one but for case."""
        return sorted({value for word in typed for value in self._folded.get(word.casefold(), ())})

    def chosen(self, wanted: Iterable[str]) -> Mask:
        """Which documents carry any of the wanted values (as spelled here)."""
        asked = set(wanted)
        mask = np.zeros(self._size, np.bool_)
        for place, value in enumerate(self.vocabulary):
            if value in asked:
                mask[self._holders[self._firsts[place] : self._firsts[place + 1]]] = True
        return mask

    def counts(self, matched: Matched) -> tuple[FacetCount, ...]:
        """How many matched documents carry each value, the most frequent first, then by value."""
        if matched.total == 0 or not self.vocabulary:
            return ()
        numbers = self._numbers(matched)
        found = np.flatnonzero(numbers)
        ranked = found[np.argsort(-numbers[found], kind="stable")]
        return tuple(map(FacetCount, map(self.vocabulary.__getitem__, ranked.tolist()), numbers[ranked].tolist()))

    def _numbers(self, matched: Matched) -> NDArray[np.int64]:
        many = len(self.vocabulary)
        docs = matched.docs
        if docs is None and self._bits is None and matched.total * CROWDED < self._size:
            docs = np.flatnonzero(matched.mask)
        if docs is not None and self._codes is not None:
            return np.bincount(self._codes[docs].ravel(), minlength=many + 1)[:many]
        if docs is not None:
            return np.bincount(self._values_of(docs), minlength=many)
        if self._bits is not None:
            numbers: NDArray[np.int64] = np.bitwise_count(self._bits & matched.packed).sum(axis=1, dtype=np.int64)
            return numbers
        # Every value has a holder, so no stretch is empty. Clipping spares the check of each number.
        held = matched.mask.view(np.uint8).take(self._holders, mode="clip")
        return np.add.reduceat(held, self._firsts[:-1], dtype=np.int64)

    def _values_of(self, docs: NDArray[np.integer[Any]]) -> Docs:
        first = self._starts[docs]
        many = self._starts[docs + 1] - first
        ends = np.cumsum(many)
        within = np.arange(ends[-1]) - np.repeat(ends - many, many)
        values: Docs = self._values[np.repeat(first, many) + within]
        return values

    def _packed(self, docs: Docs, values: Docs) -> NDArray[np.uint64]:
        table = np.zeros((len(self.vocabulary), self._size), np.bool_)
        table[values, docs] = True
        return np.packbits(table, axis=1).view(np.uint64)


def _starts(numbers: Docs, size: int) -> Docs:
    """Where each of the numbers 0 … size begins once they are sorted."""
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=size))]).astype(np.int32)
