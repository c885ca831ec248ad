"""The best documents of a result, in order, without sorting all of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.facets import Matched
from storyhub.search.index.postings import Floats
from storyhub.search.index.view import ALIGNED, View

Numbers = NDArray[np.intp]


def best(view: View, matched: Matched, keys: Floats, wanted: int) -> list[int]:
    """The `wanted` documents with the highest keys, those of one key by ident. `keys` is float32 ≥ 0, and 0 where nothing matched."""
    if wanted <= 0 or matched.total == 0:
        return []
    candidates = _promising(matched, keys, wanted)
    found = keys[candidates]
    if len(candidates) > wanted:
        least = np.partition(found, len(found) - wanted)[len(found) - wanted]
        above, equal = candidates[found > least], candidates[found == least]
        candidates = np.concatenate([above, _first_by_ident(view, equal, wanted - len(above))])
        found = keys[candidates]
    order = sorted(zip((-found).tolist(), map(view.ident, candidates.tolist()), candidates.tolist(), strict=True))
    return [doc for _, _, doc in order[:wanted]]


def _promising(matched: Matched, keys: Floats, wanted: int) -> Numbers:
    """Documents among which the best are. Of 64 interleaved rows each column has a greatest key; at least `wanted` documents reach the
    `wanted`-th greatest of these, so whatever is below cannot be among the best.
    """
    if matched.docs is not None:
        return matched.docs
    peaks = keys.reshape(ALIGNED, -1).max(axis=0)
    if matched.total > wanted and len(peaks) > wanted:
        bound = np.partition(peaks, len(peaks) - wanted)[len(peaks) - wanted]
        if bound > 0:
            return np.flatnonzero(keys >= bound)
    return np.flatnonzero(matched.mask)


def _first_by_ident(view: View, docs: Numbers, wanted: int) -> Numbers:
    """At least the first `wanted` of the ascending `docs` by ident, from each segment the first; not sorted."""
    if len(docs) <= wanted:
        return docs
    kept: list[Numbers] = []
    for segment in view.segments:
        begin, end = np.searchsorted(docs, (segment.offset, segment.offset + segment.columns.size))
        inside = docs[begin:end]
        if len(inside) > wanted:
            ranks = segment.columns.ranks[inside - segment.offset]
            inside = inside[np.argpartition(ranks, wanted)[:wanted]]
        kept.append(inside)
    return np.concatenate(kept)
