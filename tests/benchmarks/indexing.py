"""`python3 dev.py bench indexing FILE…`: how fast the search index is built, changed and first read, beside plain Whoosh and SQLite FTS5.

All get the same texts and the same analyser output (stacked lemmas, exact forms, lemmas of titles), with analysis counted and its caches
empty at first; each runs in a process of its own. Figures per second and in ms are of processor time, so that a busy machine does not
change them much; a commit is also given by the clock.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from storyhub.search.analysis import lemmas, surface
from storyhub.search.analysis.tokens import words
from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Request
from storyhub.search.domain.query import Phrase, Query, Term
from storyhub.search.index import WhooshEngine
from storyhub.search.index.library import FileIndex, FileStorage, query, spans
from storyhub.search.index.schema import EXACT, TEXT, TITLE
from tests.search.plain_whoosh import plain_schema, to_row

ROOT = Path(__file__).resolve().parents[2]
COMMITS = 20
COMMON, PHRASE = "в", ("и", "не")
Figures = dict[str, Any]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench indexing", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines, also .gz, with text and perhaps title, lang, company")
    parser.add_argument("--documents", type=int, default=10_000, help="how many of them, shuffled (default 10000)")
    parser.add_argument("--peers", default=",".join(PEERS), help="which, by comma (default all)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--alone", choices=PEERS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.alone:
        with tempfile.TemporaryDirectory(prefix="storyhub-indexing-") as scratch:
            print(json.dumps(PEERS[options.alone](_documents(options.files, options.documents), Path(scratch))))
        return
    figures = {peer: _in_its_own_process(peer, options.files, options.documents) for peer in options.peers.split(",")}
    print(f"{options.documents} documents  " + "".join(f"{peer:>18}" for peer in figures))
    for name in dict.fromkeys(name for found in figures.values() for name in found):
        print(f"{name:<34}" + "".join(f"{found.get(name, '–')!s:>18}" for found in figures.values()))
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1))


def _in_its_own_process(peer: str, files: list[Path], documents: int) -> Figures:
    command = [sys.executable, "-m", "tests.benchmarks.indexing", *map(str, files), "--documents", str(documents), "--alone", peer]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: Figures = json.loads(done.stdout)
    return found


def _documents(files: list[Path], count: int) -> list[Document]:
    rows: list[dict[str, Any]] = []
    for path in sorted(files):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    random.Random(1).shuffle(rows)
    return [
        Document(
            kind="story",
            key=str(number),
            revision=1,
            lang=row.get("lang", "ru"),
            audience="public",
            title=row.get("title") or "",
            text=row["text"],
            date=date(2020 + number % 7, 1, 1),
            facets={"law": (str(number % 80),), "org": (row["company"],) if row.get("company") else ()},
        )
        for number, row in enumerate(rows[:count])
    ]


def _changed(documents: list[Document]) -> list[Document]:
    return [replace(document, revision=2) for document in random.Random(2).sample(documents, COMMITS)]


def measure_engine(documents: list[Document], folder: Path) -> Figures:
    """The engine of this site."""
    lemmas("слово"), lemmas("word")  # The dictionary is loaded once in a process.
    engine = WhooshEngine(folder)
    figures: Figures = {"documents per second": round(len(documents) / _processor_s(lambda: engine.rebuild(documents)))}
    figures["again, words known already"] = round(len(documents) / _processor_s(lambda: engine.rebuild(documents)))
    figures["MB on disk"] = _megabytes(folder / (folder / "CURRENT").read_text())
    reopened = WhooshEngine(folder, search_limit_s=1e6)
    figures["opening, ms"] = _ms(lambda: reopened.search(Request(Term("nosuchword"))))
    figures |= _first_and_then(lambda asked: reopened.search(Request(asked)))
    figures |= _commits([lambda document=document: engine.apply([document], []) for document in _changed(documents)])  # type: ignore[misc]
    figures["search after a commit, ms"] = _ms(lambda: reopened.search(Request(Term(COMMON))))
    return figures | _memory()


def measure_plain_whoosh(documents: list[Document], folder: Path) -> Figures:
    """Whoosh's own writer, codec, merging and searcher, one commit for all."""
    lemmas("слово"), lemmas("word")
    index = FileIndex.create(FileStorage(str(folder)), plain_schema())

    def build() -> None:
        writer = index.writer(limitmb=256)
        for document in documents:
            writer.add_document(**to_row(document))
        writer.commit()

    def change(document: Document) -> None:
        writer = index.writer()
        writer.update_document(**to_row(document))
        writer.commit()

    figures: Figures = {"documents per second": round(len(documents) / _processor_s(build)), "MB on disk": _megabytes(folder)}
    searcher = index.searcher()
    figures["opening, ms"] = _ms(lambda: searcher.search(query.Term(TEXT, "nosuchword"), limit=20))
    figures |= _first_and_then(lambda asked: searcher.search(_whoosh(asked), limit=20))
    figures |= _commits([lambda document=document: change(document) for document in _changed(documents)])  # type: ignore[misc]
    return figures | _memory()


