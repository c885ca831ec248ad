"""What each word gives to each field, worked out once per word and kept as arrays: indexing a text is then one look-up
per word and array arithmetic.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from storyhub.search.analysis.morphology import MAX_WORD, normalise
from storyhub.search.index.schema import WordField

MAX_WORDS = 200_000  # About 60 MB. A vocabulary that has outgrown it begins anew with the next batch.
_LONG = 2 * MAX_WORD  # Of a longer run of letters only so much is looked at.


class Vocabulary(dict[str, int]):
    """Word as typed → its number; asking for a new word adds it. One thread at a time."""

    def __init__(self, fields: Sequence[WordField]) -> None:
        super().__init__()
        self._ways = list(dict.fromkeys(field.terms for field in fields))
        self._way_of = {field.name: self._ways.index(field.terms) for field in fields}
        self._forget()

    def __missing__(self, raw: str) -> int:
        if len(raw) > _LONG:
            return self[raw[:_LONG]]
        word = normalise(raw)
        for way, terms, ends in zip(self._ways, self._terms, self._ends, strict=True):
            terms.extend([self._number(term.encode("utf-8", "replace")) for term in way(word)])
            ends.append(len(terms))
        number = self[raw] = len(self)
        return number

    def trim(self) -> None:
        """Begins anew when it has grown too large. Numbers given before are void then."""
        if len(self) > MAX_WORDS:
            self._forget()

    def terms_of(self, field: str) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Term numbers of all words end to end, and where those of each word begin (one more than there are words)."""
        way = self._way_of[field]
        return np.array(self._terms[way], dtype=np.uint32), np.array(self._ends[way], dtype=np.int64)

    def _number(self, term: bytes) -> int:
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return found

    def _forget(self) -> None:
        self.clear()
        self.terms: list[bytes] = []
        self._numbers: dict[bytes, int] = {}
        self._terms = [array("I") for _ in self._ways]
        self._ends = [array("q", [0]) for _ in self._ways]
