"""`python3 dev.py bench freshness`: how soon a changed story is found while twenty readers search.

On a copy of the instance of `bench page`, in one process as a serving worker is one: the real indexer drains the real outbox, readers ask
the real engine, each a second after the last answer. A change is a new title, committed with its note in the outbox; measured is the time
from that commit until the word is found, and every commit to the index: by the clock, and the processor time of the indexer's thread.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import update

from config import Settings
from storyhub.kit import outbox
from storyhub.kit.db import after_commit, db, transaction
from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import Exact
from storyhub.stories.models import Story
from storyhub.wiring import create_app
from tests.benchmarks.search.instance import instance
from tests.benchmarks.search.questions import Question, questions
from tests.benchmarks.search.summary import nearest
from tests.benchmarks.search.texts import FACETS

AIM_S, AIM_COMMIT_S = 1.0, 2.0
LONGEST_S = 60.0


def main(words: list[str]) -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="dev.py bench freshness", description=__doc__, formatter_class=plain)
    parser.add_argument("--documents", type=int, default=10_000, help="stories (default 10000)")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between an answer and the next question (default 1)")
    parser.add_argument("--changes", type=int, default=60, help="one after the other (default 60)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="storyhub-freshness-") as scratch:
        data = Path(shutil.copytree(instance(options.documents), Path(scratch) / "instance"))
        figures = measure(data, options)
    for name, value in figures.items():
        print(f"{name:<56} {value:.3f}")
    print(f"found within {AIM_S:.0f} s at p95: {'reached' if figures['found after, s, p95'] <= AIM_S else 'NOT reached'}")
    reached = figures["commit, s of processor, longest"] <= AIM_COMMIT_S
    print(f"no commit with more than {AIM_COMMIT_S:.0f} s of work: {'reached' if reached else 'NOT reached'}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


def measure(data: Path, options: argparse.Namespace) -> dict[str, float]:
    app = create_app(Settings.from_env({}, data_dir=data, indexer="off"))
    parts = app.extensions["storyhub"]
    commits = _watch(parts.engine)
    after_commit.append(parts.indexer.nudge)
    waits: list[float] = []
    stopping = threading.Event()
    asked = questions(None)
    readers = [
        threading.Thread(target=_read, args=(parts.engine, asked, random.Random(number), options.think, stopping, waits))
        for number in range(options.readers)
    ]
    try:
        parts.indexer.start()
        for reader in readers:
            reader.start()
        with app.app_context():
            found = sorted(_change(parts.engine, number) for number in range(1, options.changes + 1))
    finally:
        stopping.set()
        parts.indexer.stop()
        for reader in readers:
            reader.join()
        parts.renderer.close()
    return {
        **_figures("found after, s", found),
        **_figures("commit, s by the clock", sorted(clock for clock, _ in commits)),
        **_figures("commit, s of processor", sorted(processor for _, processor in commits)),
        **_figures("search meanwhile, s", sorted(waits)),
    }


def _figures(name: str, ranked: Sequence[float]) -> dict[str, float]:
    return {f"{name}, p50": nearest(ranked, 0.5), f"{name}, p95": nearest(ranked, 0.95), f"{name}, longest": ranked[-1]}


def _watch(engine: Any) -> list[tuple[float, float]]:
    """Notes how long every commit takes from now on."""
    commits: list[tuple[float, float]] = []
    apply = engine.apply

    def timed(*batch: Any) -> None:
        began, used = time.perf_counter(), time.thread_time()
        apply(*batch)
        commits.append((time.perf_counter() - began, time.thread_time() - used))

    engine.apply = timed
    return commits


def _change(engine: Engine, number: int) -> float:
    """Gives one story a title nobody has, and waits until it is found."""
    word = f"qzx{number}qzx"
    with transaction():
        db.session.execute(update(Story).where(Story.id == number * 7).values(title=word, version_id=Story.version_id + 1))
        outbox.record("index.story", str(number * 7))
    committed = time.perf_counter()
    while not engine.search(Request(Exact(word), limit=1)).total:
        if time.perf_counter() - committed > LONGEST_S:
            raise SystemExit(f"a change was not found within {LONGEST_S:.0f} s")
        time.sleep(0.02)
    took = time.perf_counter() - committed
    time.sleep(0.2)
    return took


def _read(
    engine: Engine, asked: list[Question], chance: random.Random, think: float, stopping: threading.Event, waits: list[float]
) -> None:
    stopping.wait(chance.random() * think)
    while not stopping.is_set():
        query = chance.choice(asked).query
        began = time.perf_counter()
        engine.search(Request(query, facets=FACETS))
        waits.append(time.perf_counter() - began)
        stopping.wait(think)

