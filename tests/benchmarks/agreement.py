"""`python3 dev.py bench agreement`: how long figures of agreement take, and how much memory.

Made-up codings, as many as a large library may have; each measured in a process of its own, three times, the median printed.

* arrays: 20 coders, 10,000 stories, 87 laws at story level, everything (overall, laws, stories, pairs, intervals);
* rows: the same read from a database of its own (about a million codings), with strength and polarity;
* characters: 3 coders, 10,000 stories, 150,000 passages, with and without uncoded text;
* refresh: 3 coders, 10,000 stories and their passages from the database to stored rows, all levels, as the outbox has it done.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from config import Settings
from storyhub.coding.domain.agreement.columns import Passages
from storyhub.coding.domain.agreement.figures import figures
from storyhub.coding.domain.agreement.pieces import Field, by_story
from storyhub.coding.domain.agreement.report import report
from storyhub.coding.domain.agreement.spans import Spans, by_character, coded_only
from storyhub.coding.queries.columns import marks, passes
from storyhub.coding.service import refresh_agreement
from storyhub.kit.db import db, transaction
from storyhub.wiring import create_app

CODERS, STORIES, LAWS, FEW_CODERS, MARKS = 20, 10_000, 87, 3, 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROUNDS = 3
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="dev.py bench agreement", description=__doc__, formatter_class=plain)
    parser.add_argument("only", nargs="*", choices=[[], *CASES], help="only these (default: all)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    words = sys.argv[2:] if sys.argv[1:2] == ["agreement"] else sys.argv[1:]
    options = parser.parse_args(words)
    if options.one:
        measure(options.one)
        return
    for name in options.only or CASES:
        # As in a serving process (see storyhub/__main__.py).
        subprocess.run([sys.executable, "-m", "tests.benchmarks.agreement", "--one", name], check=True, env=os.environ | ONE_THREAD)


def measure(name: str) -> None:
    """Prints the median of a case and the most memory the process ever had."""
    with CASES[name]() as case:
        took, used = zip(*(timed(case) for _ in range(ROUNDS)), strict=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    each = ", ".join(f"{seconds:.2f}" for seconds in took)
    print(
        f"{name:<11} median {statistics.median(took):6.2f} s ({each}), of processor {statistics.median(used):6.2f} s; peak {peak:4.0f} MB",
        flush=True,
    )


def timed(case: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of processor: on a busy machine the first says more about the others."""
    began, used = time.perf_counter(), time.process_time()
    case()
    return time.perf_counter() - began, time.process_time() - used


@contextmanager
def arrays() -> Iterator[Callable[[], object]]:
    numbers = np.random.default_rng(1)
    named = numbers.random((LAWS, CODERS, STORIES), dtype=np.float32) < MARKS / LAWS
    readers = np.ones((CODERS, STORIES), dtype=np.bool_)
    yield lambda: figures(*by_story(readers, named), laws=LAWS)


@contextmanager
def characters() -> Iterator[Callable[[], object]]:
    numbers = np.random.default_rng(1)
    field = Field(length=numbers.integers(500, 3_000, STORIES).astype(float), readers=np.ones((FEW_CODERS, STORIES), dtype=np.bool_))
    many = FEW_CODERS * STORIES * MARKS
    start = numbers.integers(0, 450, many)
    spans = Spans(
        numbers.integers(0, LAWS, many), numbers.integers(0, STORIES, many), numbers.integers(0, FEW_CODERS, many),
        start, start + numbers.integers(1, 300, many),
    )  # fmt: skip

    def case() -> None:
        pieces = by_character(spans, field)
        figures(field, pieces, laws=LAWS)
        figures(coded_only(spans, field), pieces, laws=LAWS)

    yield case


@contextmanager
def rows() -> Iterator[Callable[[], object]]:
    nowhere = Passages(*np.zeros((5, 0), dtype=np.int64))
    with filled(CODERS):
        yield lambda: report(passes(), marks(), nowhere)


@contextmanager
def refresh() -> Iterator[Callable[[], object]]:
    def case() -> None:
        with transaction():
            refresh_agreement(now=NOW)

    with filled(FEW_CODERS):
        yield case


@contextmanager
def filled(coders: int) -> Iterator[None]:
    """An instance in which `coders` have coded all stories, written without the verbs: they would take hours."""
    with tempfile.TemporaryDirectory(prefix="storyhub-bench-") as folder:
        app = create_app(Settings.from_env({}, data_dir=Path(folder), testing=True, indexer="off"))
        with app.app_context():
            with transaction():
                for statement, values in _content(coders):
                    _insert(statement, values)
            db.session.remove()
            yield
            db.session.remove()
            db.engine.dispose()
        app.extensions["storyhub"].renderer.close()


def _insert(table: str, values: list[dict[str, Any]]) -> None:
    for start in range(0, len(values), 50_000):
        db.session.execute(db.metadata.tables[table].insert(), values[start : start + 50_000])


def _content(coders: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    numbers = np.random.default_rng(2)
    text = "The courier called an hour early and I had the door open. " * 20
    people, stories, laws = range(1, coders + 1), range(1, STORIES + 1), range(1, LAWS + 1)
    yield "person", [{"id": i, "handle": f"c{i}", "name": f"Coder {i}", "created_at": NOW} for i in people]
    yield "law", [{"id": i, "version_id": 1, "number": i, "slug": f"l{i}", "state": "accepted", "created_at": NOW} for i in laws]
    yield "story", [STORY | {"id": i, "published_revision_id": None} for i in stories]
    yield "revision", [REVISION | {"id": i, "story_id": i, "plain": text} for i in stories]
    table = db.metadata.tables["story"]
    db.session.execute(table.update().values(published_revision_id=table.c.id, latest_revision_id=table.c.id))
    yield "coding_round", [{"id": i, "story_id": i, "coders_needed": coders, "opened_at": NOW, "complete_at": NOW} for i in stories]
    yield "coding_pass", [{"round_id": i, "coder_id": c, "started_at": NOW, "finished_at": NOW} for i in stories for c in people]
    starts = range(0, 1_000, 20)
    yield (
        "passage",
        [
            AROUND | {"id": (i - 1) * len(starts) + n + 1, "revision_id": i, "start": s, "end": s + 57, "exact": text[s : s + 57]}
            for i in stories
            for n, s in enumerate(starts)
        ]
        if coders == FEW_CODERS
        else [],
    )
    chosen = numbers.integers(1, LAWS + 1, (STORIES, coders, MARKS))
    places = numbers.integers(0, len(starts), (STORIES, coders, MARKS))
    yield (
        "coding",
        [
            CODING | {
                "story_id": i, "coder_id": c, "law_id": int(chosen[i - 1, c - 1, n]), "strength": 1 + n % 3,
                "passage_id": (i - 1) * len(starts) + int(places[i - 1, c - 1, n]) + 1 if coders == FEW_CODERS else None,
            }
            for i in stories for c in people for n in range(MARKS)
        ],
    )  # fmt: skip


STORY = {"version_id": 1, "state": "published", "lang": "en", "received_at": NOW, "may_research": True, "audience": "public"}
REVISION = {"number": 1, "source": "", "html": "", "pipeline": "x", "author": "teller", "created_at": NOW}
AROUND = {"prefix": "", "suffix": ""}
CODING = {"version_id": 1, "polarity": "upholds", "note": "", "created_at": NOW}
CASES: dict[str, Any] = {"arrays": arrays, "rows": rows, "characters": characters, "refresh": refresh}

if __name__ == "__main__":
    main()
