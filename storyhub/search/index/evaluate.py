"""One request against one snapshot: which documents, in which order, how many of each facet."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from storyhub.search.domain.port import MAX_WINDOW, Hit, Page, Request, Sort
from storyhub.search.index.facets import Mask, Matched
from storyhub.search.index.match import Found, Matching, masked
from storyhub.search.index.order import Numbers, best, best_of, head
from storyhub.search.index.postings import Floats
from storyhub.search.index.ranking import REFINEMENT, extras
from storyhub.search.index.refine import Refining
from storyhub.search.index.snapshot import Snapshot
from storyhub.search.index.view import Impact, View

_LAST_DAY = np.float32(4_000_000)  # After the last ordinal of `datetime.date`.


def evaluate(snapshot: Snapshot, request: Request, *, deadline: float) -> Page:
    """Answers a request. `deadline` is a time of `time.monotonic()`; what was found by then is returned as incomplete."""
    view = snapshot.view
    matching = Matching(snapshot, deadline)
    matched, scores = narrowed(view, matching.run(request.query), request)
    offset = max(request.offset, 0)
    wanted = min(offset + max(request.limit, 0), MAX_WINDOW) if request.limit > 0 and matched.total else 0
    refined: Numbers = np.zeros(0, np.intp)
    if wanted and scores is not None:
        scores, refined = scored(snapshot, request, matching, matched, scores)
    hits: list[tuple[str, int]] = []
    if wanted:
        keys = _keys(view, request.sort, matched, scores)
        inside = request.sort is Sort.RELEVANCE and wanted <= len(refined)
        hits = best_of(view, matched, refined, keys, wanted) if inside else best(view, matched, keys, wanted)
        hits = hits[offset:]
    return Page(
        keys=tuple(_hit(ident, 0.0 if scores is None else float(scores[place])) for ident, place in hits),
        total=matched.total,
        facets={name: view.facet(name).counts(matched) for name in request.facets},
        complete=not matching.late,
    )


def narrowed(view: View, found: Found, request: Request) -> tuple[Matched, Floats | None]:
    """The documents left by audience and filters, and their scores: of just them when few, else of all, 0 where nothing matched."""
    allowing = allowed(view, request)
    scores = found.scores
    if found.docs is not None:
        if allowing is None:
            return Matched.few(found.docs), scores
        kept = allowing[found.docs]
        return Matched.few(found.docs[kept]), None if scores is None else scores[kept]
    mask = found.matched(view.size)
    matched = Matched.of(mask if allowing is None else mask & allowing)
    if scores is None:
        return matched, None
    if matched.docs is not None:
        return matched, scores[matched.docs]
    return matched, scores if allowing is None else masked(scores, matched.mask)


def scored(
    snapshot: Snapshot, request: Request, matching: Matching, matched: Matched, by_words: Floats
) -> tuple[Floats, Numbers]:
    """The scores of what matched, everything counted, and the places in them that were refined; none when the time was up before."""
    scores = _raised(by_words, matched, matching.impacts(extras(request.query)))
    if matching.late or REFINEMENT.window == 0:
        return scores, np.zeros(0, np.intp)
    refined = head(snapshot.view, matched, scores, REFINEMENT.window)
    scores[refined] += Refining(snapshot, matched.numbers(refined)).total(request.query)
    return scores, refined


def _raised(scores: Floats, matched: Matched, added: Iterable[tuple[Impact, float]]) -> Floats:
    """Scores with what only adds to them; 0 where nothing matched."""
    total = scores.copy()
    for impact, weight in added:
        if matched.docs is not None:
            total += np.float32(weight) * impact.of(matched.docs)
        elif impact.docs is not None:
            np.add.at(total, impact.docs, impact.scores * matched.mask[impact.docs] * np.float32(weight))
        else:
            total += masked(impact.scores, matched.mask) * np.float32(weight)
    return total


def allowed(view: View, request: Request) -> Mask | None:
    """What the audience may see and the filters let through; None when that is everything there is."""
    mask = view.public if request.audience == "public" else view.live
    if not request.filters and mask is view.live:
        return None
    for name, values in request.filters.items():
        mask = mask & view.facet(name).chosen(values)
    return mask


def _keys(view: View, sort: Sort, matched: Matched, scores: Floats | None) -> Floats:
    """What to order by, the greatest first, aligned as `scores` are. Undated documents come last both ways."""
    if sort is Sort.RELEVANCE and scores is not None:
        return scores
    if sort is Sort.RELEVANCE:
        return np.ones(matched.total, np.float32) if matched.docs is not None else matched.mask.astype(np.float32)
    days = (view.days if matched.docs is None else view.days[matched.docs]).astype(np.float32)
    if sort is Sort.OLDEST:
        days = np.where(days > 0, _LAST_DAY - days, np.float32(0))
    days += np.float32(1)
    return days if matched.docs is not None else masked(days, matched.mask)


def _hit(ident: str, score: float) -> Hit:
    kind, _, key = ident.partition(":")
    return Hit(kind, key, score)
