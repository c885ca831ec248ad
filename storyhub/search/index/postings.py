"""One posting list as arrays. Whoosh would hand out its postings one by one; here they are read at once, as they lie in the segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.codec import file_of

Docs = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one term of one field stands in one segment.

    `docs`: int32, document numbers counted from 0 in the segment, ascending, deleted ones included. `weights`: float32, how often the
    term stands in each. `starts`: int64, one more than documents; `positions[starts[n]:starts[n + 1]]` are the places in `docs[n]`,
    uint32, ascending. A field without positions has none.
    """

    docs: Docs
    weights: Floats
    starts: NDArray[np.int64]
    positions: NDArray[np.uint32]

    @property
    def nbytes(self) -> int:
        return int(self.docs.nbytes + self.weights.nbytes + self.starts.nbytes + self.positions.nbytes)

    def without_positions(self) -> Postings:
        """The same for counting and scoring only, in a third of the memory."""
        return Postings(self.docs, self.weights, np.zeros(1, np.int64), np.zeros(0, np.uint32))


def read_postings(reader: Any, field: str, term: bytes) -> Postings | None:
    """The postings of a term in one Whoosh segment reader, or None when it has none."""
    found = file_of(reader).postings(field, term)
    if found is None:
        return None
    docs, counts, positions = found
    if counts is None or positions is None:
        return Postings(docs.astype(np.int32), np.ones(len(docs), np.float32), np.zeros(1, np.int64), np.zeros(0, np.uint32))
    starts = np.zeros(len(docs) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return Postings(docs.astype(np.int32), counts.astype(np.float32), starts, positions.astype(np.uint32))
