"""Plain Whoosh, posting by posting: what the arrays must agree with. It reads an index that `WhooshEngine` wrote.

Whoosh's own BM25F takes document frequencies with deleted documents in them and mean lengths from a total that grows stale when segments
are merged, so that a score depends on how documents lie in segments; here both are taken from the documents that are there. Whoosh finds
and scores words, beginnings and phrases; AND, OR and NOT are plain sets, for Whoosh 2.7.4's AndNot loses documents, its unions have no
score of nothing, and the counts of its collectors are wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from storyhub.search.analysis import surface
from storyhub.search.domain.document import FACETS
from storyhub.search.domain.fuzzy import within_one_edit
from storyhub.search.domain.port import Request, Sort
from storyhub.search.domain.query import And, Every, Exact, Field, Fuzzy, Not, Or, Phrase, Prefix, Query, Related, Term
from storyhub.search.index.library import FileIndex, FileStorage, query, scoring, searching, spans
from storyhub.search.index.ranking import FIELDS, Weighted, extras, rarity, word_terms
from storyhub.search.index.schema import AUDIENCE, DAY, EXACT, FACET_PREFIX, IDENT, WEIGHT


class _LiveBM25F(scoring.WeightingModel):  # type: ignore[misc]  # Whoosh ships no types
    """BM25F with the statistics of the documents that are not deleted, over all segments."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._documents = reader.doc_count()
        self._means: dict[str, float] = {}

    def scorer(self, searcher: Any, fieldname: str, text: Any, qf: int = 1) -> Any:
        having = sum(1 for _ in self._reader.postings(fieldname, text).all_ids())
        idf = rarity(self._documents, having)
        return _Scorer(searcher, fieldname, idf, self._mean(fieldname))

    def _mean(self, field: str) -> float:
        if field not in self._means:
            lengths = [self._reader.doc_field_length(doc, field) or 0 for doc in self._reader.all_doc_ids()]
            self._means[field] = sum(lengths) / max(self._documents, 1) or 1.0
        return self._means[field]


class _Scorer(scoring.BaseScorer):  # type: ignore[misc]  # Whoosh ships no types
    def __init__(self, searcher: Any, field: str, idf: float, mean: float) -> None:
        self._searcher, self._field, self._idf, self._mean = searcher, field, idf, mean

    def score(self, matcher: Any) -> float:
        rank = FIELDS[self._field]
        length = self._searcher.doc_field_length(matcher.id(), self._field, 1)
        return float(rank.weight * scoring.bm25(self._idf, matcher.weight(), length, self._mean, rank.b, rank.k1))


