"""One request against one snapshot: Whoosh matches and scores, arrays filter, count and order."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.domain.port import MAX_WINDOW, FacetCount, Hit, Page, Request, Sort
from storyhub.search.domain.query import And, Field, Not, Query, conjunction
from storyhub.search.index.columns import Ints, Mask, SegmentColumns
from storyhub.search.index.compile import Compiler
from storyhub.search.index.snapshot import Leaf, Snapshot

Floats = NDArray[np.float64]
Selectors = list[tuple[Field, bool]]
_CLOCK_EVERY = 256


@dataclass(frozen=True, slots=True)
class _Matches:
    """The matches of one segment after filtering, in document order."""

    columns: SegmentColumns
    docs: Ints
    scores: Floats


def evaluate(snapshot: Snapshot, request: Request, *, deadline: float) -> Page:
    """Answers a request. `deadline` is a time of `time.monotonic()`; what was found by then is returned as
    incomplete.
    """
    query, selectors = _split(request.query)
    compiled = Compiler(snapshot.reader, snapshot.spellings).scored(query)
    found: list[_Matches] = []
    complete = True
    for leaf in snapshot.leaves:
        docs, scores, finished = _run(compiled, leaf, deadline)
        complete = complete and finished
        kept = _allowed(snapshot, leaf.columns, request, selectors)[docs]
        found.append(_Matches(leaf.columns, docs[kept], scores[kept]))
    return Page(
        keys=_ordered(found, request),
        total=sum(len(matches.docs) for matches in found),
        facets={name: _facet(found, name) for name in request.facets},
        complete=complete,
    )


def _split(query: Query) -> tuple[Query, Selectors]:
    """Fields that narrow the whole query are answered by columns, not by postings: (rest, [(field, wanted?)])."""
    parts: Sequence[Query] = query.parts if isinstance(query, And) else (query,)
    rest: list[Query] = []
    selectors: Selectors = []
    for part in parts:
        if isinstance(part, Field):
            selectors.append((part, True))
        elif isinstance(part, Not) and isinstance(part.part, Field):
            selectors.append((part.part, False))
        else:
            rest.append(part)
    return conjunction(rest), selectors


def _run(compiled: Any, leaf: Leaf, deadline: float) -> tuple[Ints, Floats, bool]:
    """Every match of one segment with its score. A Whoosh collector's count cannot be trusted, so none is used."""
    docs, scores = array("q"), array("d")
    matcher = compiled.matcher(leaf.searcher)
    active, number, score, step = matcher.is_active, matcher.id, matcher.score, matcher.next
    finished = True
    while active():
        docs.append(number())
        scores.append(score())
        step()
        if len(docs) % _CLOCK_EVERY == 0 and time.monotonic() > deadline:
            finished = False
            break
    return np.frombuffer(docs, dtype=np.int64), np.frombuffer(scores, dtype=np.float64), finished


def _allowed(snapshot: Snapshot, columns: SegmentColumns, request: Request, selectors: Selectors) -> Mask:
    mask = columns.public.copy() if request.audience == "public" else np.ones(columns.size, dtype=np.bool_)
    for name, values in request.filters.items():
        mask &= _carrying(columns, name, values)
    for field, wanted in selectors:
        chosen = _carrying(columns, field.name, snapshot.spellings(field.name, field.values))
        mask &= chosen if wanted else ~chosen
    return mask


def _carrying(columns: SegmentColumns, name: str, values: Iterable[str]) -> Mask:
    return columns.facets[name].chosen(values, columns.size)


def _facet(found: list[_Matches], name: str) -> tuple[FacetCount, ...]:
    counter: Counter[str] = Counter()
    for matches in found:
        column = matches.columns.facets[name]
        matched = np.zeros(matches.columns.size, dtype=np.bool_)
        matched[matches.docs] = True
        counts = column.counts(matched)
        for place in np.flatnonzero(counts):
            counter[column.vocabulary[place]] += int(counts[place])
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, count) for value, count in ranked)


def _ordered(found: list[_Matches], request: Request) -> tuple[Hit, ...]:
    """One page of hits: by score or day, then by ident, so that pages never overlap."""
    offset, limit = max(request.offset, 0), max(request.limit, 0)
    wanted = min(offset + limit, MAX_WINDOW)
    if not found or wanted == 0:
        return ()
    scores = np.concatenate([matches.scores for matches in found])
    days = np.concatenate([matches.columns.days[matches.docs] for matches in found]).astype(np.float64)
    # Undated documents come last both ways.
    keys = {Sort.RELEVANCE: scores, Sort.NEWEST: days, Sort.OLDEST: np.where(days > 0, -days, -np.inf)}[request.sort]
    if len(keys) > wanted:
        threshold = np.partition(keys, len(keys) - wanted)[len(keys) - wanted]
        candidates = np.flatnonzero(keys >= threshold)
    else:
        candidates = np.arange(len(keys))
    idents = _idents(found, candidates)
    order = sorted(range(len(candidates)), key=lambda place: (-keys[candidates[place]], idents[place]))[offset:wanted]
    return tuple(_hit(idents[place], float(scores[candidates[place]])) for place in order)


def _idents(found: list[_Matches], candidates: Ints) -> list[str]:
    """The idents of places in the concatenated matches; `candidates` ascend."""
    idents: list[str] = []
    start = 0
    for matches in found:
        inside = candidates[(candidates >= start) & (candidates < start + len(matches.docs))] - start
        idents.extend(matches.columns.idents[docnum] for docnum in matches.docs[inside])
        start += len(matches.docs)
    return idents


def _hit(ident: str, score: float) -> Hit:
    kind, _, key = ident.partition(":")
    return Hit(kind, key, score)
