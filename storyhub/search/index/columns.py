"""Per-segment columns as arrays: who a document is, when it is from, who may see it, and its facet values. A segment
never changes, so its columns are read once; documents deleted later are never among the matches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.document import FACETS
from storyhub.search.index.schema import AUDIENCE, DAY, FACET_PREFIX, IDENT, REVISION

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """(document, value) pairs of one facet, each pair once. `values` are places in `vocabulary`."""

    docs: Ints
    values: Ints
    vocabulary: tuple[str, ...]

    def chosen(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents carry any of the wanted values (as spelled here)."""
        asked = set(wanted)
        places = [place for place, value in enumerate(self.vocabulary) if value in asked]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.docs[np.isin(self.values, places)]] = True
        return mask

    def counts(self, matched: Mask) -> Ints:
        """How many matched documents carry each value of the vocabulary."""
        return np.bincount(self.values[matched[self.docs]], minlength=len(self.vocabulary))


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    idents: list[str]
    revisions: Ints
    days: Ints
    public: Mask
    facets: dict[str, FacetColumn]

    @property
    def size(self) -> int:
        return len(self.idents)


def load_columns(reader: Any) -> SegmentColumns:
    """Reads the columns of one Whoosh segment reader."""
    size = reader.doc_count_all()
    audience = _facet(reader, AUDIENCE)
    return SegmentColumns(
        idents=[str(ident) for ident in _column(reader, IDENT, size)],
        revisions=np.array(_column(reader, REVISION, size), dtype=np.int64),
        days=np.array(_column(reader, DAY, size), dtype=np.int64),
        public=audience.chosen(["public"], size),
        facets={name: _facet(reader, FACET_PREFIX + name) for name in FACETS},
    )


def _column(reader: Any, name: str, size: int) -> list[Any]:
    column = reader.column_reader(name)
    return [column[docnum] for docnum in range(size)]


def _facet(reader: Any, field: str) -> FacetColumn:
    docs: list[int] = []
    values: list[int] = []
    vocabulary: list[str] = []
    for term in list(reader.lexicon(field)):
        found = list(reader.postings(field, term).all_ids())
        docs.extend(found)
        values.extend([len(vocabulary)] * len(found))
        vocabulary.append(term.decode("utf-8") if isinstance(term, bytes) else str(term))
    return FacetColumn(np.array(docs, dtype=np.int64), np.array(values, dtype=np.int64), tuple(vocabulary))
