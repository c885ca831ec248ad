"""`python3 dev.py bench FILE…`: imports the files into a fresh instance, indexes, serves, and measures what people wait for.

`bench agreement` measures the figures of agreement instead, see agreement.py; `bench spelling` those of suggestions, see spelling.py;
`bench problems` how problems find laws, see problems.py.

Prints one table. Nothing here is a test: figures depend on the machine. The instance is thrown away unless `--data` names a folder.
`bench desk FILE…` measures the pages of researchers and laws instead (desk.py), `bench api FILE…` what programs read (api.py),
`bench harvest FILE…` a whole harvest (harvest.py), `bench indexing FILE…` how the search index is built
(indexing.py), `bench quality` how good the ranking of search is (quality/); `bench search`, `bench page`, `bench freshness` and
`bench hostile` the search beside its peers (search/).
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storyhub.starter.content import starter_library

ROOT = Path(__file__).resolve().parents[2]
QUERIES = (
    "задержка рейса", "вернули деньги", '"служба поддержки"', "банк AND карта", "очередь -банкомат", "вежлив*", "friendly crew",
    "broken charger OR refund", "lang:en breakfast", "процент по вкладу",
)  # fmt: skip
# Some bring packages of their own, so only the one asked for is loaded.
MEASURES = {
    "backup": "tests.benchmarks.backup",
    "desk": "tests.benchmarks.desk",
    "harvest": "tests.benchmarks.harvest",
    "api": "tests.benchmarks.api",
    "indexing": "tests.benchmarks.indexing",
    "quality": "tests.benchmarks.quality",
    "freeze": "tests.benchmarks.freeze",
    "spelling": "tests.benchmarks.spelling",
    "problems": "tests.benchmarks.problems",
    "search": "tests.benchmarks.search.command",
    "page": "tests.benchmarks.search.page",
    "freshness": "tests.benchmarks.search.freshness",
    "hostile": "tests.benchmarks.search.hostile",
}


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in MEASURES:
        importlib.import_module(MEASURES[sys.argv[1]]).main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="story files; none: measure the pages of --data as it is")
    parser.add_argument("--data", type=Path, help="keep the instance in this (empty) folder")
    parser.add_argument("--rounds", type=int, default=40, help="requests per page kind (default 40)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storyhub-bench-") as scratch:
        data = options.data or Path(scratch)
        figures = measure(options.files, data, options.rounds)
    for name, value in figures.items():
        print(f"{name:<44} {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1))


def measure(files: list[Path], data: Path, rounds: int) -> dict[str, Any]:
    """All figures of one run, in the order they are taken."""
    env = {**os.environ, "STORYHUB_DATA_DIR": str(data), "STORYHUB_LIMITS": "0"}
    figures: dict[str, Any] = {}
    if files:
        figures.update(fill(env, files, data))
    server, address = serve(env)
    try:
        figures["waited for the outbox, s"] = timed(lambda: drained(address))
        figures.update(pages(address, rounds))
        figures["web worker after all that, MB resident"] = worker_memory_mb(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    return figures


def fill(env: dict[str, str], files: list[Path], data: Path) -> dict[str, Any]:
    """Imports and indexes."""
    figures: dict[str, Any] = {}
    data.mkdir(parents=True, exist_ok=True)
    library = data / "starter-laws.json"
    library.write_text(json.dumps(starter_library(), ensure_ascii=False), encoding="utf-8")
    call(env, "import", "laws", str(library))
    figures["import, s"] = timed(lambda: call(env, "import", "stories", *map(str, files), "--rights", "local measurement", "--publish"))
    figures["index rebuild, s"] = timed(lambda: call(env, "search", "rebuild"))
    figures["index size, MB"] = round(sum(p.stat().st_size for p in (data / "index").rglob("*") if p.is_file()) / 1e6, 1)
    figures["database size, MB"] = round((data / "storyhub.db").stat().st_size / 1e6, 1)
    return figures


DRAIN_S = 60


def drained(address: str) -> None:
    """Waits until the indexer has nothing left to do, for it would share the processor with the pages; a minute at most, and says so."""
    until = time.monotonic() + DRAIN_S
    while depth := json.loads(fetch(f"{address}/readyz"))["outbox"]["depth"]:
        if time.monotonic() > until:
            print(f"measured while {depth} rows of the outbox were still waiting", file=sys.stderr)
            return
        time.sleep(1)


def pages(address: str, rounds: int) -> dict[str, str]:
    """Median and p95 of each kind of page, one reader, each request another story, law or query; two warm-up requests each."""
    numbers = random.Random(1)
    stories = story_ids(address, numbers)
    kinds: dict[str, Callable[[int], str]] = {
        "home": lambda i: f"/{('ru', 'en')[i % 2]}/",
        "story": lambda i: f"/ru/stories/{stories[i % len(stories)]}",
        "stories, list": lambda i: f"/ru/stories?page={1 + i * 7}",
        "library": lambda i: f"/{('ru', 'en')[i % 2]}/laws",
        "law": lambda i: f"/ru/laws/{1 + i % 12}",
        "search": lambda i: f"/ru/search?q={urllib.parse.quote(QUERIES[i % len(QUERIES)])}",
    }
    found = {}
    for name, path in kinds.items():
        for i in range(2):
            fetch(address + path(i))
        took = [timed_ms(address + path(i)) for i in range(rounds)]
        found[f"{name}, ms median / p95"] = f"{statistics.median(took):.0f} / {statistics.quantiles(took, n=20)[-1]:.0f}"
    return found


def story_ids(address: str, numbers: random.Random) -> list[str]:
    """Public ids from forty list pages spread over the library."""
    ids: list[str] = []
    for page in sorted(numbers.sample(range(1, 300), 40)):
        ids += re.findall(r"/ru/stories/(S-\d+)", fetch(f"{address}/ru/stories?page={page}"))
    numbers.shuffle(ids)
    assert ids, "the list shows no stories"
    return ids


def serve(env: dict[str, str]) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "storyhub", "start", "--empty", "--port", "8765"]
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    line = server.stdout.readline()
    assert "ready at" in line, line
    return server, line.split(" ready at ")[1].strip()


def worker_memory_mb(master: int) -> float:
    """Resident memory of the serving child of gunicorn's master (its renderer child not counted)."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    sizes = []
    for child in children:
        match = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{child}/status").read_text())
        sizes.append(int(match[1]) / 1000 if match else 0.0)
    return round(max(sizes), 0)


def call(env: dict[str, str], *words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "storyhub", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    if done.returncode:
        print(done.stdout[-500:], done.stderr[-500:], file=sys.stderr)


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return round(time.perf_counter() - started, 1)


def timed_ms(address: str) -> float:
    started = time.perf_counter()
    fetch(address)
    return (time.perf_counter() - started) * 1000


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    if sys.argv[1:2] == ["agreement"]:
        from tests.benchmarks import agreement

        agreement.main()
    else:
        main()
