"""The sums that alpha is made of, for each pair of coders in each story."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from storyhub.coding.domain.agreement.pieces import Field, Floats, Pieces


def pair_sums(field: Field, pieces: Pieces, pairs: Sequence[tuple[int, int]], *, laws: int) -> tuple[Floats, Floats, Floats]:
    """`values`, `ones` and `discord` as [pair, story] over all laws; nought where one of the two did not read the story."""
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    together = _together(field, pieces)
    read = (field.readers[one] & field.readers[other]) * 1.0
    alone = np.diagonal(together, axis1=1, axis2=2)
    ones = read * (alone[:, one] + alone[:, other]).T
    discord = ones - 2 * read * together[:, one, other].T
    return 2.0 * laws * field.length * read, ones, discord


def _together(field: Field, pieces: Pieces) -> Floats:
    """[story, i, j]: how much, over all laws, i and j both marked; on the diagonal how much i did."""
    coders, stories = field.readers.shape
    found = np.zeros((stories, coders, coders))
    order = np.argsort(pieces.story, kind="stable")
    marked, weighed = pieces.marked[order].astype(np.float64), pieces.length[order]
    ends = np.cumsum(np.bincount(pieces.story, minlength=stories))
    for story in np.unique(pieces.story):
        rows = slice(ends[story - 1] if story else 0, ends[story])
        found[story] = (marked[rows].T * weighed[rows]) @ marked[rows]
    return found
