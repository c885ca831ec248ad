"""tantivy (what Lucene is to Java, in Rust): the same terms at the same places, facets as fast fields counted by aggregations."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur

from storyhub.search.domain.query import And, Every, Exact, Not, Or, Phrase, Prefix, Query, Term
from tests.benchmarks.search.machine import own_mb
from tests.benchmarks.search.peers import TOP, Answer
from tests.benchmarks.search.texts import FACETS, Text, exact, stacked

_AGGREGATIONS = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=False, fast=True)
    for name in ("text", "exact"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    return builder.build()


def build(folder: Path, texts: list[Text]) -> None:
    writer = tantivy.Index(_schema(), path=str(folder)).writer(heap_size=512_000_000, num_threads=1)
    for text in texts:
        words = text.words()
        document = tantivy.Document()
        document.add_unsigned("number", text.number)
        document.add_pre_tokenized_text("text", _places([stacked(word) for word in words]))
        document.add_pre_tokenized_text("exact", _places([(exact(word),) for word in words]))
        for name in FACETS:
            document.add_text(name, getattr(text, name))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _places(words: list[tuple[str, ...]]) -> Any:
    return tantivy.PreTokenizedString("", [tantivy.Token(term, place, 0, 0) for place, terms in enumerate(words) for term in terms])


class Reader:
    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        self._schema, self._searcher = index.schema, index.searcher()

    def search(self, query: Query) -> Answer:
        asked = self._translated(query)
        found = self._searcher.search(asked, TOP, count=True)
        counted = self._searcher.aggregate(asked, _AGGREGATIONS)
        facets = {name: {one["key"]: one["doc_count"] for one in counted[name]["buckets"]} for name in FACETS}
        top = self._searcher.fast_field_values("number", [address for _score, address in found.hits]) if found.hits else []
        return Answer(tuple(top), found.count, facets)

    def processor_s(self) -> float:
        return time.process_time()

    def memory_mb(self) -> float:
        return own_mb()

    def _translated(self, query: Query) -> Any:
        schema, ask = self._schema, tantivy.Query
        match query:
            case Term(word):
                return self._any_of(ask.term_query(schema, "text", term) for term in stacked(word))
            case Exact(word):
                return ask.term_query(schema, "exact", exact(word), index_option="freq")
            case Phrase(words, True):
                return ask.phrase_query(schema, "exact", [exact(word) for word in words])
            case Phrase(words):
                return self._any_of(ask.phrase_query(schema, "text", list(run)) for run in product(*map(stacked, words)))
            case Prefix(stem):
                return ask.regex_query(schema, "exact", re.escape(exact(stem)) + ".*")
            case Or(parts):
                return self._any_of(self._translated(part) for part in parts)
            case And(parts):
                return self._all_of(parts)
            case Not():
                return self._all_of((query,))
            case _:
                return ask.all_query() if isinstance(query, Every) else ask.empty_query()

    def _all_of(self, parts: tuple[Query, ...]) -> Any:
        wished = [self._translated(part) for part in parts if not isinstance(part, Not)] or [tantivy.Query.all_query()]
        refused = [self._translated(part.part) for part in parts if isinstance(part, Not)]
        return tantivy.Query.boolean_query([*((Occur.Must, one) for one in wished), *((Occur.MustNot, one) for one in refused)])

    def _any_of(self, asked: Iterable[Any]) -> Any:
        some = list(asked)
        return some[0] if len(some) == 1 else tantivy.Query.boolean_query([(Occur.Should, one) for one in some])
