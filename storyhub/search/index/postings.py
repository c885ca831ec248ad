"""One posting list as arrays. Whoosh would hand out its postings one by one; here whole blocks are decoded at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    if (field, term) not in reader._terms:
        return None
    block = reader._terms.matcher(field, term, reader.schema[field].format)
    gaps: list[tuple[int, ...]] = []
    values: list[bytes] = []
    while True:
        block._read_data()
        ids, _, packed = block._data
        # Whoosh writes the first number of a block in full and then the steps to the next.
        gaps.append(tuple(accumulate(ids)))
        values.extend(packed or ())
        if block._lastblock:
            break
        block._next_block()
    docs = np.fromiter(chain.from_iterable(gaps), np.int32)
    sizes = np.fromiter(map(len, values), np.int64, len(values)) // 4
    positions = np.frombuffer(b"".join(values), np.uint32)
    weights = sizes.astype(np.float32) if values else np.ones(len(docs), np.float32)
    return Postings(docs, weights, np.concatenate(([0], np.cumsum(sizes))), positions)
