"""`python3 dev.py duplicates --data FOLDER`: how well nearness finds stories told twice, and how fast among 100,000.

FOLDER holds `duplicates/*.jsonl.gz` (pairs: `text`, `text_b`), `stories/*.jsonl.gz` and `scale/*.jsonl.gz` (`id`, `text`). Three figures:

* recall: pairs that share a band and are near (similarity ≥ NEAR), of all pairs;
* false pairs: among 3,000 stories with no common text (every story that is near another one of its pair file is left out), how many
  pairs are called near; each is printed as two ids, for a person to look at;
* one new text against 100,000 kept ones in SQLite: its fingerprint, its candidates by bands, their similarity. Median and p95.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from storyhub.moderation.domain.nearness import BANDS, NEAR, PLACES, Fingerprint, fingerprint, similarity
from tests.benchmarks.marks import read

UNRELATED, KEPT, ASKED = 3_000, 100_000, 200


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py duplicates", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with duplicates/, stories/ and scale/")
    data = parser.parse_args().data
    numbers = random.Random(1)
    pairs = [row for file in sorted((data / "duplicates").glob("*.jsonl.gz")) for row in read(file)]
    stories = rows_of(data / "stories")
    numbers.shuffle(stories)
    print(f"pairs: {len(pairs)}, recall {recall(pairs):.4f}, of them with the exact hash {exact(pairs):.4f}")
    false = false_pairs(stories[:UNRELATED])
    print(f"unrelated stories: {UNRELATED}, pairs called near: {len(false)} ({1000 * len(false) / UNRELATED:.2f} per 1,000 stories)")
    for one, other, near in false:
        print(f"  {near:.2f}  {one}  {other}")
    rest = rows_of(data / "scale")
    numbers.shuffle(rest)
    speed([row["text"] for row in (stories + rest)[: KEPT + ASKED]], numbers)


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return [row for file in sorted(folder.glob("*.jsonl.gz")) for row in read(file)]


def called_near(a: Fingerprint | None, b: Fingerprint | None) -> bool:
    """What the site would show: candidates by band, then similar enough."""
    return bool(a and b and (a.exact == b.exact or set(a.bands) & set(b.bands)) and similarity(a, b) >= NEAR)


def recall(pairs: list[dict[str, Any]]) -> float:
    return sum(called_near(fingerprint(row["text"]), fingerprint(row["text_b"])) for row in pairs) / len(pairs)


def exact(pairs: list[dict[str, Any]]) -> float:
    prints = ((fingerprint(row["text"]), fingerprint(row["text_b"])) for row in pairs)
    return sum(bool(a and b and a.exact == b.exact) for a, b in prints) / len(pairs)


def false_pairs(rows: list[dict[str, Any]]) -> list[tuple[str, str, float]]:
    """Pairs called near. Stories with the exact hash of another one are the same story collected twice: not unrelated, left out."""
    prints = {str(row["id"]): made for row in rows if (made := fingerprint(row["text"]))}
    shelves = defaultdict(set)
    for name, made in prints.items():
        for band in made.bands:
            shelves[band].add(name)
    candidates = {pair for names in shelves.values() for pair in combinations(sorted(names), 2)}
    scored = [(one, other, similarity(prints[one], prints[other])) for one, other in sorted(candidates)]
    return [(one, other, near) for one, other, near in scored if near >= NEAR and prints[one].exact != prints[other].exact]


def speed(texts: list[str], numbers: random.Random) -> None:
    """Fills a file and asks it."""
    numbers.shuffle(texts)
    kept, asked = texts[ASKED:], texts[:ASKED]
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder) / "near.db") as store:
        began = time.perf_counter()
        fill(store, kept)
        store.commit()
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"kept: {len(kept)} texts, {PLACES} places, {BANDS} bands; {time.perf_counter() - began:.0f} s, {size:.0f} MB")
        took = sorted(timed_ms(store, text) for text in asked)
    print(f"one new text, ms median / p95: {statistics.median(took):.1f} / {took[int(len(took) * 0.95)]:.1f}")


def fill(store: sqlite3.Connection, texts: list[str]) -> None:
    store.executescript(
        "CREATE TABLE fingerprint (story_id INTEGER PRIMARY KEY, exact TEXT, signature BLOB);"
        "CREATE TABLE fingerprint_band (band INTEGER, story_id INTEGER, PRIMARY KEY (band, story_id)) WITHOUT ROWID;"
    )
    bands: list[tuple[int, int]] = []
    for number, made in enumerate(map(fingerprint, texts)):
        if made:
            store.execute("INSERT INTO fingerprint VALUES (?, ?, ?)", (number, made.exact, made.signature))
            bands.extend((band, number) for band in made.bands)
    store.executemany("INSERT INTO fingerprint_band VALUES (?, ?)", sorted(bands))


def timed_ms(store: sqlite3.Connection, text: str) -> float:
    began = time.perf_counter()
    made = fingerprint(text)
    if made:
        list(near(store, made))
    return 1000 * (time.perf_counter() - began)


def near(store: sqlite3.Connection, made: Fingerprint) -> Iterator[tuple[int, float]]:
    found = store.execute(
        "SELECT story_id, exact, signature FROM fingerprint WHERE story_id IN "
        "(SELECT story_id FROM fingerprint_band WHERE band IN (SELECT value FROM json_each(?)))",
        (json.dumps(made.bands),),
    )
    for story_id, exact_hash, signature in found:
        like = similarity(made, Fingerprint(exact_hash, signature))
        if like >= NEAR:
            yield story_id, like


if __name__ == "__main__":
    main()
