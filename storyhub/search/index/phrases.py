"""Words that follow each other, for a whole segment at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.facets import Mask
from storyhub.search.index.postings import Postings

MAX_SLOP = 1_000
_Places = NDArray[np.int64]


def containing(words: Sequence[Sequence[Postings]], slop: int, size: int) -> Mask:
    """Which of the `size` documents of a segment have the words in order, with at most `slop` others between each two.

    `words` holds, for each word, the postings of all its forms.
    """
    having = np.ones(size, np.bool_)
    for forms in words:
        one = np.zeros(size, np.bool_)
        for postings in forms:
            one[postings.docs] = True
        having &= one
    reached = _places(words[0], having)
    for forms in words[1:]:
        places = _places(forms, having)
        # The nearest place of the words so far before each place of this word decides: all others are farther away.
        before = np.searchsorted(reached, places) - 1
        near = before >= 0
        near[near] = places[near] - reached[before[near]] <= min(slop, MAX_SLOP) + 1
        reached = places[near]
    mask = np.zeros(size, np.bool_)
    mask[reached >> 32] = True
    return mask


def _places(forms: Sequence[Postings], having: Mask) -> _Places:
    """document · 2³² + position of every place of a word in the documents of `having`; ascending, each once."""
    found: list[_Places] = [np.zeros(0, np.int64)]
    for postings in forms:
        many = np.diff(postings.starts)
        kept = having[postings.docs]
        docs = np.repeat(postings.docs[kept].astype(np.int64), many[kept])
        found.append((docs << 32) + postings.positions[np.repeat(kept, many)])
    return found[1] if len(found) == 2 else np.unique(np.concatenate(found))
