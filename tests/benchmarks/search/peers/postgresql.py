"""PostgreSQL: the same terms at the same places as a tsvector under a GIN index, `ts_rank`, and GROUP BY over the matches.

Exact forms stand in the same vector with `=` before them. The server is started for the run on the same core.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from itertools import product
from pathlib import Path

import psycopg

from storyhub.search.domain.query import And, Every, Exact, Not, Or, Phrase, Prefix, Query, Term
from tests.benchmarks.search.machine import own_mb, processor_s
from tests.benchmarks.search.peers import TOP, Answer
from tests.benchmarks.search.postgres_server import server
from tests.benchmarks.search.texts import FACETS, Text, exact, stacked

# PostgreSQL counts places up to here only, and keeps 255 of a word.
_LAST_PLACE, _MOST_PLACES = 16_383, 255
_TABLE = """
CREATE TABLE texts (number integer PRIMARY KEY, law text NOT NULL, stage text NOT NULL, sector text NOT NULL, words tsvector NOT NULL)
"""
_SEARCH = """
WITH found AS MATERIALIZED (
    SELECT number, law, stage, sector, ts_rank(words, asked) AS score FROM texts, CAST(%s AS tsquery) AS asked WHERE words @@ asked
)
(SELECT number, NULL AS law, NULL AS stage, NULL AS sector, 0 AS many FROM found ORDER BY score DESC, number LIMIT %s)
UNION ALL SELECT NULL, law, stage, sector, count(*) FROM found GROUP BY GROUPING SETS ((law), (stage), (sector))
"""


def build(folder: Path, texts: list[Text]) -> None:
    with server(folder) as place, psycopg.connect(place) as database:
        database.execute(_TABLE)
        with database.cursor().copy("COPY texts FROM STDIN") as copy:
            for text in texts:
                copy.write_row((text.number, *(getattr(text, name) for name in FACETS), _vector(text)))
        database.execute("CREATE INDEX texts_words ON texts USING gin (words)")
        database.commit()
        database.autocommit = True
        database.execute("VACUUM ANALYZE texts")


def _vector(text: Text) -> str:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(text.words(), start=1):
        for term in (*stacked(word), "=" + exact(word)):
            places.setdefault(term, []).append(min(place, _LAST_PLACE))
    return " ".join(f"{_quoted(term)}:{','.join(map(str, found[:_MOST_PLACES]))}" for term, found in places.items())


class Reader:
    def __init__(self, folder: Path) -> None:
        self._open = ExitStack()
        self._database = self._open.enter_context(psycopg.connect(self._open.enter_context(server(folder)), autocommit=True))
        self._backend: int = self._database.info.backend_pid

    def close(self) -> None:
        self._open.close()

    def search(self, query: Query) -> Answer:
        rows = self._database.execute(_SEARCH, (_translated(query), TOP)).fetchall()
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for _number, *values, many in rows:
            for name, value in zip(FACETS, values, strict=True):
                if value is not None:
                    facets[name][value] = many
        return Answer(tuple(row[0] for row in rows if row[0] is not None), sum(facets["stage"].values()), facets)

    def processor_s(self) -> float:
        return time.process_time() + processor_s(self._backend)

    def memory_mb(self) -> float:
        """The process that answers, with its share of the buffers."""
        return own_mb(self._backend)


def _translated(query: Query) -> str:
    match query:
        case Term(word):
            return _any_of([_quoted(term) for term in stacked(word)])
        case Exact(word):
            return _quoted("=" + exact(word))
        case Phrase(words, True):
            return " <-> ".join(_quoted("=" + exact(word)) for word in words)
        case Phrase(words):
            return _any_of([" <-> ".join(map(_quoted, run)) for run in product(*map(stacked, words))])
        case Prefix(stem):
            return _quoted("=" + exact(stem)) + ":*"
        case Or(parts):
            return _any_of([_translated(part) for part in parts])
        case And(parts):
            return " & ".join(f"({_translated(part)})" for part in parts)
        case Not(part):
            return f"!({_translated(part)})"
    raise ValueError(f"PostgreSQL cannot be asked for {'everything' if isinstance(query, Every) else type(query).__name__}")


def _any_of(asked: list[str]) -> str:
    return " | ".join(f"({one})" for one in asked)


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
