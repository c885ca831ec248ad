"""Where a typed word stands in all documents of a generation, and what that adds to the score of each: worked out once per word, so that
refining a result is one look-up per word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.analysis import surface
from storyhub.search.index.postings import Docs, Floats
from storyhub.search.index.ranking import FIELDS, REFINEMENT, Typed, Weighted, word_terms
from storyhub.search.index.schema import EXACT, TEXT, TITLE
from storyhub.search.index.snapshot import Snapshot
from storyhub.search.index.view import Impact

START, SIMILAR = "start", "similar"  # Names of shares that are no fields.
_AFTER_ALL = np.array([np.iinfo(np.int32).max], np.int32)
_NONE = np.zeros(0, np.int32)
_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """What one thing adds to the score of each document, and how often it is there."""

    word: str
    form: str
    field: str
    times: NDArray[Any]
    scores: Floats


@dataclass(frozen=True, slots=True)
class Places:
    """`docs`: int32, ascending, and after them a number greater than any, so that a search in them always ends inside. Each one's
    `positions`, uint32, go from its place in `starts` to the next, and may be none. `idf` of the most common form of the word.
    """

    docs: Docs
    starts: NDArray[np.int64]
    positions: NDArray[np.uint32]
    idf: float


@dataclass(frozen=True, slots=True)
class Standing:
    """`places` of all documents that get a score by the word. Aligned to them: `scores`; `titled`, whether it is in the title."""

    places: Places
    scores: Floats
    titled: _Flags

    @property
    def nbytes(self) -> int:
        arrays: list[Any] = [self.places.docs, self.places.starts, self.places.positions, self.scores, self.titled]
        return sum(array.nbytes for array in arrays)


def standing(snapshot: Snapshot, word: Typed) -> Standing:
    """Found once per generation."""
    key = ("standing", snapshot.key, word)
    found: Standing = snapshot.view.memory.get(key, lambda: _load(snapshot, word), lambda entry: entry.nbytes)
    return found


def word_shares(snapshot: Snapshot, word: Typed, places: Places, docs: Docs) -> Iterator[Share]:
    """What the word, which stands in `places`, by itself adds to the scores of `docs`, ascending."""
    forms = _forms(snapshot, word)
    if word.common:
        for term, impact in forms:
            yield _by_impact(term, impact, REFINEMENT.common * term.weight, docs)
        return
    exact = Weighted(EXACT, surface(word.word), 1.0, word.word)
    as_typed = _impact(snapshot, EXACT, exact.term)
    if as_typed is not None:
        yield _by_impact(exact, as_typed, REFINEMENT.exact, docs)
    yield _start(word, places, docs)
    for term, impact in forms:
        yield _similar(snapshot, term, impact, docs)


def _load(snapshot: Snapshot, word: Typed) -> Standing:
    forms = _forms(snapshot, word)
    having, starts, positions = _positions(snapshot, [term.term for term, _ in forms])
    idf = min((impact.idf for _, impact in forms), default=0.0)
    scored = [having]
    if not word.common:
        scored.append(_holders(_impact(snapshot, EXACT, surface(word.word))))
        scored += [_near(snapshot, term)[0] for term, _ in forms]
    docs = _together(scored)
    # The part of a document that lies between two of `having` is empty: it begins where the next one does.
    inside = np.append(np.searchsorted(having, docs), [len(having)] * 2)
    places = Places(np.concatenate([docs, _AFTER_ALL]), starts[inside], positions, idf)
    scores = np.zeros(len(docs) + 1, np.float32)
    for share in word_shares(snapshot, word, places, docs):
        scores[:-1] += share.scores
    titled = np.zeros(len(docs) + 1, np.bool_)
    for term, _ in forms:
        holders = _holders(_impact(snapshot, TITLE, term.term))
        titled[np.searchsorted(docs, holders)] = True
    return Standing(places, scores, titled)


def _impact(snapshot: Snapshot, field: str, term: str) -> Impact | None:
    return snapshot.view.impact(snapshot.readers, field, term)


def _forms(snapshot: Snapshot, word: Typed) -> list[tuple[Weighted, Impact]]:
    """Those forms of the word that documents have."""
    return [(term, impact) for term in word_terms(word.word) if (impact := _impact(snapshot, TEXT, term.term)) is not None]


def _holders(impact: Impact | None) -> Docs:
    if impact is None:
        return _NONE
    return (impact.scores.nonzero()[0] if impact.docs is None else impact.docs).astype(np.int32)


def _together(lists: Iterable[Docs]) -> Docs:
    some = [docs for docs in lists if len(docs)]
    if len(some) < 2:
        return some[0] if some else _NONE
    docs: Docs = _each_once(np.concatenate(some))
    return docs


def _each_once(numbers: NDArray[Any]) -> NDArray[Any]:
    """Ascending. `np.unique` hashes them, which takes many times as long for what comes in a few ascending runs."""
    ordered = np.sort(numbers, kind="stable")
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def _positions(snapshot: Snapshot, forms: Sequence[str]) -> tuple[Docs, NDArray[np.int64], NDArray[np.uint32]]:
    """(documents, where the part of each begins, positions) of all forms together, each position once."""
    view = snapshot.view
    merged = [np.zeros(0, np.int64)]  # Document · 2³² + position.
    for form in forms:
        for place, segment in enumerate(view.segments):
            postings = view.postings(snapshot.readers, place, TEXT, form, positions=True)
            if postings is not None:
                docs = np.repeat(postings.docs.astype(np.int64) + segment.offset, np.diff(postings.starts))
                merged.append((docs << 32) + postings.positions)
    all_places = np.concatenate(merged)
    if len(forms) > 1:
        all_places = _each_once(all_places)
    of_each = all_places >> 32
    starts = np.flatnonzero(np.diff(of_each, prepend=-1))
    return of_each[starts].astype(np.int32), np.append(starts, len(of_each)), all_places.astype(np.uint32)


def _by_impact(term: Weighted, impact: Impact, weight: float, docs: Docs) -> Share:
    scores = impact.of(docs)
    return Share(term.word, term.term, term.field, scores > 0, scores * np.float32(weight))


def _start(word: Typed, places: Places, docs: Docs) -> Share:
    at = places.docs.searchsorted(docs)
    first = places.starts[at]
    having = (places.docs[at] == docs) & (places.starts[at + 1] > first)
    scores = np.zeros(len(docs), np.float32)
    scores[having] = REFINEMENT.start * places.idf / (1 + places.positions[first[having]] / REFINEMENT.start_words)
    return Share(word.word, word.word, START, having, scores)


def _similar(snapshot: Snapshot, term: Weighted, impact: Impact, docs: Docs) -> Share:
    """What the term would score more if its similar words were, in part, itself."""
    more = _looked_up(_near(snapshot, term), docs) * np.float32(REFINEMENT.similar)
    norm = snapshot.view.norm(TEXT)[docs]
    most = np.float32(impact.idf * (FIELDS[TEXT].k1 + 1))
    share = impact.of(docs) / most  # tf / (tf + norm), so tf = norm · share / (1 − share)
    times = norm * share / (1 - share)
    scores = np.float32(term.weight) * most * ((times + more) / (times + more + norm) - share)
    return Share(term.word, term.term, SIMILAR, more > 0, np.where(more > 0, np.maximum(scores, 0), np.float32(0)))


def _near(snapshot: Snapshot, term: Weighted) -> tuple[Docs, Floats]:
    return snapshot.view.similar(snapshot.readers, term.term, tuple(one.term for one in word_terms(term.word)))


def _looked_up(near: tuple[Docs, Floats], docs: Docs) -> Floats:
    known, weights = near
    if not len(known):
        return np.zeros(len(docs), np.float32)
    at = np.minimum(np.searchsorted(known, docs), len(known) - 1)
    return np.where(known[at] == docs, weights[at], np.float32(0))
