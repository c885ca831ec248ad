"""Whoosh as it comes: its own codec, text fields, searcher, top twenty and facets. Fed with the same terms at the same places."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storyhub.search.domain.query import And, Every, Exact, Not, Or, Phrase, Prefix, Query, Term
from tests.benchmarks.search.machine import own_mb
from tests.benchmarks.search.peers import TOP, Answer
from tests.benchmarks.search.texts import FACETS, Text, exact, stacked

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4's own source, when it is compiled.
    from whoosh import analysis, fields, index, sorting
    from whoosh import query as wq
    from whoosh.query import spans


class _Ready(analysis.Tokenizer):
    """Takes words that are cut up already: blanks between places, bars between the terms of one."""

    def __call__(self, value: str, **_: Any) -> Iterator[Any]:
        token = analysis.Token(positions=True, chars=False, removestops=True, mode="index")
        for place, terms in enumerate(value.split(" ")):
            for term in terms.split("|"):
                token.text, token.pos, token.boost, token.stopped = term, place, 1.0, False
                yield token


def build(folder: Path, texts: list[Text]) -> None:
    ready = fields.TEXT(analyzer=_Ready(), phrase=True, stored=False)
    facets = {name: fields.ID(sortable=True) for name in FACETS}
    schema = fields.Schema(number=fields.NUMERIC(int, stored=True), text=ready, exact=ready, **facets)
    made = index.create_in(folder, schema)
    writer = made.writer(limitmb=512)
    for text in texts:
        words = text.words()
        writer.add_document(
            number=text.number,
            text=" ".join("|".join(stacked(word)) for word in words),
            exact=" ".join(map(exact, words)),
            **{name: getattr(text, name) for name in FACETS},
        )
    writer.commit(optimize=True)


class Reader:
    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(folder).searcher()
        self._facets = {name: sorting.FieldFacet(name, maptype=sorting.Count) for name in FACETS}

    def search(self, query: Query) -> Answer:
        # Without `optimize=False` the collector leaves out blocks that cannot reach the top, and their facets with them.
        found = self._searcher.search(_translated(query), limit=TOP, groupedby=self._facets, optimize=False)
        facets = {name: dict(found.groups(name)) for name in FACETS}
        # Every text has one stage; Whoosh's own count is wrong for some queries.
        return Answer(tuple(hit["number"] for hit in found), sum(facets["stage"].values()), facets)

    def processor_s(self) -> float:
        return time.process_time()

    def memory_mb(self) -> float:
        return own_mb()


def _translated(query: Query) -> Any:
    match query:
        case Term(word):
            return _any_of("text", stacked(word))
        case Exact(word):
            return wq.Term("exact", exact(word))
        case Phrase(words, is_exact):
            if is_exact:
                return wq.Phrase("exact", [exact(word) for word in words])
            return spans.SpanNear2([_any_of("text", stacked(word)) for word in words], slop=1, ordered=True)
        case Prefix(stem):
            return wq.Prefix("exact", exact(stem))
        case Or(parts):
            return wq.Or([_translated(part) for part in parts])
        case And(parts):
            wishes = [_translated(part) for part in parts if not isinstance(part, Not)] or [wq.Every()]
            refused = [_translated(part.part) for part in parts if isinstance(part, Not)]
            # Its `AndNot` lets through what it should not; `And` with a `Not` in it does not.
            return wq.And([*wishes, *map(wq.Not, refused)])
        case Not(part):
            return wq.And([wq.Every(), wq.Not(_translated(part))])
        case _:
            return wq.Every() if isinstance(query, Every) else wq.NullQuery


def _any_of(field: str, terms: tuple[str, ...]) -> Any:
    return wq.Term(field, terms[0]) if len(terms) == 1 else wq.Or([wq.Term(field, term) for term in terms])
