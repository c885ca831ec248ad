"""`python3 dev.py bench desk FILE…`: the pages that researchers wait for, in a library that has been worked on.

Imports the files, codes 2,000 of the stories through the verbs of the service (eight researchers, two for each story, dates over two
years), then serves and measures: desk, comparing, queue, agreement (where it exists), the page of a law and its files. The instance is
kept in the folder for temporary files, so that only the first run is long; `--fresh` makes it anew. With `--data FOLDER` and no files
the pages of that folder are measured as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from config import Settings
from storyhub.accounts.domain.lifetime import Lifetime
from storyhub.accounts.models import Person, PersonRole
from storyhub.accounts.service import Proof, sign_in
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.service import add_coding, finish_pass
from storyhub.kit import schema
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.text import sentences
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from storyhub.wiring import SITE, create_app, open_database

CODERS, PER_STORY, DAYS = 8, 2, 730
# Lies in the folder of an instance that was made to its end.
DONE = "desk-is-coded"
POLARITIES = ("upholds",) * 6 + ("violates",) * 3 + ("mixed",)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench desk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="story files; none: measure the pages of --data as it is")
    parser.add_argument("--data", type=Path, help="keep the instance in this (empty) folder")
    parser.add_argument("--fresh", action="store_true", help="make the instance anew, even if it was kept from an earlier run")
    parser.add_argument("--coded", type=int, default=2_000, help="stories to code (default 2000)")
    parser.add_argument("--rounds", type=int, default=40, help="requests per page kind (default 40)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(words)
    if not (options.files or options.data):
        parser.error("story files, or --data with the folder of an instance")
    data, files = options.data or kept_folder(options.files, options.coded), options.files
    if options.data is None:
        if (data / DONE).exists() and not options.fresh:
            files = []
        else:
            # What an earlier run left half-done is of no use, either.
            shutil.rmtree(data, ignore_errors=True)
            data.mkdir(mode=0o700)
    figures = measure(files, data, coded=options.coded, rounds=options.rounds)
    for name, value in figures.items():
        print(f"{name:<44} {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1))


def kept_folder(files: list[Path], coded: int) -> Path:
    """Where the instance made of these files lies between runs."""
    named = "\n".join(f"{file.resolve()} {file.stat().st_size}" for file in files)
    return Path(tempfile.gettempdir()) / f"storyhub-desk-{hashlib.sha256(f'{coded} {named}'.encode()).hexdigest()[:12]}"


def measure(files: list[Path], data: Path, *, coded: int, rounds: int) -> dict[str, Any]:
    """All figures of one run, in the order they are taken."""
    # Loaded here: that module leads to this one.
    from tests.benchmarks.__main__ import call, drained, fill, serve, timed, worker_memory_mb

    env = {**os.environ, "STORYHUB_DATA_DIR": str(data), "STORYHUB_LIMITS": "0", "STORYHUB_CODERS_PER_STORY": str(PER_STORY)}
    figures: dict[str, Any] = {}
    if files:
        figures.update(fill(env, files, data))
    if not files and schema.state(open_database(Settings.from_env(env)), SITE / "migrations") != "ok":
        call(env, "migrate")
    app = create_app(Settings.from_env(env, indexer="off"))
    try:
        with app.app_context():
            if files:
                figures[f"coding {coded} stories through the verbs, s"] = timed(lambda: code(coded))
                (data / DONE).touch()
            figures["public codings"] = db.session.execute(select(func.count(Coding.id))).scalar_one()
            asked, cookie = addresses(random.Random(2))
    finally:
        app.extensions["storyhub"].renderer.close()
    server, address = serve(env)
    try:
        figures["waited for the outbox, s"] = timed(lambda: drained(address))
        for name, path in asked.items():
            used = processor_ms(server.pid)
            figures[f"{name}, ms median / p95"] = reading(address, path, cookie, rounds)
            figures[f"{name}, ms of processor each"] = round((processor_ms(server.pid) - used) / (rounds + 2))
        figures["web worker after all that, MB resident"] = worker_memory_mb(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    return figures


def code(wanted: int) -> None:
    """Every story is read by two of the researchers, each marking one to four sentences, mostly with the same few laws."""
    chance, began = random.Random(1), datetime.now(UTC) - timedelta(days=DAYS)
    coders = [_coder(number) for number in range(CODERS)]
    laws = list(db.session.execute(select(Law.id).where(Law.number.is_not(None)).order_by(Law.number)).scalars())
    stories = list(db.session.execute(select(Story.id).where(Story.state == "published").order_by(Story.id)).scalars())
    for done, story_id in enumerate(chance.sample(stories, min(wanted, len(stories)))):
        now = began + timedelta(days=DAYS * done / wanted)
        # What a story is about: both readers choose among the same three laws, the first laws of the library more often.
        about = [laws[min(int(chance.expovariate(1 / 12)), len(laws) - 1)] for _ in range(3)]
        with transaction():
            story = db.session.get_one(Story, story_id)
            for coder in chance.sample(coders, PER_STORY):
                _mark(story, coder, about, chance, now)
                finish_pass(story, coder=coder, now=now, coders_needed=PER_STORY)
        db.session.expunge_all()


def _mark(story: Story, coder: Actor, about: list[int], chance: random.Random, now: datetime) -> None:
    spans = sentences(story.published_revision.plain) if story.published_revision else []
    for span in chance.sample(spans, min(len(spans), chance.randint(1, 4))):
        add_coding(
            story,
            start=span.start,
            end=span.end,
            law_id=chance.choice(about),
            polarity=chance.choice(POLARITIES),
            strength=chance.randint(1, 3),
            coder=coder,
            coders_needed=PER_STORY,
            now=now,
        )


def _coder(number: int) -> Actor:
    with transaction():
        roles = [PersonRole(role=Role.researcher)]
        person = Person(handle=f"bench-{number}", name=f"Bench {number}", active=True, created_at=datetime.now(UTC), roles=roles)
        db.session.add(person)
        db.session.flush()
        return Actor(person.id, person.name, frozenset({Role.researcher}), person.handle)


def addresses(chance: random.Random) -> tuple[dict[str, Callable[[int], str]], str]:
    """What is asked for, by kind, and the cookie of a researcher who has finished what is compared."""
    person = db.session.execute(select(Person).where(Person.handle == "bench-0")).scalar_one()
    with transaction():
        lifetime = Lifetime(idle=timedelta(hours=2), absolute=timedelta(hours=12))
        session_id, _ = sign_in(Proof(person.id, person.session_epoch), lifetime=lifetime, now=datetime.now(UTC))
    done = select(CodingRound.story_id).join(CodingPass, CodingPass.round_id == CodingRound.id)
    mine = _some(done.where(CodingPass.coder_id == person.id), chance)
    fresh = _some(select(Story.id).where(Story.state == "published", Story.id.not_in(select(CodingRound.story_id))), chance)
    coded = _some(done, chance)
    counted = select(Law.number).join(Coding, Coding.law_id == Law.id).group_by(Law.id).order_by(func.count().desc())
    laws = list(db.session.execute(counted).scalars())
    kinds = {
        "desk, a story not coded yet": lambda i: f"/ru/desk/coding/{public_id(fresh[i % len(fresh)])}",
        "desk, a finished story": lambda i: f"/ru/desk/coding/{public_id(mine[i % len(mine)])}",
        "compare": lambda i: f"/ru/desk/coding/{public_id(mine[i % len(mine)])}/compare",
        "desk, queue": lambda i: f"/ru/desk/coding?page={1 + i % 20}",
        "law, the most coded": lambda _i: f"/ru/laws/{laws[0]}",
        "law, every one in turn": lambda i: f"/ru/laws/{laws[i % len(laws)]}",
        "law, what contradicts it": lambda i: f"/ru/laws/{laws[i % len(laws)]}/against",
        "law, evidence.csv": lambda i: f"/ru/laws/{laws[i % len(laws)]}/evidence.csv",
        "library": lambda i: f"/ru/laws?sort={('number', 'strength')[i % 2]}",
        "story, coded": lambda i: f"/ru/stories/{public_id(coded[i % len(coded)])}",
        "agreement": lambda _i: "/ru/agreement",
        "agreement, one law": lambda i: f"/ru/agreement/laws/{laws[i % len(laws)]}",
        "agreement, for researchers": lambda _i: "/ru/desk/agreement",
    }
    return kinds, f"storyhub-session={session_id}"


def _some(statement: Any, chance: random.Random) -> list[int]:
    found = list(db.session.execute(statement).scalars())
    return chance.sample(found, min(60, len(found)))


def reading(address: str, path: Callable[[int], str], cookie: str, rounds: int) -> str:
    """Median and p95 after two warm-up requests; "no such page" where this version of the site has none."""
    try:
        for i in range(2):
            _timed_ms(address + path(i), cookie)
    except urllib.error.HTTPError as error:
        return "no such page" if error.code == 404 else f"answers {error.code}"
    took = [_timed_ms(address + path(i), cookie) for i in range(2, rounds + 2)]
    return f"{statistics.median(took):.0f} / {statistics.quantiles(took, n=20)[-1]:.0f}"


def processor_ms(master: int) -> float:
    """What the serving children have used so far. On a machine that is busy with other things this says more than the clock."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    ticks = [Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[11:13] for child in children]
    return sum(int(tick) for both in ticks for tick in both) * 1000 / os.sysconf("SC_CLK_TCK")


def _timed_ms(address: str, cookie: str) -> float:
    asked, started = urllib.request.Request(address, headers={"Cookie": cookie}), time.perf_counter()
    with urllib.request.urlopen(asked, timeout=60) as answer:
        answer.read()
        assert "/sign-in" not in answer.url, "the session of the benchmark does not hold"
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
