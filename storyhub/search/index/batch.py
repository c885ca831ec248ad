"""Documents on their way into a segment: words as numbers while they are gathered, then each field at once."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from storyhub.search.analysis.tokens import runs
from storyhub.search.domain.document import Document
from storyhub.search.index.codec import Extras, Field, invert, ranges, to_length_bytes, write_segment
from storyhub.search.index.schema import AUDIENCE, DAY, FACET_PREFIX, GAP, IDENT, REVISION, WEIGHT, WORD_FIELDS, WordField, parts
from storyhub.search.index.vocabulary import Vocabulary

PARTS = len(WORD_FIELDS[0].parts)
MAX_DOCUMENTS = 20_000
MAX_WORDS = 1_500_000  # Bounds the memory of writing a segment to some 150 MB.

Ints = NDArray[np.int64]


class Batch:
    """The documents of one segment to be. Each ident must come once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words = array("I")
        self._sizes = array("q")  # words in each part of each document
        self._values: defaultdict[str, defaultdict[bytes, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.idents: list[bytes] = []
        self._columns: dict[str, list[int]] = {REVISION: [], DAY: [], WEIGHT: []}
        self._lengths: dict[str, NDArray[np.uint8]] = {}

    @property
    def full(self) -> bool:
        return len(self.idents) >= MAX_DOCUMENTS or len(self._words) >= MAX_WORDS

    def add(self, document: Document) -> None:
        """Analyses a document. This is where a rebuild spends most of its time."""
        number = self._vocabulary.__getitem__
        for part in parts(document):
            before = len(self._words)
            self._words.extend(map(number, runs(part)))
            self._sizes.append(len(self._words) - before)
        for name, values in document.facet_values().items():
            self._choose(FACET_PREFIX + name, values)
        self._choose(AUDIENCE, (document.audience,))
        self._columns[REVISION].append(document.revision)
        self._columns[DAY].append(document.date.toordinal() if document.date else 0)
        self._columns[WEIGHT].append(document.weight)
        self.idents.append(document.ident.encode("utf-8", "replace"))

    def write(self, path: Path) -> None:
        """Writes the segment. The batch is of no use afterwards."""
        columns = {name: np.array(values, dtype=np.int64) for name, values in self._columns.items()}
        write_segment(path, self._fields(), Extras(len(self.idents), self._lengths, columns))

    def _choose(self, field: str, values: tuple[str, ...]) -> None:
        """Notes what a document, the next one, has in a field of values."""
        for value in {value.encode("utf-8", "replace") for value in values}:
            self._values[field][value].append(len(self.idents))

    def _fields(self) -> Iterator[tuple[str, Field]]:
        order = sorted(range(len(self.idents)), key=self.idents.__getitem__)
        yield IDENT, Field([self.idents[place] for place in order], np.arange(len(self.idents) + 1), np.array(order, dtype=np.int64))
        for name, values in self._values.items():
            yield name, _values_field(values)
        words, docs, positions, part = self._occurrences()
        for field in WORD_FIELDS:
            made = self._word_field(field, words, docs, positions, part)
            if made is not None:
                yield field.name, made

    def _occurrences(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Word, document, position and part of every word, in order."""
        sizes = np.array(self._sizes, dtype=np.int64).reshape(-1, PARTS)
        bases = np.zeros_like(sizes)
        bases[:, 1:] = np.cumsum(sizes[:, :-1] + GAP, axis=1)
        flat = sizes.ravel()
        cell = np.repeat(np.arange(len(flat)), flat)
        return np.array(self._words, dtype=np.int64), cell // PARTS, ranges(bases.ravel(), flat), cell % PARTS

    def _word_field(self, field: WordField, words: Ints, docs: Ints, positions: Ints, part: Ints) -> Field | None:
        fed = np.array(field.parts)[part]
        if not fed.all():
            words, docs, positions = words[fed], docs[fed], positions[fed]
        terms, starts = self._vocabulary.terms_of(field.name)
        sizes = starts[words + 1] - starts[words]
        numbers = terms[ranges(starts[words], sizes)].astype(np.int64)
        if not len(numbers):
            return None
        docs, positions = np.repeat(docs, sizes), np.repeat(positions, sizes)
        self._lengths[field.name] = to_length_bytes(np.bincount(docs, minlength=len(self.idents)))
        names, ranks = self._ranked(numbers)
        return invert(names, ranks, docs, positions)

    def _ranked(self, numbers: Ints) -> tuple[list[bytes], Ints]:
        """The distinct terms in byte order, and for each number its place among them."""
        names = self._vocabulary.terms
        ranks = np.zeros(len(names), dtype=np.int64)
        ranks[numbers] = 1
        order = sorted(np.flatnonzero(ranks).tolist(), key=names.__getitem__)
        ranks[order] = np.arange(len(order))
        return [names[place] for place in order], ranks[numbers]


def _values_field(values: dict[bytes, list[int]]) -> Field:
    terms = sorted(values)
    docs = [values[term] for term in terms]
    starts = np.concatenate([[0], np.cumsum([len(found) for found in docs])])
    return Field(terms, starts, np.array([docnum for found in docs for docnum in found], dtype=np.int64))
