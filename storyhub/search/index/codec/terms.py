"""Whoosh's view of the terms and postings of an array segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.codec.field import Ints
from storyhub.search.index.codec.file import SegmentFile
from storyhub.search.index.library import LeafMatcher, TermInfo, TermNotFound, byte_to_length, codecs

Term = tuple[str, bytes]


class ArrayTerms(codecs.TermsReader):  # type: ignore[misc]  # Whoosh ships no types
    """Terms in byte order within each field, fields by name."""

    def __init__(self, file: SegmentFile) -> None:
        self.file = file

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        return self.file.fields

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[Term]:
        return (term for name in self.file.fields for term in self.terms_from(name, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms of this field only: nothing in Whoosh reads on into the next."""
        if fieldname not in self.file.fields:
            return
        lexicon = self.file.lexicon(fieldname)
        for place in range(lexicon.place_of(prefix), len(lexicon)):
            yield fieldname, lexicon[place]

    def items(self) -> Iterator[tuple[Term, Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        docs, weights, _ = self.postings(fieldname, text)
        lengths = self._lengths(fieldname, docs)
        return TermInfo(
            weight=float(weights.sum()),
            df=len(docs),
            minlength=byte_to_length(int(lengths.min())) if len(lengths) else 0,
            maxlength=byte_to_length(int(lengths.max())) if len(lengths) else 0,
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.postings(fieldname, text)[1].sum()) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        place = self._find(fieldname, text)
        if place is None:
            return 0
        start, end = self.file.read(f"{fieldname}/starts", place, place + 2).tolist()
        return int(end - start)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        return ArrayMatcher(self, (fieldname, text), format_, scorer)

    def postings(self, fieldname: str, text: bytes) -> tuple[Ints, NDArray[np.float32], Ints]:
        """Documents, weights and positions of a term. Raises: TermNotFound."""
        found = self.file.postings(fieldname, text)
        if found is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        docs, counts, positions = found
        if counts is None or positions is None:
            return docs, np.ones(len(docs), dtype=np.float32), np.zeros(0, dtype=np.uint32)
        return docs, counts.astype(np.float32), positions

    def _find(self, fieldname: str, text: bytes) -> int | None:
        return self.file.lexicon(fieldname).find(text) if fieldname in self.file.fields else None

    def _lengths(self, fieldname: str, docs: Ints) -> NDArray[np.uint8]:
        name = f"length:{fieldname}"
        return self.file.read(name)[docs] if self.file.has(name) else np.zeros(0, dtype=np.uint8)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]  # Whoosh ships no types
    """One posting list, read at once."""

    def __init__(self, terms: ArrayTerms, term: Term, format_: Any, scorer: Any) -> None:
        docs, weights, self._positions = terms.postings(*term)
        self._ids: list[int] = docs.tolist()
        self._weights: list[float] = weights.tolist()
        self._ends = np.cumsum(weights, dtype=np.int64)
        self._terms = terms
        self._term = term
        self._i = 0
        self.format = format_
        self.scorer = scorer

    def reset(self) -> None:
        self._i = 0

    def is_active(self) -> bool:
        return self._i < len(self._ids)

    def id(self) -> int:
        return self._ids[self._i]

    def weight(self) -> float:
        return self._weights[self._i]

    def value(self) -> bytes:
        if not len(self._positions):
            return b""
        end = self._ends[self._i]
        return self._positions[end - int(self._weights[self._i]) : end].astype("<u4").tobytes()

    def next(self) -> bool:
        self._i += 1
        return False  # Whoosh asks whether a new block began: there is only one.

    def skip_to(self, id: int) -> None:  # noqa: A002  # the name Whoosh calls it by
        self._i = bisect_left(self._ids, id, self._i)

    def skip_to_quality(self, minquality: float) -> int:
        if self.block_quality() > minquality:
            return 0
        self._i = len(self._ids)
        return 1

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids[self._i :])

    def block_max_weight(self) -> float:
        return max(self._weights)

    def block_min_length(self) -> int | None:
        length: int | None = self._terms.term_info(*self._term).min_length()
        return length

    def block_max_length(self) -> int:
        length: int = self._terms.term_info(*self._term).max_length()
        return length


class ArrayCursor(codecs.FieldCursor):  # type: ignore[misc]  # Whoosh ships no types
    """Walks the terms of a field; how Whoosh looks for words that resemble one."""

    def __init__(self, terms: ArrayTerms, fieldname: str, fieldobj: Any) -> None:
        self._terms = terms
        self._name = fieldname
        self._field = fieldobj
        self._lexicon = terms.file.lexicon(fieldname) if fieldname in terms.file.fields else None
        self._place = 0

    def first(self) -> str | None:
        self._place = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        if self._lexicon is not None:
            self._place = self._lexicon.place_of(self._field.to_bytes(term))
        return self.text()

    def next(self) -> str | None:
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        if self._lexicon is None or self._place >= len(self._lexicon):
            return None
        text: str = self._field.from_bytes(self._lexicon[self._place])
        return text

    def term_info(self) -> Any:
        return None if self._lexicon is None or not self.is_valid() else self._terms.term_info(self._name, self._lexicon[self._place])

    def is_valid(self) -> bool:
        return self._lexicon is not None and self._place < len(self._lexicon)