def _whoosh(asked: Query) -> Any:
    if isinstance(asked, Phrase):
        first, *rest = [query.Or([query.Term(TEXT, lemma) for lemma in lemmas(word)]) for word in asked.words]
        for word in rest:
            first = spans.SpanNear(first, word, slop=1, ordered=True)
        return first
    assert isinstance(asked, Term)
    return query.Or([query.Term(TEXT, lemma) for lemma in lemmas(asked.word)])


def measure_fts5(documents: list[Document], folder: Path) -> Figures:
    """A contentless FTS5 table of the analysed words, and facets in a table beside it; WAL, one transaction for all."""
    lemmas("слово"), lemmas("word")
    database = sqlite3.connect(folder / "fts.db")
    database.execute("PRAGMA journal_mode=WAL")
    fields = ", ".join((TEXT, EXACT, TITLE))
    database.execute(
        f"CREATE VIRTUAL TABLE words USING fts5({fields}, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
        if sqlite3.sqlite_version_info >= (3, 43)
        else f"CREATE VIRTUAL TABLE words USING fts5({fields}, tokenize='unicode61 remove_diacritics 0')"
    )
    database.execute("CREATE TABLE facets (document INTEGER, ident TEXT, name TEXT, value TEXT)")
    database.execute("CREATE INDEX by_document ON facets (document)")

    def put(number: int, document: Document) -> None:
        title, text = words(document.title), words(document.text)
        stacked = [" ".join(lemmas(word)) for word in title]
        every = [*stacked, *(" ".join(lemmas(word)) for word in text)]
        row = (number, " ".join(every), " ".join(map(surface, title + text)), " ".join(stacked))
        database.execute("INSERT INTO words (rowid, text, exact, title) VALUES (?, ?, ?, ?)", row)
        facets = [(number, document.ident, name, value) for name, values in document.facet_values().items() for value in values]
        database.executemany("INSERT INTO facets VALUES (?, ?, ?, ?)", facets)

    def build() -> None:
        for number, document in enumerate(documents):
            put(number, document)
        database.commit()

    def change(document: Document) -> None:
        database.execute("DELETE FROM words WHERE rowid = ?", (int(document.key),))
        database.execute("DELETE FROM facets WHERE document = ?", (int(document.key),))
        put(int(document.key), document)
        database.commit()

    figures: Figures = {"documents per second": round(len(documents) / _processor_s(build)), "MB on disk": _megabytes(folder)}
    figures |= _first_and_then(lambda asked: database.execute(_MATCH, (_fts5(asked),)).fetchall())
    figures |= _commits([lambda document=document: change(document) for document in _changed(documents)])  # type: ignore[misc]
    return figures | _memory()


_MATCH = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20"


def _fts5(asked: Query) -> str:
    if isinstance(asked, Phrase):
        return 'text : "' + " ".join(lemmas(word)[0] for word in asked.words) + '"'
    assert isinstance(asked, Term)
    return "text : (" + " OR ".join(f'"{lemma}"' for lemma in lemmas(asked.word)) + ")"


PEERS: dict[str, Callable[[list[Document], Path], Figures]] = {
    "storyhub": measure_engine,
    "plain whoosh": measure_plain_whoosh,
    "fts5": measure_fts5,
}


def _first_and_then(search: Callable[[Query], object]) -> Figures:
    figures: Figures = {}
    for name, asked in (("common word", Term(COMMON)), ("phrase of common words", Phrase(PHRASE))):
        figures[f"{name}, first, ms"] = _ms(lambda asked=asked: search(asked))
        figures[f"{name}, then, ms"] = min(_ms(lambda asked=asked: search(asked)) for _ in range(3))
    return figures


def _commits(changes: list[Callable[[], object]]) -> Figures:
    taken, waited = [], []
    for change in changes:
        started = time.perf_counter()
        taken.append(_ms(change))
        waited.append((time.perf_counter() - started) * 1000)
    return {
        "commit of one change, ms": f"{statistics.median(taken):.0f} / {max(taken):.0f}",
        "commit of one change, clock ms": f"{statistics.median(waited):.0f} / {max(waited):.0f}",
    }


def _processor_s(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def _ms(act: Callable[[], object]) -> float:
    return round(_processor_s(act) * 1000, 2)


def _megabytes(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def _memory() -> Figures:
    """The greatest memory of the process, the documents themselves included."""
    return {"peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)}


if __name__ == "__main__":
    main(sys.argv[1:])
