"""`python3 dev.py bench page`: the whole search page over HTTP (template, highlights, facets) beside Datasette's.

Both sites hold the same texts (`--documents`) and run one after the other, each on one core; five readers, each a second after the last
answer, ask the 87 questions of `bench search` in an order of their own. The halves of each site's time alternate. The instance is made by
the fast path of instance.py and kept in the system's temporary directory; the index is built by the real indexer. Milliseconds by the
clock, and of the processor per page.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.search.machine import own_mb, processor_s
from tests.benchmarks.search.questions import Question, questions
from tests.benchmarks.search.sites import Site, datasette, storyhub
from tests.benchmarks.search.summary import nearest

AIM_MS, AIM_SHARE = 60.0, 0.5
HALVES = 2


@dataclass(frozen=True, slots=True)
class Served:
    """What readers of one site waited for."""

    site: str
    pages: int
    p50: float
    p95: float
    p99: float
    processor_ms: float
    kilobytes: float
    memory_mb: float


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench page", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, help="stories (default 10000)")
    parser.add_argument("--readers", type=int, default=5)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between an answer and the next question (default 1)")
    parser.add_argument("--seconds", type=float, default=60, help="for each site, in two halves (default 60)")
    parser.add_argument("--sites", default="storyhub,datasette", help="default: both")
    parser.add_argument("--fresh", action="store_true", help="make instance and database anew")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(words)
    known: dict[str, Callable[..., AbstractContextManager[Site]]] = {"storyhub": storyhub, "datasette": datasette}
    waits: dict[str, list[_Visit]] = {name: [] for name in options.sites.split(",")}
    for half in range(HALVES):
        for name, found in waits.items():
            with known[name](options.documents, fresh=options.fresh and half == 0) as site:
                found.append(visit(site, options, seconds=options.seconds / HALVES))
    served = [_served(name, found) for name, found in waits.items()]
    _print(served)
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in served], indent=1))


@dataclass(frozen=True, slots=True)
class _Visit:
    waits: list[float]
    bytes: int
    processor_s: float
    memory_mb: float


def visit(site: Site, options: argparse.Namespace, *, seconds: float) -> _Visit:
    """Readers on the cores that the site does not have. Every question is asked once before the clock starts."""
    os.sched_setaffinity(0, os.sched_getaffinity(0) - {max(os.sched_getaffinity(0))} or os.sched_getaffinity(0))
    asked = questions(None)
    for question in asked:
        fetch(site.page(question))
    waits: list[float] = []
    sizes: list[int] = []
    before, until = sum(map(processor_s, site.pids)), time.monotonic() + seconds
    readers = [
        threading.Thread(target=_read, args=(site, asked, random.Random(number), options.think, until, waits, sizes))
        for number in range(options.readers)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return _Visit(waits, sum(sizes), sum(map(processor_s, site.pids)) - before, sum(map(own_mb, site.pids)))


def _read(
    site: Site, asked: list[Question], chance: random.Random, think: float, until: float, waits: list[float], sizes: list[int]
) -> None:
    time.sleep(chance.random() * think)
    while time.monotonic() < until:
        began = time.perf_counter()
        sizes.append(fetch(site.page(chance.choice(asked))))
        waits.append((time.perf_counter() - began) * 1000)
        time.sleep(think)


def fetch(address: str) -> int:
    """Reads a page; returns its size. Raises: urllib.error.HTTPError."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return len(answer.read())


def _served(name: str, visits: list[_Visit]) -> Served:
    waits = sorted(wait for one in visits for wait in one.waits)
    pages = len(waits)
    return Served(
        site=name,
        pages=pages,
        p50=nearest(waits, 0.5),
        p95=nearest(waits, 0.95),
        p99=nearest(waits, 0.99),
        processor_ms=sum(one.processor_s for one in visits) * 1000 / pages,
        kilobytes=sum(one.bytes for one in visits) / 1000 / pages,
        memory_mb=statistics.mean(one.memory_mb for one in visits),
    )


def _print(served: list[Served]) -> None:
    print(f"{'site':<12}{'pages':>7}{'p50':>9}{'p95':>9}{'p99':>9}{'cpu/page':>10}{'kB/page':>9}{'memory':>8}")
    for one in served:
        print(
            f"{one.site:<12}{one.pages:>7}{one.p50:>9.1f}{one.p95:>9.1f}{one.p99:>9.1f}"
            f"{one.processor_ms:>10.1f}{one.kilobytes:>9.0f}{one.memory_mb:>8.0f}"
        )
    by_name = {one.site: one for one in served}
    if (ours := by_name.get("storyhub")) is not None:
        print(f"\np95 of storyhub {ours.p95:.1f} ms, aim at most {AIM_MS:.0f} ms: {'reached' if ours.p95 <= AIM_MS else 'NOT reached'}")
        if (theirs := by_name.get("datasette")) is not None:
            share = ours.p95 / theirs.p95
            print(f"p95 of storyhub / datasette {share:.2f}, aim at most {AIM_SHARE}: {'reached' if share <= AIM_SHARE else 'NOT reached'}")
            print(f"processor time a page, storyhub / datasette: {ours.processor_ms / theirs.processor_ms:.2f}")
