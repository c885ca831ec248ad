"""Per-segment columns as arrays: who a document is, when it is from, how good its evidence is, who may see it, how long it is, and its
facet values. A segment never changes, so its columns are read once; documents deleted later are left out by whoever reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.document import FACETS
from storyhub.search.index.codec import LENGTHS, SegmentFile, file_of
from storyhub.search.index.postings import Docs, Floats, read_postings
from storyhub.search.index.schema import AUDIENCE, DAY, FACET_PREFIX, IDENT, REVISION, WEIGHT, WORD_FIELDS


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """(document, value) pairs of one facet, each pair once, by document; int32. `values` are places in `vocabulary`."""

    docs: Docs
    values: Docs
    vocabulary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """`idents`: UTF-8; `ranks`: int32, the place of each ident in their order; `days`: int32, proleptic Gregorian ordinals, 0 without a
    date; `weights`: int32; `lengths`: float32, words per field as Whoosh rounds them to a byte.
    """

    idents: NDArray[np.bytes_]
    ranks: Docs
    revisions: NDArray[np.int64]
    days: Docs
    weights: Docs
    public: NDArray[np.bool_]
    lengths: dict[str, Floats]
    facets: dict[str, FacetColumn]
    nbytes: int = field(init=False)

    def __post_init__(self) -> None:
        held: list[Any] = [self.idents, self.ranks, self.revisions, self.days, self.weights, self.public, *self.lengths.values()]
        for facet in self.facets.values():
            held += [facet.docs, facet.values]
        words = sum(len(value) + 60 for facet in self.facets.values() for value in facet.vocabulary)
        object.__setattr__(self, "nbytes", sum(array.nbytes for array in held) + words)

    @property
    def size(self) -> int:
        return len(self.idents)


def load_columns(reader: Any) -> SegmentColumns:
    """Reads the columns of one Whoosh segment reader."""
    file = file_of(reader)
    order = file.read(f"{IDENT}/docs")
    idents = np.array(file.lexicon(IDENT).all(), dtype=np.bytes_)  # ascending
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    public = np.zeros(len(order), np.bool_)
    seen_by_all = read_postings(reader, AUDIENCE, b"public")
    if seen_by_all is not None:
        public[seen_by_all.docs] = True
    columns, lengths = file.columns(), file.lengths()
    none = np.zeros(len(order), np.uint8)
    return SegmentColumns(
        idents=idents[ranks],
        ranks=ranks,
        revisions=columns[REVISION].astype(np.int64),
        days=columns[DAY].astype(np.int32),
        weights=columns[WEIGHT].astype(np.int32),
        public=public,
        lengths={field.name: LENGTHS[lengths.get(field.name, none)].astype(np.float32) for field in WORD_FIELDS},
        facets={name: _facet(file, FACET_PREFIX + name) for name in FACETS},
    )


def _facet(file: SegmentFile, field: str) -> FacetColumn:
    if field not in file.fields:
        return FacetColumn(np.zeros(0, np.int32), np.zeros(0, np.int32), ())
    docs = file.read(f"{field}/docs")
    starts = file.read(f"{field}/starts").astype(np.int64)
    values = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), starts[1:] - starts[:-1])
    order = np.argsort(docs, kind="stable")  # By radix as long as numbers of documents have 16 bits.
    return FacetColumn(docs[order].astype(np.int32), values[order], tuple(term.decode() for term in file.lexicon(field).all()))
