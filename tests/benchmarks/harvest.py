"""`python3 dev.py bench harvest FILE…`: a harvester that is not ours takes the whole library while stories come and go.

Imports the files, serves with one worker, waits until the ledger of changes is in line, and harvests everything by Sickle, once
undisturbed and once while stories are withdrawn and restored; then what changed meanwhile. Says how long it took, how much of the
processor the site used, and whether anything was missed, came twice, or was withdrawn unseen. With `--data FOLDER` and no files that
folder is harvested as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from config import Settings
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.kit.ledger import LEDGER, PublicRecord
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from storyhub.stories.service import publish_story, restrict_story, withdraw_story
from storyhub.wiring import create_app
from tests.benchmarks.desk import processor_ms

Told = dict[str, bool]


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench harvest", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="story files; none: harvest --data as it is")
    parser.add_argument("--data", type=Path, help="keep the instance in this (empty) folder")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="storyhub-harvest-") as scratch:
        figures = measure(options.files, options.data or Path(scratch))
    for name, value in figures.items():
        print(f"{name:<60} {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1))


def measure(files: list[Path], data: Path) -> dict[str, Any]:
    """All figures of one run, in the order they are taken."""
    # Loaded here: that module leads to this one.
    from tests.benchmarks.__main__ import drained, fetch, fill, serve, timed

    env = {**os.environ, "STORYHUB_DATA_DIR": str(data), "STORYHUB_LIMITS": "0"}
    figures: dict[str, Any] = fill(env, files, data) if files else {}
    app = create_app(Settings.from_env(env, indexer="off"))
    server, address = serve(env)
    try:
        fetch(f"{address}/healthz")  # With the first request the worker begins.
        figures["ledger brought in line, s"] = timed(lambda: in_line(app))
        drained(address)
        figures["records"] = count(app)
        for prefix in ("oai_dc", "oai_datacite"):
            used, started = processor_ms(server.pid), time.perf_counter()
            calm = harvest(address, metadataPrefix=prefix)
            figures[f"full harvest in {prefix}, s"] = round(time.perf_counter() - started, 1)
            figures[f"full harvest in {prefix}, s of the site’s processor"] = round((processor_ms(server.pid) - used) / 1000, 1)
            figures[f"full harvest in {prefix}, told / twice"] = f"{len(calm)} / {sum(calm.values()) - len(calm)}"
        figures.update(disturbed(app, address))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        app.extensions["storyhub"].renderer.close()
    return figures


def disturbed(app: Flask, address: str) -> dict[str, Any]:
    """The whole library, and then what changed, while stories go (for ever, or for a moment) and come back."""
    over, gone = threading.Event(), list[str]()
    changing = threading.Thread(target=change, args=(app, over, gone), daemon=True)
    begun, started = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), time.perf_counter()
    changing.start()
    states: Told = {}
    first = harvest(address, states, metadataPrefix="oai_dc")
    took = round(time.perf_counter() - started, 1)
    over.set()
    changing.join()
    in_line(app)
    news = harvest(address, states, **{"metadataPrefix": "oai_dc", "from": begun}) if gone else Counter()
    with app.app_context():
        chosen = select(Story.id).where(Story.state == "published", Story.audience == "public")
        public = {f"stories/{public_id(number)}" for number in db.session.execute(chosen).scalars()}
    stories = {path for path, is_deleted in states.items() if path.startswith("stories/") and not is_deleted}
    return {
        "full harvest while stories come and go, s": took,
        "  withdrawn or restricted meanwhile": len(gone),
        "  told / twice in one list": f"{len(first)} / {sum(first.values()) - len(first)}",
        "  told in the next list, from where the first began": len(news),
        "  public stories missed": len(public - stories),
        "  withdrawn ones believed public": len(stories - public),
    }


def change(app: Flask, over: threading.Event, gone: list[str]) -> None:
    """A story withdrawn, one restricted and one restored, over and over."""
    numbers = random.Random(9)
    with app.app_context():
        ids = list(db.session.execute(select(Story.id).where(Story.state == "published")).scalars())
        while not over.is_set():
            leaving, resting = numbers.sample(ids, 2)
            moment = datetime.now(UTC)
            # The site's worker may be writing for longer than one waits for it: the next two, then.
            with suppress(OperationalError), transaction():
                for number, act in ((leaving, withdraw_story), (resting, restrict_story)):
                    story = db.session.get_one(Story, number)
                    if story.state == "published":
                        act(story, **({"why": "measured"} if act is restrict_story else {}), actor=OPERATOR, now=moment)
                        gone.append(public_id(number))
                back = db.session.execute(select(Story).where(Story.state == "restricted").limit(1)).scalar()
                if back is not None and numbers.random() < 0.5:
                    publish_story(back, actor=OPERATOR, now=moment)
            time.sleep(0.1)


def harvest(address: str, states: Told | None = None, **arguments: str) -> Counter[str]:
    """How often each record was told; `states` learns whether it is deleted."""
    from sickle import Sickle  # A dependency of the tests alone; its import warns.

    told: Counter[str] = Counter()
    for record in Sickle(f"{address}/oai", timeout=60).ListRecords(ignore_deleted=False, **arguments):
        path = record.header.identifier.split(":", 2)[2]
        told[path] += 1
        if states is not None:
            states[path] = record.header.deleted
    return told


def in_line(app: Flask) -> None:
    """Waits until the site’s worker has written down all changes."""
    quiet = 0
    with app.app_context():
        while quiet < 3:
            quiet = quiet + 1 if not outbox.waiting(LEDGER) and count(app) else 0
            db.session.rollback()
            time.sleep(0.3)


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(PublicRecord)).scalar_one()
