"""A whole instance with so many published stories, made once and kept: the database by the importing verb, the index by the real indexer.

The fast path: texts are not rendered from Markdown but escaped paragraph by paragraph, the many notes of the outbox are crossed out when
all is in (the index is built from the database anyway, fingerprints of near-duplicates are not made), and every fifth story gets one
law for the whole of it, as rows of one invented researcher. Stage, sector and law are synthetic, see texts.py.
"""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, insert, select, text, update

from config import Settings
from storyhub.accounts.models import Person
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.kit.db import db, transaction
from storyhub.kit.outbox import OutboxRow
from storyhub.kit.text import Html
from storyhub.kit.text.rendering import PIPELINE, Rendered
from storyhub.laws.models import Law
from storyhub.search.index import WhooshEngine
from storyhub.starter.content import starter_library
from storyhub.stories.domain.drafts import ImportedStory
from storyhub.stories.models import Story
from storyhub.stories.service import import_batch
from storyhub.wiring import create_app
from tests.benchmarks.search.cache import kept
from tests.benchmarks.search.texts import ROOT, Text, texts

BATCH = 2_000
CODED_ONE_IN = 5
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def instance(documents: int, *, fresh: bool = False) -> Path:
    """The data folder, with a schema and an index this version can read."""
    data = kept(f"instance-{documents}", lambda folder: fill(folder, texts(documents)), fresh=fresh)
    call(data, "migrate")
    if WhooshEngine(data / "index").health() is not None:
        call(data, "search", "rebuild")
    return data


def environment(data: Path, **more: str) -> dict[str, str]:
    """Limits on requests are switched off by their setting: all readers come from one address here."""
    return {**os.environ, "STORYHUB_DATA_DIR": str(data), "STORYHUB_LIMITS": "0", **more}


def call(data: Path, *words: str) -> None:
    """One command of the program; stops with its own words when it fails."""
    command = [sys.executable, "-m", "storyhub", *words]
    if subprocess.run(command, cwd=ROOT, env=environment(data), check=False).returncode:
        raise SystemExit(f"This step failed: {' '.join(command)}")


def fill(data: Path, stories: Sequence[Text]) -> None:
    """Laws, stories, marks. No index yet. Stories are numbered as the texts are."""
    library = data / "laws.json"
    library.write_text(json.dumps(starter_library(), ensure_ascii=False), encoding="utf-8")
    call(data, "import", "laws", str(library))
    app = create_app(Settings.from_env({}, data_dir=data, indexer="off"))
    try:
        with app.app_context():
            for first in range(0, len(stories), BATCH):
                with transaction():
                    _stories(stories[first : first + BATCH])
                db.session.expunge_all()
            with transaction():
                db.session.execute(delete(OutboxRow))
            db.session.execute(text("ANALYZE"))
    finally:
        app.extensions["storyhub"].renderer.close()


def _stories(some: Sequence[Text]) -> None:
    rows = [(_imported(one), Rendered(_paragraphs(one.text), one.text, PIPELINE)) for one in some]
    import_batch(rows, source="bench", rights="local measurement", publish=True, now=NOW)
    ids = dict(db.session.execute(select(Story.external_id, Story.id).where(Story.id >= some[0].number)).tuples().all())
    stages = [{"id": ids[str(one.number)], "stage": one.stage} for one in some]
    table = Story.metadata.tables["story"]
    for stage in {one["stage"] for one in stages}:
        mine = [one["id"] for one in stages if one["stage"] == stage]
        db.session.connection().execute(update(table).where(table.c.id.in_(mine)).values(stage=stage))
    db.session.execute(insert(Coding), list(_codings(some, ids)))


def _imported(one: Text) -> ImportedStory:
    return ImportedStory(
        external_id=str(one.number),
        source_text=one.text,
        title=one.title[:200] or None,
        lang=one.lang,
        company=one.company[:100] or None,
        date=one.day,
        sector=one.sector,
    )


def _paragraphs(plain: str) -> Html:
    return Html("".join(f"<p>{html.escape(part)}</p>" for part in plain.split("\n") if part.strip()))


def _codings(some: Sequence[Text], ids: dict[str, int]) -> Iterator[dict[str, object]]:
    coder = _coder()
    laws: dict[int | None, int] = {number: law for law, number in db.session.execute(select(Law.id, Law.number))}
    coded = [one for one in some if one.number % CODED_ONE_IN == 0 and int(one.law) in laws]
    rounds = [{"story_id": ids[str(one.number)], "opened_at": NOW, "complete_at": NOW} for one in coded]
    db.session.execute(insert(CodingRound), rounds)
    of_story = {story: number for number, story in db.session.execute(select(CodingRound.id, CodingRound.story_id))}
    passes = [{"round_id": of_story[ids[str(one.number)]], "coder_id": coder, "started_at": NOW, "finished_at": NOW} for one in coded]
    db.session.execute(insert(CodingPass), passes)
    for one in coded:
        yield {
            "version_id": 1,
            "story_id": ids[str(one.number)],
            "law_id": laws[int(one.law)],
            "coder_id": coder,
            "polarity": "upholds" if one.number % 3 else "violates",
            "strength": 1 + one.number % 3,
            "note": "",
            "created_at": NOW,
        }


def _coder() -> int:
    found = db.session.execute(select(Person.id).where(Person.handle == "bench")).scalar_one_or_none()
    if found is None:
        person = Person(handle="bench", name="Bench", active=False, created_at=NOW)
        db.session.add(person)
        db.session.flush()
        found = person.id
    return found
