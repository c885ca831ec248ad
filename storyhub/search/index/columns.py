"""Per-segment columns as arrays: who a document is, when it is from, who may see it, how long it is, and its facet values. A segment
never changes, so its columns are read once; documents deleted later are left out by whoever reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.document import FACETS
from storyhub.search.index.library import BYTE_LENGTHS, LENGTHS_COLUMN, NumericReader, lenfield
from storyhub.search.index.postings import Docs, Floats, read_postings
from storyhub.search.index.schema import AUDIENCE, DAY, EXACT, FACET_PREFIX, IDENT, REVISION, TEXT, TITLE

_LENGTHS = np.array(BYTE_LENGTHS, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """(document, value) pairs of one facet, each pair once, by document; int32. `values` are places in `vocabulary`."""

    docs: Docs
    values: Docs
    vocabulary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """`idents`: UTF-8; `ranks`: int32, the place of each ident in their order; `days`: int32, proleptic Gregorian ordinals, 0 without a
    date; `lengths`: float32, words per field as Whoosh rounds them to a byte.
    """

    idents: NDArray[np.bytes_]
    ranks: Docs
    revisions: NDArray[np.int64]
    days: Docs
    public: NDArray[np.bool_]
    lengths: dict[str, Floats]
    facets: dict[str, FacetColumn]
    nbytes: int = field(init=False)

    def __post_init__(self) -> None:
        held: list[Any] = [self.idents, self.ranks, self.revisions, self.days, self.public, *self.lengths.values()]
        for facet in self.facets.values():
            held += [facet.docs, facet.values]
        words = sum(len(value) + 60 for facet in self.facets.values() for value in facet.vocabulary)
        object.__setattr__(self, "nbytes", sum(array.nbytes for array in held) + words)

    @property
    def size(self) -> int:
        return len(self.idents)


def load_columns(reader: Any) -> SegmentColumns:
    """Reads the columns of one Whoosh segment reader."""
    size = reader.doc_count_all()
    column = reader.column_reader(IDENT, translate=False)
    idents = np.array([bytes(column[docnum]) for docnum in range(size)], dtype=np.bytes_)
    ranks = np.empty(size, np.int32)
    ranks[np.argsort(idents)] = np.arange(size, dtype=np.int32)
    public = np.zeros(size, np.bool_)
    seen_by_all = read_postings(reader, AUDIENCE, b"public")
    if seen_by_all is not None:
        public[seen_by_all.docs] = True
    return SegmentColumns(
        idents=idents,
        ranks=ranks,
        revisions=_numbers(reader.column_reader(REVISION, translate=False), size, ">i8").astype(np.int64),
        days=_numbers(reader.column_reader(DAY, translate=False), size, ">i8").astype(np.int32),
        public=public,
        lengths={name: _lengths(reader, name, size) for name in (TEXT, EXACT, TITLE)},
        facets={name: _facet(reader, FACET_PREFIX + name) for name in FACETS},
    )


def _lengths(reader: Any, field: str, size: int) -> Floats:
    column = reader._perdoc._cached_reader(lenfield(field), LENGTHS_COLUMN)
    if column is None:
        return np.zeros(size, np.float32)
    lengths: Floats = _LENGTHS[_numbers(column, size, "u1")]
    return lengths


def _numbers(column: Any, size: int, dtype: str) -> NDArray[Any]:
    """A numeric column at once. Whoosh writes no value for documents at the end that have the default, which is 0."""
    found = np.zeros(size, dtype)
    if isinstance(column, NumericReader) and column._count:
        raw = bytes(column._dbfile.get(column._basepos, column._count * column._fixedlen))
        found[: column._count] = np.frombuffer(raw, dtype)
    return found


def _facet(reader: Any, field: str) -> FacetColumn:
    docs: list[Docs] = []
    vocabulary: list[str] = []
    for term in list(reader.lexicon(field)):
        raw = term if isinstance(term, bytes) else str(term).encode()
        postings = read_postings(reader, field, raw)
        if postings is not None:
            docs.append(postings.docs)
            vocabulary.append(raw.decode("utf-8", "replace"))
    if not docs:
        return FacetColumn(np.zeros(0, np.int32), np.zeros(0, np.int32), ())
    values = np.repeat(np.arange(len(docs), dtype=np.int32), [len(found) for found in docs])
    together = np.concatenate(docs)
    order = np.argsort(together, kind="stable")
    return FacetColumn(together[order], values[order], tuple(vocabulary))
