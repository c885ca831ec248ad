"""`python3 dev.py duplicates --data FOLDER`: how well nearness finds stories told twice, and how fast among 100,000.

FOLDER holds `duplicates/*.jsonl.gz` (pairs: `text`, `text_b`), `stories/*.jsonl.gz` and `scale/*.jsonl.gz` (`id`, `text`). Three figures:

* recall: pairs that share a band and are near (similarity ≥ NEAR), of all pairs;
* false pairs: among 3,000 stories with no common text (every story that is near another one of its pair file is left out), how many
  pairs are called near; each is printed as two ids, for a person to look at;
* one new text against 100,000 stories in a database of the site (SQLite), by the query that the page of a task asks: its fingerprint,
  its candidates by bands, their similarity, their titles and states. Median and p95.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, literal, select, update

from config import Settings
from storyhub.kit.db import db, transaction, write_back
from storyhub.moderation.domain.nearness import BANDS, NEAR, PLACES, Fingerprint, fingerprint, print_key, scheme, similarity
from storyhub.moderation.models import PrintBand, StoryPrint
from storyhub.moderation.queries.near import near_stories
from storyhub.moderation.service import keep_missing_prints
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Revision, Story
from storyhub.wiring import create_app
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
    """Fills a database of the site as an import and its worker do, and asks what the page of a task asks."""
    numbers.shuffle(texts)
    kept, asked = texts[ASKED:], texts[:ASKED]
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({}, data_dir=Path(folder), testing=True, indexer="off"))
        key = print_key(app.extensions["storyhub"].settings.secret_key)
        with app.app_context():
            fill(kept)
            own = keep(asked[0])
            before = file_mb(folder)
            began = time.perf_counter()
            worker = worked(key)
            print(f"the worker: {worker / (time.perf_counter() - began):.0f} stories a second")
            began = time.perf_counter()
            print_all(kept[worker:], first=worker + 1, key=key)
            took = time.perf_counter() - began
            size = file_mb(folder) - before
            print(f"kept: {len(kept)} texts, {PLACES} places, {BANDS} bands; {took:.0f} s, {size:.0f} MB of the database")
            found = sorted(timed_ms(own, text, key) for text in asked)
            db.session.remove()
    print(f"one new text against them, from the database, ms median / p95 / worst: {statistics.median(found):.1f} / ", end="")
    print(f"{found[int(len(found) * 0.95)]:.1f} / {found[-1]:.1f}")


def fill(texts: list[str]) -> None:
    """Stories with their texts, in bulk: what a story is besides them costs nothing here."""
    moment = datetime.now(UTC)
    story = {"version_id": 1, "state": "published", "audience": "staff", "lang": "ru", "is_sample": False, "source": "scale", "labels": {}}
    story |= {"received_at": moment, "may_research": False, "may_quote": False, "may_open_data": False}
    text = {"number": 1, "source": "", "html": "", "pipeline": "x", "author": "imported", "why": "", "created_at": moment}
    with transaction():
        for at in range(0, len(texts), 1_000):
            part = range(at, min(at + 1_000, len(texts)))
            db.session.execute(insert(Story), [{**story, "id": number + 1, "external_id": str(number)} for number in part])
            db.session.execute(
                insert(Revision), [{**text, "id": number + 1, "story_id": number + 1, "plain": texts[number]} for number in part]
            )
        db.session.execute(update(Story).values(latest_revision_id=Story.id))


def keep(text: str) -> str:
    """One story more, whose page is asked for."""
    with transaction():
        last = db.session.execute(select(func.max(Story.id))).scalar_one()
        db.session.execute(insert(Story).from_select(*_copied(Story, last, id=last + 1, external_id="own", latest_revision_id=None)))
        db.session.execute(insert(Revision).from_select(*_copied(Revision, last, id=last + 1, story_id=last + 1, plain=text)))
        db.session.execute(update(Story).where(Story.id == last + 1).values(latest_revision_id=last + 1))
    return public_id(last + 1)


def _copied(table: Any, row: int, **over: Any) -> tuple[list[str], Any]:
    names = [column.name for column in table.__table__.columns]
    columns = [literal(over[name]).label(name) if name in over else table.__table__.c[name] for name in names]
    return names, select(*columns).where(table.id == row)


def worked(key: bytes) -> int:
    with transaction():
        return keep_missing_prints(key=key, now=datetime.now(UTC))


def print_all(texts: list[str], *, first: int, key: bytes) -> None:
    """The fingerprints of the rest in bulk: the worker would look for near ones of each, which takes longer than a person waits here."""
    with transaction():
        for at in range(0, len(texts), 1_000):
            made = {first + at + place: one for place, text in enumerate(texts[at : at + 1_000]) if (one := fingerprint(text, key=key))}
            row = {"scheme": scheme(key)}
            rows = [
                {**row, "story_id": number, "revision_id": number, "exact": one.exact, "signature": one.signature}
                for number, one in made.items()
            ]
            db.session.execute(insert(StoryPrint), rows)
            bands = [{"band": band, "story_id": number} for number, one in made.items() for band in one.bands]
            db.session.execute(insert(PrintBand), sorted(bands, key=lambda pair: pair["band"]))


def timed_ms(own: str, text: str, key: bytes) -> float:
    began = time.perf_counter()
    near_stories(own, text, key=key)
    db.session.rollback()
    return 1000 * (time.perf_counter() - began)


def file_mb(folder: str) -> float:
    write_back()
    return (Path(folder) / "storyhub.db").stat().st_size / 1e6


if __name__ == "__main__":
    main()
