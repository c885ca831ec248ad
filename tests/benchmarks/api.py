"""`python3 dev.py bench api FILE…`: what programs read, page after page, in the library that `bench desk` makes and keeps.

With `--data FOLDER` and no files the instance of that folder is measured as it is. Lists are walked by their own `next`.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config import Settings
from storyhub.kit import schema
from storyhub.wiring import SITE, open_database
from tests.benchmarks.desk import DONE, kept_folder, processor_ms
from tests.benchmarks.desk import measure as make_and_measure

CODED, ROOT = 2_000, "/api/v1"
LISTS = (
    "/stories?limit=20",
    "/stories?limit=100",
    "/stories?lang=ru&sector=banking",
    "/stories?grade=needs_coding",
    "/codings?limit=100",
    "/laws",
)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench api", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="story files; none: measure the instance of --data as it is")
    parser.add_argument("--data", type=Path, help="the folder of an instance")
    parser.add_argument("--rounds", type=int, default=100, help="pages of each list (default 100)")
    options = parser.parse_args(words)
    if not (options.files or options.data):
        parser.error("story files, or --data with the folder of an instance")
    data = options.data or kept_folder(options.files, CODED)
    if options.files and not (data / DONE).exists():
        data.mkdir(mode=0o700, exist_ok=True)
        make_and_measure(options.files, data, coded=CODED, rounds=2)
    for name, value in measure(data, options.rounds).items():
        print(f"{name:<60} {value}")


def measure(data: Path, rounds: int) -> dict[str, str]:
    """Median and p95 of a page of each list, and what the serving process used for one."""
    # Loaded here: that module leads to this one.
    from tests.benchmarks.__main__ import call, drained, serve

    env = {**os.environ, "STORYHUB_DATA_DIR": str(data), "STORYHUB_LIMITS": "0"}
    if schema.state(open_database(Settings.from_env(env)), SITE / "migrations") != "ok":
        call(env, "migrate")
    server, address = serve(env)
    try:
        drained(address)
        return {path: _walk(server.pid, address, path, rounds) for path in LISTS}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _walk(server: int, address: str, path: str, rounds: int) -> str:
    for _warming in range(2):
        _fetch(f"{address}{ROOT}{path}")
    used, took = processor_ms(server), []
    for milliseconds, _items in _pages(address, path, rounds):
        took.append(milliseconds)
    each = (processor_ms(server) - used) / len(took)
    p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
    return f"{statistics.median(took):.0f} / {p95:.0f} ms median / p95, {each:.0f} ms of processor each, {len(took)} pages"


def _pages(address: str, path: str, rounds: int) -> Iterator[tuple[float, int]]:
    """From the beginning again where a list ends early, so that short lists are measured as often."""
    following = f"{address}{ROOT}{path}"
    for _round in range(rounds):
        started = time.perf_counter()
        page = _fetch(following)
        yield (time.perf_counter() - started) * 1000, len(page["items"])
        following = address + ROOT + (page["next"].split(ROOT)[1] if page["next"] else path)


def _fetch(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)
