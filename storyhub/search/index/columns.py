"""Per-segment columns as arrays: who a document is, when it is from, who may see it, and its facet values. A segment
never changes, so its columns are read once; documents deleted later are never among the matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.document import FACETS
from storyhub.search.index.codec import Lexicon, SegmentFile, file_of
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


class Idents(Sequence[str]):
    """The idents of the documents by number. Only those of a page of hits are ever wanted."""

    __slots__ = ("_lexicon", "_places")

    def __init__(self, lexicon: Lexicon, docs: NDArray[Any]) -> None:
        self._lexicon = lexicon
        self._places = np.empty(len(docs), dtype=np.int64)
        self._places[docs] = np.arange(len(docs))

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, docnum: int) -> str:  # type: ignore[override]  # slices are not needed
        return self._lexicon[self._places[docnum]].decode("utf-8")


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    idents: Sequence[str]
    revisions: Ints
    days: Ints
    public: Mask
    facets: dict[str, FacetColumn]

    @property
    def size(self) -> int:
        return len(self.idents)


def load_columns(reader: Any) -> SegmentColumns:
    """Reads the columns of one Whoosh segment reader."""
    file = file_of(reader)
    audience = _facet(file, AUDIENCE)
    return SegmentColumns(
        idents=Idents(file.lexicon(IDENT), file.read(f"{IDENT}/docs")),
        revisions=file.read(f"column:{REVISION}").astype(np.int64),
        days=file.read(f"column:{DAY}").astype(np.int64),
        public=audience.chosen(["public"], file.documents),
        facets={name: _facet(file, FACET_PREFIX + name) for name in FACETS},
    )


def _facet(file: SegmentFile, field: str) -> FacetColumn:
    if field not in file.fields:
        return FacetColumn(np.zeros(0, np.int64), np.zeros(0, np.int64), ())
    starts = file.read(f"{field}/starts").astype(np.int64)
    values = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    vocabulary = tuple(term.decode("utf-8") for term in file.lexicon(field).all())
    return FacetColumn(file.read(f"{field}/docs").astype(np.int64), values, vocabulary)
