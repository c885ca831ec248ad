"""The two sites with the same texts: StoryHub as `start` serves it, with one worker, and Datasette. Each runs on one core."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from storyhub.search.domain.query import And, Exact, Not, Or, Phrase, Prefix, Query, Term
from tests.benchmarks.search.cache import kept, packages
from tests.benchmarks.search.instance import environment, instance
from tests.benchmarks.search.machine import settle
from tests.benchmarks.search.questions import Question
from tests.benchmarks.search.texts import FACETS, ROOT, Text, texts

_TABLES = """
CREATE TABLE stories (id INTEGER PRIMARY KEY, title TEXT, text TEXT, law TEXT, stage TEXT, sector TEXT);
CREATE VIRTUAL TABLE stories_fts USING fts5(title, text, content=stories, content_rowid=id);
"""
# Without these Datasette gives up on a facet after a fifth of a second and shows none.
_SETTINGS = {"default_page_size": "20", "facet_time_limit_ms": "20000", "sql_time_limit_ms": "20000", "default_facet_size": "12"}


@dataclass(frozen=True, slots=True)
class Site:
    """A site that answers: who works for it, and the address of the page for a question."""

    name: str
    pids: Sequence[int]
    page: Callable[[Question], str]


@contextmanager
def storyhub(documents: int, *, fresh: bool = False) -> Iterator[Site]:
    data, port = instance(documents, fresh=fresh), free_port()
    command = [sys.executable, "-m", "storyhub", "start", "--empty", "--port", str(port)]
    with _running(command, environment(data), f"http://127.0.0.1:{port}/healthz") as process:
        children = [int(child) for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        lang = {True: "ru", False: "en"}
        yield Site(
            "storyhub", children, lambda asked: f"http://127.0.0.1:{port}/{lang[_is_russian(asked.text)]}/search?q={urllib.parse.quote(asked.text)}"
        )


@contextmanager
def datasette(documents: int, *, fresh: bool = False) -> Iterator[Site]:
    """Datasette's own page of a table: the question as FTS5 reads it, three facets, twenty rows. It neither ranks nor marks words."""
    folder = kept(f"datasette-{documents}", lambda made: _fill(made, texts(documents)), fresh=fresh)
    port = free_port()
    settings = [word for name, value in _SETTINGS.items() for word in ("--setting", name, value)]
    command = [sys.executable, "-m", "datasette", "serve", "-i", str(folder / "bench.db"), "--port", str(port), *settings]
    env = {**os.environ, "PYTHONPATH": str(packages("datasette", "datasette>=0.65,<1"))}
    with _running(command, env, f"http://127.0.0.1:{port}/bench.json") as process:
        facets = "&".join(f"_facet={name}" for name in FACETS)
        page = f"http://127.0.0.1:{port}/bench/stories?_searchmode=raw&{facets}&_search="
        yield Site("datasette", [process.pid], lambda asked: page + urllib.parse.quote(_translated(asked.query)))


def _fill(folder: Path, stories: Sequence[Text]) -> None:
    database = sqlite3.connect(folder / "bench.db")
    database.executescript(_TABLES)
    rows = [(one.number, one.title, one.text, one.law, one.stage, one.sector) for one in stories]
    database.executemany("INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?)", rows)
    database.execute("INSERT INTO stories_fts (stories_fts) VALUES ('rebuild')")
    for name in FACETS:
        database.execute(f"CREATE INDEX stories_{name} ON stories ({name})")
    database.execute("ANALYZE")
    database.commit()
    database.close()


def _translated(query: Query) -> str:
    """The question with words as typed: Datasette's search knows no forms of words."""
    match query:
        case Term(word) | Exact(word):
            return f'"{word}"'
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Prefix(stem):
            return f'"{stem}" *'
        case Or(parts):
            return " OR ".join(f"({_translated(part)})" for part in parts)
        case And(parts):
            wished = " AND ".join(f"({_translated(part)})" for part in parts if not isinstance(part, Not))
            refused = " OR ".join(f"({_translated(part.part)})" for part in parts if isinstance(part, Not))
            return f"({wished}) NOT ({refused})" if refused else wished
    raise ValueError(f"FTS5 cannot be asked for {type(query).__name__}")


def _is_russian(words: str) -> bool:
    return any("а" <= char <= "я" for char in words.lower())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], env: dict[str, str], sign_of_life: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=settle, start_new_session=True
    )
    try:
        _wait(process, sign_of_life)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"nothing answers at {address}")
