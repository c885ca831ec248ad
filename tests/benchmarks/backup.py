"""`python3 dev.py bench backup [FILE…]`: one file of the whole instance, and back into an empty place.

Takes the instance that `bench desk FILE…` keeps (made here if it is not there), or the one of `--data`; serves it, and has a writer commit
all the while the backup is made. Prints the time by the clock, the processor time, and how long a writer had to wait.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.benchmarks.desk import DONE, kept_folder
from tests.benchmarks.desk import measure as measure_desk

ROOT = Path(__file__).resolve().parents[2]
CODED = 2_000


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench backup", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="story files, as for `bench desk`")
    parser.add_argument("--data", type=Path, help="the folder of an instance")
    options = parser.parse_args(words)
    if not (options.files or options.data):
        parser.error("story files, or --data with the folder of an instance")
    data = options.data or kept_folder(options.files, CODED)
    if options.data is None and not (data / DONE).exists():
        data.mkdir(mode=0o700, exist_ok=True)
        measure_desk(options.files, data, coded=CODED, rounds=2)
    for name, value in measure(data).items():
        print(f"{name:<44} {value}")


def measure(data: Path) -> dict[str, Any]:
    """Backup while a writer works, check, restore, and what the restored place says of itself."""
    with tempfile.TemporaryDirectory(prefix="storyhub-bench-backup-") as scratch:
        file, there = Path(scratch) / "kept.zip", Path(scratch) / "there"
        run(data, "migrate")
        figures: dict[str, Any] = {"database, MB": round((data / "storyhub.db").stat().st_size / 1e6, 1)}
        with Writer(data / "storyhub.db") as writer:
            figures["backup, s by the clock / processor s"] = run(data, "backup", str(file))
        figures["commits meanwhile, the slowest, ms"] = f"{len(writer.took)}, {max(writer.took) * 1000:.0f}"
        figures["backup, MB"] = round(file.stat().st_size / 1e6, 1)
        figures["restore --check, s / processor s"] = run(there, "restore", str(file), "--check")
        figures["restore, s by the clock / processor s"] = run(there, "restore", str(file))
        figures["search check, s / processor s"] = run(there, "search", "check")
        figures["audit verify, s / processor s"] = run(there, "audit", "verify")
        figures["exports are the same bytes"] = exports(data, Path(scratch) / "a") == exports(there, Path(scratch) / "b")
    return figures


class Writer:
    """Another process's connection that commits a row every 20 ms, as a worker of the site would, and takes them away at the end."""

    def __init__(self, database: Path) -> None:
        self.took: list[float] = []
        self._database = database
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> Writer:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        row = "INSERT INTO outbox (kind, key, version, attempts, created_at, last_error) VALUES ('bench', ?, 1, 0, '2026-01-01', '')"
        with closing(sqlite3.connect(self._database, timeout=60)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            while not self._stop.wait(0.02):
                started = time.perf_counter()
                connection.execute(row, (str(len(self.took)),))
                connection.commit()
                self.took.append(time.perf_counter() - started)
            connection.execute("DELETE FROM outbox WHERE kind = 'bench'")
            connection.commit()


def run(folder: Path, *words: str) -> str:
    """Seconds by the clock and of the processor (children included)."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "storyhub", "--data", str(folder), *words]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "STORYHUB_INDEXER": "off"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{time.perf_counter() - started:.1f} / {used:.1f}"


def exports(folder: Path, into: Path) -> dict[str, bytes]:
    into.mkdir()
    for name in ("stories.jsonl", "laws.json", "codings.jsonl", "ledger.jsonl"):
        run(folder, "export", name.split(".", 1)[0], str(into / name))
    return {path.name: path.read_bytes() for path in into.iterdir()}
