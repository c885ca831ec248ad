"""Why a document answers a request: the words, and what each adds to the score."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from storyhub.search.domain.port import Reason, Request
from storyhub.search.domain.query import And, Exact, Fuzzy, Or, Phrase, Prefix, Query, Term
from storyhub.search.index.evaluate import allowed
from storyhub.search.index.match import Matching
from storyhub.search.index.ranking import Weighted, extras
from storyhub.search.index.snapshot import Snapshot


def explain(snapshot: Snapshot, request: Request, ident: str, *, deadline: float) -> tuple[Reason, ...]:
    """The reasons, the greatest share first; of one word in one form there may be several, when the query has it several times."""
    matching = Matching(snapshot, deadline)
    doc = snapshot.view.find(ident)
    if doc is None or not (matching.run(request.query).matched() & allowed(snapshot.view, request))[doc]:
        return ()
    terms = [*_holding(matching, request.query, doc), *extras(request.query)]
    reasons = [reason for term in terms if (reason := _reason(snapshot, term, doc))]
    return tuple(sorted(reasons, key=lambda reason: (-reason.score, reason.field, reason.form)))


def _holding(matching: Matching, query: Query, doc: int) -> Iterator[Weighted]:
    """The terms of every part of the tree that the document matches."""
    if not isinstance(query, And | Or | Term | Exact | Phrase | Prefix | Fuzzy) or not matching.run(query).matched()[doc]:
        return
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _holding(matching, part, doc)
    else:
        yield from matching.terms(query)


def _reason(snapshot: Snapshot, term: Weighted, doc: int) -> Reason | None:
    impact = snapshot.view.impact(snapshot.readers, term.field, term.term)
    share = term.weight * impact.at(doc) if impact else 0.0
    return Reason(term.word, term.term, term.field, _times(snapshot, term, doc), share) if share else None


def _times(snapshot: Snapshot, term: Weighted, doc: int) -> int:
    place = max(n for n, segment in enumerate(snapshot.view.segments) if segment.offset <= doc)
    postings = snapshot.view.postings(snapshot.readers, place, term.field, term.term)
    local = doc - snapshot.view.segments[place].offset
    return 0 if postings is None else int(postings.weights[np.searchsorted(postings.docs, local)])
