"""SQLite FTS5: the same terms joined by blanks, `bm25()`, and GROUP BY over the matches.

FTS5 has no way to put two terms at one place, so a word with two lemmas takes two; phrases are asked of exact forms, where each has one.
"""

from __future__ import annotations

import sqlite3
import time
from itertools import product
from pathlib import Path

from storyhub.search.domain.query import And, Every, Exact, Not, Or, Phrase, Prefix, Query, Term
from tests.benchmarks.search.machine import own_mb
from tests.benchmarks.search.peers import TOP, Answer
from tests.benchmarks.search.texts import FACETS, Text, exact, stacked

_SETTINGS = """
PRAGMA mmap_size = 2000000000;
PRAGMA cache_size = -64000;
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE found (number INTEGER PRIMARY KEY, score REAL);
"""
_TABLES = """
CREATE TABLE texts (number INTEGER PRIMARY KEY, law TEXT NOT NULL, stage TEXT NOT NULL, sector TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, exact, content='', tokenize="unicode61 remove_diacritics 0");
"""


def build(folder: Path, texts: list[Text]) -> None:
    database = sqlite3.connect(folder / "texts.db")
    with database:
        database.executescript(_TABLES)
        for text in texts:
            words = text.words()
            database.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", (text.number, *(getattr(text, name) for name in FACETS)))
            terms = " ".join(term for word in words for term in stacked(word)), " ".join(exact(word) for word in words)
            database.execute("INSERT INTO words (rowid, text, exact) VALUES (?, ?, ?)", (text.number, *terms))
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    database.commit()
    database.execute("ANALYZE")
    database.close()


class Reader:
    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "texts.db")
        self._database.executescript(_SETTINGS)

    def search(self, query: Query) -> Answer:
        """The matches are read once into a table in memory: measured faster than asking FTS5 again for each facet."""
        ask = self._database.execute
        ask("DELETE FROM found")
        if isinstance(query, Every):
            ask("INSERT INTO found SELECT number, 0 FROM texts")
        else:
            ask("INSERT INTO found SELECT rowid, bm25(words) FROM words WHERE words MATCH ?", (_translated(query),))
        top = tuple(row[0] for row in ask("SELECT number FROM found ORDER BY score, number LIMIT ?", (TOP,)))
        facets = {name: dict(ask(f"SELECT {name}, count(*) FROM found JOIN texts USING (number) GROUP BY {name}")) for name in FACETS}
        return Answer(top, sum(facets["stage"].values()), facets)

    def processor_s(self) -> float:
        return time.process_time()

    def memory_mb(self) -> float:
        return own_mb()


def _translated(query: Query) -> str:
    match query:
        case Term(word):
            return _any_of([f"text : {_quoted(term)}" for term in stacked(word)])
        case Exact(word):
            return f"exact : {_quoted(exact(word))}"
        case Phrase(words, is_exact):
            if is_exact:
                return f"exact : {_quoted(' '.join(map(exact, words)))}"
            return _any_of([f"text : {_quoted(' '.join(run))}" for run in product(*map(stacked, words))])
        case Prefix(stem):
            return f"exact : {_quoted(exact(stem))} *"
        case Or(parts):
            return _any_of([_translated(part) for part in parts])
        case And(parts):
            wished = " AND ".join(f"({_translated(part)})" for part in parts if not isinstance(part, Not))
            refused = _any_of([_translated(part.part) for part in parts if isinstance(part, Not)])
            return f"({wished}) NOT ({refused})" if refused else wished
    raise ValueError(f"FTS5 cannot be asked for {type(query).__name__}")


def _any_of(asked: list[str]) -> str:
    return " OR ".join(f"({one})" for one in asked)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
