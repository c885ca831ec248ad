"""The open data as files: an independent reader finds nothing wrong, every form says the same, nothing else is in them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from frictionless import Package, system
from sqlalchemy import select

from config import Settings
from storyhub.dataset.domain.package import SQLITE, TABLES, ZIP
from storyhub.dataset.service import Ready, make
from storyhub.kit.actor import OPERATOR, TELLER
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.words import ConsentKind, State
from storyhub.stories.models import Story
from storyhub.stories.service import set_consents, withdraw_story
from storyhub.wiring import create_app
from tests.stories.stories_factories import make_story

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORMULA = "=HYPERLINK(1) is what they wrote into every single answer that they gave me."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, seeded_folder: Path) -> Iterator[Flask]:
    """The demo, with a story that a spreadsheet would run."""
    folder = tmp_path_factory.mktemp("data") / "site"
    shutil.copytree(seeded_folder, folder)
    app = create_app(Settings.from_env({}, data_dir=folder, testing=True, indexer="off", limits=False))
    with app.app_context():
        with transaction():
            make_story(FORMULA, now=NOW)
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["storyhub"].renderer.close()


@pytest.fixture(scope="module")
def made(demo: Flask, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return make(tmp_path_factory.mktemp("out") / "dataset", site="StoryHub", base="https://x.example", now=NOW)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(folder: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"data/{table}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_no_error_and_reads_every_row(made: Ready, tmp_path: Path):
    with zipfile.ZipFile(made.folder / ZIP) as archive:
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()

    assert report.valid, report.flatten(["taskNumber", "type", "message"])[:5]
    read = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert read == {table.name: len(rows(tmp_path, table.name)) for table in TABLES}


@pytest.mark.filterwarnings("ignore")
def test_frictionless_would_see_a_story_that_a_mark_has_lost(made: Ready, tmp_path: Path):
    shutil.copytree(made.folder, tmp_path / "copy")
    file = tmp_path / "copy/data/stories.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("S-000005", "S-999999"), encoding="utf-8")
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "copy/datapackage.json")).validate()
    assert {"foreign-key", "hash-count"} <= {error[0] for error in report.flatten(["type"])}


def test_csv_jsonl_and_sqlite_say_the_same(made: Ready):
    with closing(sqlite3.connect(made.folder / SQLITE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in TABLES:
            exact, shown = lines(made.folder, table.name), rows(made.folder, table.name)
            order = ", ".join(f'"{name}"' for name in table.key)
            stored = connection.execute(f"SELECT * FROM {table.name} ORDER BY {order}").fetchall()
            assert len(stored) == len(exact) == len(shown)
            assert all(list(row) == list(table.columns) for row in exact)
        texts = dict(connection.execute("SELECT id, text FROM stories"))
    assert texts == {row["id"]: row["text"] for row in lines(made.folder, "stories")}
    assert len(texts) > 40
    assert len(lines(made.folder, "codings")) > 40
    assert len(lines(made.folder, "laws")) >= 45


def test_a_passage_is_found_at_its_place_in_the_text(made: Ready):
    texts = {row["id"]: str(row["text"]) for row in lines(made.folder, "stories")}
    passages = lines(made.folder, "passages")
    assert passages
    assert all(texts[row["story"]][row["start"] : row["end"]] == row["exact"] for row in passages)  # type: ignore[misc]


def test_a_formula_runs_in_no_spreadsheet_and_is_exact_elsewhere(made: Ready):
    (name,) = [row["id"] for row in lines(made.folder, "stories") if row["text"] == FORMULA]
    (cell,) = [row["text"] for row in rows(made.folder, "stories") if row["id"] == name]
    assert cell == f"'{FORMULA}"
    every = (value for table in TABLES for row in rows(made.folder, table.name) for value in row.values())
    assert not [value for value in every if value.lstrip().startswith(("=", "+", "@", "-")) and not value.lstrip("-").isdecimal()]


def test_the_same_data_give_the_same_bytes(demo: Flask, made: Ready, tmp_path: Path):
    again = make(tmp_path / "dataset", site="StoryHub", base="https://x.example", now=NOW + timedelta(hours=1))
    assert again.files == made.files


def test_checksums_are_those_of_the_files(made: Ready):
    sums = dict(reversed(line.split("  ", 1)) for line in (made.folder / "SHA256SUMS").read_text().splitlines())
    assert {"data/stories.csv", "datapackage.json", "LICENSE", "CITATION.cff", "README.md", SQLITE} <= sums.keys()
    for name, digest in sums.items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(made.folder / ZIP) as archive:
        assert sums.keys() | {"SHA256SUMS"} == set(archive.namelist())


def test_only_stories_with_the_licence_that_everybody_can_read_are_in_it(demo: Flask, tmp_path: Path):
    uses = frozenset({ConsentKind.publish, ConsentKind.research, ConsentKind.quote})
    with transaction():
        shown = make_story("Word alpha is in a story that may be given away to everybody.", now=NOW)
        hidden = [
            make_story("Word bravo is in a story without the licence for open data.", now=NOW, consents=uses),
            make_story("Word charlie is in a story that is for staff only, not for all.", now=NOW, audience="staff"),
            make_story("Word delta is in a story that is not published yet, it waits.", now=NOW, state=State.received),
            make_story("Word echo is in a story that was restricted by a moderator.", now=NOW, state=State.restricted),
            make_story("Word foxtrot is in a story that its teller took back later.", now=NOW),
            make_story("Word golf is in a story whose licence was taken back later.", now=NOW),
        ]
        numbers = [story.id for story in hidden]
        name = shown.id
        withdraw_story(hidden[4], actor=TELLER, now=NOW)
        set_consents(hidden[5], uses, lang="en", now=NOW)
    made = make(tmp_path / "dataset", site="StoryHub", base="https://x.example", now=NOW)

    every = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file() and path.suffix != ".zip")
    assert b"Word alpha" in every
    assert name in made.stories
    assert not [word for word in (b"bravo", b"charlie", b"delta", b"echo", b"foxtrot", b"golf") if b"Word " + word in every]
    gone = {(row["id"], row["reason"]) for row in lines(made.folder, "gone")}
    assert {(f"S-{numbers[3]:06}", "restricted"), (f"S-{numbers[4]:06}", "withdrawn"), (f"S-{numbers[5]:06}", "licence")} <= gone
    assert not {f"S-{number:06}" for number in numbers[:3]} & {row[0] for row in gone}


def test_no_coder_teller_or_moderator_is_named(demo: Flask, made: Ready):
    from storyhub.accounts.models import Person

    people = db.session.execute(select(Person.handle, Person.name, Person.email)).all()
    every = b"".join((made.folder / f"data/{table.name}.jsonl").read_bytes() for table in TABLES)
    assert len(people) > 3
    assert not [handle for handle, _name, email in people if handle.encode() in every or (email or "-@").encode() in every]


def test_changes_since_a_day_hold_what_is_new_and_what_is_gone(demo: Flask):
    client = demo.test_client()
    day = date(2031, 5, 6)
    moment = datetime(2031, 5, 6, 12, tzinfo=UTC)
    with transaction():
        fresh = make_story("A story of a much later day, told when all others were long there.", now=moment)
        earlier = select(Story).where(Story.state == State.published, Story.may_open_data).order_by(Story.id).limit(1)
        old = db.session.execute(earlier).scalar_one()
        withdraw_story(old, actor=OPERATOR, now=moment)
        new, gone = f"S-{fresh.id:06}", f"S-{old.id:06}"

    answer = client.get(f"/en/dataset/changes.zip?since={day}")

    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        found = {table.name: [json.loads(line) for line in archive.read(f"data/{table.name}.jsonl").splitlines()] for table in TABLES}
        assert SQLITE not in archive.namelist()
        assert "changes since 2031-05-06" in archive.read("datapackage.json").decode()
    assert [row["id"] for row in found["stories"]] == [new]
    assert [(row["kind"], row["id"], row["reason"]) for row in found["gone"]] == [("story", gone, "withdrawn")]
    assert found["laws"] == []
    for wrong in ("", "yesterday", "2026-13-01", "=1"):
        assert client.get(f"/en/dataset/changes.zip?since={wrong}").status_code == 400
