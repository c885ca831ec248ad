"""Why a document answers a request: the words, and what each adds to the score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from storyhub.search.domain.port import Reason, Request
from storyhub.search.domain.query import And, Exact, Fuzzy, Or, Phrase, Prefix, Query, Related, Term
from storyhub.search.index.evaluate import narrowed, scored
from storyhub.search.index.match import Matching
from storyhub.search.index.ranking import Weighted, extras
from storyhub.search.index.refine import Refining
from storyhub.search.index.snapshot import Snapshot


def explain(snapshot: Snapshot, request: Request, ident: str, *, deadline: float) -> tuple[Reason, ...]:
    """The reasons, the greatest share first; of one word in one form there may be several, when the query has it several times."""
    matching = Matching(snapshot, deadline)
    doc = snapshot.view.find(ident)
    matched, scores = narrowed(snapshot.view, matching.run(request.query), request)
    if doc is None or scores is None or not matched.holds(doc):
        return ()
    terms = [*_holding(snapshot, matching, request.query, doc), *extras(request.query)]
    reasons = [reason for term in terms if (reason := _reason(snapshot, term, doc))]
    _, refined = scored(snapshot, request, matching, matched, scores)
    if doc in matched.numbers(refined):
        reasons += _refinements(snapshot, request.query, doc)
    return tuple(sorted(reasons, key=lambda reason: (-reason.score, reason.field, reason.form)))


def _holding(snapshot: Snapshot, matching: Matching, query: Query, doc: int) -> Iterator[Weighted]:
    """The terms of every part of the tree that the document matches."""
    if not isinstance(query, And | Or | Related | Term | Exact | Phrase | Prefix | Fuzzy):
        return
    if not matching.run(query).matched(snapshot.view.size)[doc]:
        return
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _holding(snapshot, matching, part, doc)
    elif isinstance(query, Related):
        yield from (replace(term, weight=term.weight * query.weight) for term in _holding(snapshot, matching, query.part, doc))
    else:
        yield from matching.terms(query)


def _reason(snapshot: Snapshot, term: Weighted, doc: int) -> Reason | None:
    impact = snapshot.view.impact(snapshot.readers, term.field, term.term)
    share = term.weight * float(impact.of(np.array([doc]))[0]) if impact else 0.0
    return Reason(term.word, term.term, term.field, _times(snapshot, term, doc), share) if share else None


def _times(snapshot: Snapshot, term: Weighted, doc: int) -> int:
    place = max(n for n, segment in enumerate(snapshot.view.segments) if segment.offset <= doc)
    postings = snapshot.view.postings(snapshot.readers, place, term.field, term.term)
    local = doc - snapshot.view.segments[place].offset
    return 0 if postings is None else int(postings.weights[np.searchsorted(postings.docs, local)])


def _refinements(snapshot: Snapshot, query: Query, doc: int) -> list[Reason]:
    shares = Refining(snapshot, np.array([doc])).shares(query)
    return [
        Reason(share.word, share.form, share.field, int(share.times[0]), float(share.scores[0])) for share in shares if share.scores[0] > 0
    ]