class Reference:
    """One state of an index, opened with Whoosh alone."""

    def __init__(self, root: Path) -> None:
        build = root / (root / "CURRENT").read_text()
        self._reader = FileIndex(FileStorage(str(build))).reader()
        self._searcher = searching.Searcher(self._reader, weighting=_LiveBM25F(self._reader))
        self._words = [term.decode() if isinstance(term, bytes) else term for term in self._reader.lexicon(EXACT)]

    def search(self, request: Request) -> tuple[list[tuple[str, float]], dict[str, Counter[str]]]:
        """Every hit in order as (ident, score), and the counts of the facets."""
        found: list[tuple[float, str, float]] = []
        counts = {name: Counter[str]() for name in request.facets}
        for leaf, _ in self._searcher.leaf_searchers():
            reader = leaf.reader()
            if not reader.doc_count_all():
                continue
            carried = {name: dict(_values(reader, FACET_PREFIX + name)) for name in FACETS}
            public = {doc for _, docs in _values(reader, AUDIENCE, "public") for doc in docs}
            idents, days, weights = (reader.column_reader(name) for name in (IDENT, DAY, WEIGHT))
            added = _run(leaf, [_term(extra) for extra in extras(request.query)])
            for doc, score in self._found(request.query, leaf).items():
                values = {name: {value for value, docs in carried[name].items() if doc in docs} for name in carried}
                seen = request.audience == "staff" or doc in public
                if seen and all(wanted & values[name] for name, wanted in request.filters.items()):
                    total = score + added.get(doc, 0.0)
                    found.append((_key(request.sort, total, days[doc], weights[doc]), idents[doc], total))
                    for name in counts:
                        counts[name].update(values[name])
        found.sort(key=lambda hit: (-hit[0], hit[1]))
        return [(ident, score) for _, ident, score in found], counts

    def _found(self, tree: Query, leaf: Any) -> dict[int, float]:
        """Document → score in one segment."""
        match tree:
            case Term(word):
                return _run(leaf, [_term(term) for term in word_terms(word)])
            case Exact(word):
                return _run(leaf, [query.Term(EXACT, surface(word))])
            case Phrase():
                return _run(leaf, [_phrase(tree)])
            case Prefix(stem):
                return self._any_of(leaf, lambda other: other.startswith(surface(stem)))
            case Fuzzy(word):
                return self._any_of(leaf, lambda other: within_one_edit(surface(word), other))
            case Field(name, values):
                chosen = (docs for value, docs in _values(leaf.reader(), FACET_PREFIX + name) if value.casefold() in values)
                return dict.fromkeys((doc for docs in chosen for doc in docs), 0.0)
            case Related(part, weight):
                return {doc: score * weight for doc, score in self._found(part, leaf).items()}
            case Or(parts):
                return _sum(self._found(part, leaf) for part in parts)
            case And() | Not():
                return self._and(tree.parts if isinstance(tree, And) else (tree,), leaf)
            case _:
                return _all(leaf) if isinstance(tree, Every) else {}

    def _and(self, parts: tuple[Query, ...], leaf: Any) -> dict[int, float]:
        wishes = [self._found(part, leaf) for part in parts if not isinstance(part, Not)] or [_all(leaf)]
        refused = [self._found(part.part, leaf) for part in parts if isinstance(part, Not)]
        kept = {doc for doc in wishes[0] if all(doc in wish for wish in wishes) and not any(doc in one for one in refused)}
        return {doc: score for doc, score in _sum(wishes).items() if doc in kept}

    def _any_of(self, leaf: Any, wanted: Callable[[str], bool]) -> dict[int, float]:
        return _run(leaf, [query.Term(EXACT, word) for word in self._words if wanted(word)])


def _term(term: Weighted) -> Any:
    return query.Term(term.field, term.term, boost=term.weight)


def _phrase(phrase: Phrase) -> Any:
    """A stacked word is an Or with positions; a Whoosh Phrase would ask for all lemmas and find nothing."""
    places = [query.Or([_term(term) for term in word_terms(word, exact=phrase.exact)]) for word in phrase.words]
    joined = places[0]
    for place in places[1:]:
        joined = spans.SpanNear(joined, place, slop=phrase.slop + 1, ordered=True)
    return joined


def _run(leaf: Any, parts: list[Any]) -> dict[int, float]:
    return _sum(dict(_pairs(part.matcher(leaf))) for part in parts)


def _pairs(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.score()
        matcher.next()


def _sum(parts: Iterable[dict[int, float]]) -> dict[int, float]:
    total: dict[int, float] = {}
    for part in parts:
        for doc, score in part.items():
            total[doc] = total.get(doc, 0.0) + score
    return total


def _all(leaf: Any) -> dict[int, float]:
    return dict.fromkeys(leaf.reader().all_doc_ids(), 0.0)


def _values(reader: Any, field: str, only: str | None = None) -> Iterator[tuple[str, set[int]]]:
    for term in list(reader.lexicon(field)):
        value = term.decode() if isinstance(term, bytes) else term
        if only is None or value == only:
            yield value, set(reader.postings(field, term).all_ids())


def _key(sort: Sort, score: float, day: int, weight: int) -> float:
    if sort is Sort.RELEVANCE:
        return score
    if sort is Sort.STRONGEST:
        return float(weight)
    return float(day) if sort is Sort.NEWEST else float(-day if day else -(10**9))
