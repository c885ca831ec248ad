"""`python3 dev.py bench quality [DIR…]`: how good the ranking is, on judged collections, beside what Snowball stems and BM25 reach.

Each DIR holds docs.jsonl[.gz] (id, text), queries.jsonl[.gz] (id, text) and qrels.tsv (query, document, grade); without one: every folder
below ../shared/data/retrieval. StoryHub's row is the real thing: the parser of the search box, an index in a temporary folder, one
configuration for all collections. The other rows are computed in the same run from the same texts, see snowball.py.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Request
from storyhub.search.index import WhooshEngine
from storyhub.search.query import parse
from tests.benchmarks.quality.collections import Collection, read_collection
from tests.benchmarks.quality.measures import DEPTH, Quality
from tests.benchmarks.quality.snowball import SnowballIndex

RETRIEVAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "retrieval"
PARAMETERS = ((1.2, 0.75), (0.9, 0.4))  # The textbook's and Lucene's, and what works for longer questions (Anserini).


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench quality", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="judged collections (default: ../shared/data/retrieval/*)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(words)
    folders = options.folders or sorted(path.parent for path in RETRIEVAL.glob("*/qrels.tsv"))
    if not folders:
        raise SystemExit(f"There are no judged collections below {RETRIEVAL}: name a folder.")
    figures: dict[str, dict[str, Any]] = {}
    for folder in folders:
        collection = read_collection(folder)
        print(f"\n{collection.name}: {len(collection.texts)} documents, {len(collection.grades)} judged queries", flush=True)
        print(f"{'':40} {'MRR@10':>8} {'nDCG@10':>8} {'recall@100':>10} {'ms a query':>11}")
        figures[str(folder)] = {}
        for name, quality, ms in measured(collection):
            print(f"{name:40} {quality.mrr:8.4f} {quality.ndcg:8.4f} {quality.recall:10.4f} {ms:11.2f}", flush=True)
            figures[str(folder)][name] = {**asdict(quality), "cpu_ms_per_query": round(ms, 3)}
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


def measured(collection: Collection) -> Iterator[tuple[str, Quality, float]]:
    """(row, its quality, processor time in milliseconds a query) for each way of searching, StoryHub first."""
    yield ("StoryHub", *_storyhub(collection))
    for stopwords in (False, True):
        index = SnowballIndex(collection.texts, stopwords=stopwords)
        for k1, b in PARAMETERS:
            begun = time.process_time()
            answers = {query: index.ranked(text, k1=k1, b=b, limit=DEPTH) for query, text in _judged(collection)}
            name = f"Snowball BM25 {k1}/{b}{', stop-words out' if stopwords else ''}"
            yield name, _quality(collection, answers), _ms(begun, len(answers))


def _storyhub(collection: Collection) -> tuple[Quality, float]:
    with TemporaryDirectory(prefix="storyhub-quality-") as folder:
        engine = WhooshEngine(Path(folder) / "index")
        engine.rebuild(Document("story", ident, 1, "", "public", "", text, None) for ident, text in collection.texts.items())
        begun = time.process_time()
        answers = {query: answer(engine, text) for query, text in _judged(collection)}
        return _quality(collection, answers), _ms(begun, len(answers))


def answer(engine: WhooshEngine, text: str) -> list[str]:
    """The ids of what the search box would find, best first."""
    return [hit.key for hit in engine.search(Request(parse(text).query, limit=DEPTH)).keys]


def _judged(collection: Collection) -> Iterator[tuple[str, str]]:
    return ((query, text) for query, text in collection.queries.items() if query in collection.grades)


def _quality(collection: Collection, answers: dict[str, list[str]]) -> Quality:
    return Quality.of((answers[query], collection.grades[query]) for query in answers)


def _ms(begun: float, queries: int) -> float:
    return 1000 * (time.process_time() - begun) / max(queries, 1)
