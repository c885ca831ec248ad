"""The best documents of a result, in order, without sorting all of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.facets import Matched
from storyhub.search.index.postings import Floats
from storyhub.search.index.view import ALIGNED, View

Numbers = NDArray[np.intp]


def best(view: View, matched: Matched, keys: Floats, wanted: int) -> list[tuple[str, int]]:
    """(ident, place in `keys`) of the `wanted` documents with the highest keys, those of one key by ident. `keys` is float32 ≥ 0: of the
    matched documents when they are few, else of all, and 0 where nothing matched.
    """
    if wanted <= 0 or matched.total == 0:
        return []
    places = np.arange(matched.total) if matched.docs is not None else _promising(matched, keys, wanted)
    found = keys[places]
    docs = places if matched.docs is None else matched.docs
    if len(places) > wanted:
        least = np.partition(found, len(found) - wanted)[len(found) - wanted]
        above, equal = np.flatnonzero(found > least), np.flatnonzero(found == least)
        kept = np.concatenate([above, equal[_first_by_ident(view, docs[equal], wanted - len(above))]])
        places, docs, found = places[kept], docs[kept], found[kept]
    order = sorted(zip((-found).tolist(), view.idents(docs), places.tolist(), strict=True))
    return [(ident, place) for _, ident, place in order[:wanted]]


def _promising(matched: Matched, keys: Floats, wanted: int) -> Numbers:
    """Documents among which the best are. Of 64 interleaved rows each column has a greatest key; at least `wanted` documents reach the
    `wanted`-th greatest of these, so whatever is below cannot be among the best.
    """
    peaks = keys.reshape(ALIGNED, -1).max(axis=0)
    if matched.total > wanted and len(peaks) > wanted:
        bound = np.partition(peaks, len(peaks) - wanted)[len(peaks) - wanted]
        if bound > 0:
            return np.flatnonzero(keys >= bound)
    return np.flatnonzero(matched.mask)


def _first_by_ident(view: View, docs: NDArray[np.integer[Any]], wanted: int) -> Numbers:
    """The places in `docs`, which ascend, of at least the first `wanted` by ident: from each segment the first; not sorted."""
    if len(docs) <= wanted:
        return np.arange(len(docs))
    kept: list[Numbers] = []
    for segment in view.segments:
        begin, end = np.searchsorted(docs, (segment.offset, segment.offset + segment.columns.size))
        inside = np.arange(begin, end)
        if len(inside) > wanted:
            ranks = segment.columns.ranks[docs[begin:end] - segment.offset]
            inside = inside[np.argpartition(ranks, wanted)[:wanted]]
        kept.append(inside)
    return np.concatenate(kept)
