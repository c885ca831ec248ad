"""Why a document answers a request: the words, and what each adds to the score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from storyhub.search.domain.port import MAX_WINDOW, Reason, Request
from storyhub.search.domain.query import wanted
from storyhub.search.index.compile import Compiler, words_of
from storyhub.search.index.evaluate import evaluate
from storyhub.search.index.snapshot import Leaf, Snapshot


def explain(snapshot: Snapshot, request: Request, ident: str, *, deadline: float) -> tuple[Reason, ...]:
    found = evaluate(snapshot, replace(request, offset=0, limit=MAX_WINDOW, facets=()), deadline=deadline)
    place = next(((leaf, n) for leaf in snapshot.leaves for n, known in enumerate(leaf.columns.idents) if known == ident), None)
    if place is None or ident not in {hit.ident for hit in found.keys}:
        return ()
    reasons = dict.fromkeys(_reasons(snapshot, request, *place))
    return tuple(sorted(reasons, key=lambda reason: -reason.score))


def _reasons(snapshot: Snapshot, request: Request, leaf: Leaf, docnum: int) -> Iterator[Reason]:
    compiler = Compiler(snapshot.reader, snapshot.spellings)
    for part in wanted(request.query):
        heads = compiler.heads(part)
        for term in [*compiler.matching(part).leaves(), *heads]:
            times, score = _share(leaf, term, docnum)
            if times:
                word = getattr(part, "word", None) or getattr(part, "stem", None) or " ".join(words_of(part))
                yield Reason(word, str(term.text), str(term.fieldname), times, score)


def _share(leaf: Leaf, term: Any, docnum: int) -> tuple[int, float]:
    matcher = term.matcher(leaf.searcher)
    if matcher.is_active() and matcher.id() < docnum:
        matcher.skip_to(docnum)
    if not matcher.is_active() or matcher.id() != docnum:
        return 0, 0.0
    return int(matcher.weight() / (term.boost or 1)), float(matcher.score())
