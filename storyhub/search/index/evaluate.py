"""One request against one snapshot: which documents, in which order, how many of each facet."""

from __future__ import annotations

import numpy as np

from storyhub.search.domain.port import MAX_WINDOW, Hit, Page, Request, Sort
from storyhub.search.index.facets import Mask, Matched
from storyhub.search.index.match import Matching, masked
from storyhub.search.index.order import best
from storyhub.search.index.postings import Floats
from storyhub.search.index.ranking import extras
from storyhub.search.index.snapshot import Snapshot
from storyhub.search.index.view import View

_LAST_DAY = np.float32(4_000_000)  # After the last ordinal of `datetime.date`.


def evaluate(snapshot: Snapshot, request: Request, *, deadline: float) -> Page:
    """Answers a request. `deadline` is a time of `time.monotonic()`; what was found by then is returned as incomplete."""
    view = snapshot.view
    matching = Matching(snapshot, deadline)
    found = matching.run(request.query)
    matched = Matched.of(found.matched() & allowed(view, request))
    wanted = min(max(request.offset, 0) + max(request.limit, 0), MAX_WINDOW) if request.limit > 0 else 0
    scores: Floats | None = None
    if wanted and matched.total and found.scores is not None:
        scores = matching.sum(extras(request.query), found.scores)
        scores = masked(scores, matched.mask)
    keys = _keys(view, request.sort, matched.mask, scores) if wanted else None
    docs = [] if keys is None else best(view, matched, keys, wanted)[max(request.offset, 0) :]
    return Page(
        keys=tuple(_hit(view.ident(doc), 0.0 if scores is None else float(scores[doc])) for doc in docs),
        total=matched.total,
        facets={name: view.facet(name).counts(matched) for name in request.facets},
        complete=not matching.late,
    )


def allowed(view: View, request: Request) -> Mask:
    """What the audience may see and the filters let through."""
    mask = view.public if request.audience == "public" else view.live
    for name, values in request.filters.items():
        mask = mask & view.facet(name).chosen(values)
    return mask


def _keys(view: View, sort: Sort, mask: Mask, scores: Floats | None) -> Floats:
    """What to order by, the greatest first: 0 where nothing matched. Undated documents come last both ways."""
    if sort is Sort.RELEVANCE:
        return mask.astype(np.float32) if scores is None else scores
    days = view.days.astype(np.float32)
    if sort is Sort.OLDEST:
        days = np.where(days > 0, _LAST_DAY - days, 0)
    return masked(days + np.float32(1), mask)


def _hit(ident: str, score: float) -> Hit:
    kind, _, key = ident.partition(":")
    return Hit(kind, key, score)
