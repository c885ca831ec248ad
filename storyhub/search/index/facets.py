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


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents of one result: `mask` bool over all documents, `docs` their ascending numbers when they are few."""

    mask: Mask
    total: int
    docs: NDArray[np.intp] | None
    packed: NDArray[np.uint64]

    @classmethod
    def of(cls, mask: Mask) -> Matched:
        """`mask` has a multiple of 64 documents."""
        total = int(np.count_nonzero(mask))
        few = total * SPARSE < len(mask)
        packed = np.zeros(0, np.uint8) if few else np.packbits(mask)
        return cls(mask, total, np.flatnonzero(mask) if few else None, packed.view(np.uint64))


class Facet:
    """Values ascend, so that their places order them. `starts` int32 (documents + 1) and `values` int32 list each document's values;
    `bits` uint64 (values × documents / 64), when the values are few, has a bit for each document and value.
    """

    def __init__(self, columns: Sequence[FacetColumn], offsets: Sequence[int], size: int) -> None:
        self.vocabulary = tuple(sorted({value for column in columns for value in column.vocabulary}))
        places = {value: place for place, value in enumerate(self.vocabulary)}
        recoded = [np.array([places[value] for value in column.vocabulary], np.int32)[column.values] for column in columns]
        self.values = np.concatenate([np.zeros(0, np.int32), *recoded])
        moved = [column.docs + np.int32(offset) for column, offset in zip(columns, offsets, strict=True)]
        self.docs: Docs = np.concatenate([np.zeros(0, np.int32), *moved])
        counts = np.bincount(self.docs, minlength=size)
        self.starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self.bits = self._bits(size) if 0 < len(self.vocabulary) <= MAX_BITMAPS else None
        self._folded: dict[str, list[str]] = {}
        for value in self.vocabulary:
            self._folded.setdefault(value.casefold(), []).append(value)

    @property
    def nbytes(self) -> int:
        arrays: list[Any] = [self.values, self.docs, self.starts, *([] if self.bits is None else [self.bits])]
        return sum(int(array.nbytes) for array in arrays) + sum(200 + 2 * len(value) for value in self.vocabulary)

    def spellings(self, typed: Iterable[str]) -> list[str]:
        """The values that equal a typed one but for case."""
        return sorted({value for word in typed for value in self._folded.get(word.casefold(), ())})

    def chosen(self, wanted: Iterable[str]) -> Mask:
        """Which documents carry any of the wanted values (as spelled here)."""
        asked = set(wanted)
        places = [place for place, value in enumerate(self.vocabulary) if value in asked]
        if self.bits is not None:
            either = np.bitwise_or.reduce(self.bits[places], axis=0)
            return np.unpackbits(either.view(np.uint8)).view(np.bool_)
        mask = np.zeros(len(self.starts) - 1, np.bool_)
        mask[self.docs[np.isin(self.values, places)]] = True
        return mask

    def counts(self, matched: Matched) -> tuple[FacetCount, ...]:
        """How many matched documents carry each value, the most frequent first, then by value."""
        numbers = self._numbers(matched)
        found = np.flatnonzero(numbers)
        ranked = found[np.argsort(-numbers[found], kind="stable")]
        return tuple(FacetCount(self.vocabulary[place], count) for place, count in zip(ranked, numbers[ranked].tolist(), strict=True))

    def _numbers(self, matched: Matched) -> NDArray[np.int64]:
        if matched.docs is not None:
            return np.bincount(self._values_of(matched.docs), minlength=len(self.vocabulary))
        if self.bits is not None:
            numbers: NDArray[np.int64] = np.bitwise_count(self.bits & matched.packed).sum(axis=1, dtype=np.int64)
            return numbers
        return np.bincount(self.values[matched.mask[self.docs]], minlength=len(self.vocabulary))

    def _values_of(self, docs: NDArray[np.intp]) -> Docs:
        first = self.starts[docs]
        many = self.starts[docs + 1] - first
        ends = np.cumsum(many)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - many, many)
        values: Docs = self.values[np.repeat(first, many) + within]
        return values

    def _bits(self, size: int) -> NDArray[np.uint64]:
        table = np.zeros((len(self.vocabulary), size), np.bool_)
        table[self.values, self.docs] = True
        return np.packbits(table, axis=1).view(np.uint64)
