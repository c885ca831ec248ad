"""`import` and `export`: nothing is lost, nothing comes twice, a bad line is named."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from storyhub.kit import schema
from storyhub.kit.db import db
from storyhub.starter.content import starter_library
from storyhub.stories.models import Story
from storyhub.wiring import SITE, commands
from tests.page_client import PageClient

Run = Callable[..., Result]
TEXT = "The kettle broke in a week, and they sent a new one before I had finished complaining about it."


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs a command of the program on the test's instance."""

    def command(*words: str) -> Result:
        return CliRunner().invoke(commands()[words[0]], list(words[1:]), obj=ScriptInfo(create_app=lambda: app))

    return command


def lines(path: Path, *records: Any) -> str:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records), encoding="utf-8")
    return str(path)


def stories(app: Flask) -> list[tuple[Any, ...]]:
    with app.app_context():
        rows = db.session.execute(select(Story.source, Story.external_id, Story.state, Story.audience, Story.lang).order_by(Story.id))
        return [tuple(row) for row in rows]


def test_the_same_file_again_adds_nothing(app: Flask, run: Run, tmp_path: Path):
    russian = "Чайник сломался, и мне сразу прислали новый, даже не спросив чек."
    file = lines(tmp_path / "shop.jsonl", {"id": "1", "text": TEXT}, {"id": "2", "text": russian})

    first = run("import", "stories", file, "--rights", "agreed by mail", "--publish")
    second = run("import", "stories", file, "--rights", "agreed by mail", "--publish")

    assert "shop: 2 added, 0 already there, 0 rejected" in first.output
    assert "shop: 0 added, 2 already there, 0 rejected" in second.output
    assert stories(app) == [("shop", "1", "published", "public", "en"), ("shop", "2", "published", "public", "ru")]


def test_bad_lines_are_named_skipped_and_kept(app: Flask, run: Run, tmp_path: Path):
    file = lines(
        tmp_path / "shop.jsonl",
        {"id": "1", "text": TEXT},
        "{not json",
        {"id": "3", "text": ""},
        {"text": TEXT},
        {"id": "5", "text": "x" * 20_001},
        '{"id": "6", "text": "lone \\ud800 surrogate in a text that is long enough"}',
        {"id": "7", "text": TEXT, "date": "someday"},
        {"id": "8", "text": TEXT + " Again."},
    )

    done = run("import", "stories", file, "--rights", "x")

    assert done.exit_code == 1
    kept = app.extensions["storyhub"].settings.data_dir / "shop.rejected.jsonl"
    rejected = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert {entry["line"] for entry in rejected} >= {2, 3, 4, 5, 6}
    assert all(entry["reason"] for entry in rejected)
    ids = [row[1] for row in stories(app)]
    assert ids[0] == "1"
    assert ids[-1] == "8"


def test_without_rights_the_public_never_sees_a_story_and_staff_does(app: Flask, run: Run, tmp_path: Path, client: PageClient):
    run("import", "stories", lines(tmp_path / "study.jsonl", {"id": "1", "text": TEXT}), "--publish")
    app.extensions["storyhub"].engine.rebuild(app_documents(app))

    assert stories(app) == [("study", "1", "published", "staff", "en")]
    client.get("/en/stories/S-000001", status=404)
    client.get("/en/stories")
    assert "kettle" not in client.text
    client.get("/en/search?q=kettle")
    assert not client.soup.select("a[href*='S-000001']")


def app_documents(app: Flask) -> list[Any]:
    with app.app_context():
        return list(app.extensions["storyhub"].registry.documents())


def test_a_dry_run_checks_everything_and_changes_nothing(app: Flask, run: Run, tmp_path: Path):
    done = run("import", "stories", lines(tmp_path / "shop.jsonl", {"id": "1", "text": TEXT}, "{bad"), "--dry-run")

    assert done.exit_code == 1
    assert "1 would be added" in done.output
    assert stories(app) == []


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".csv.gz"])
def test_what_is_exported_is_imported_again(app: Flask, run: Run, tmp_path: Path, ending: str):
    record = {
        "id": "1", "text": TEXT, "title": "A kettle", "lang": "en", "company": "Kettle & Co", "date": "2026-03-05",
        "domain": "retail", "rating": 4, "colour": "red",
    }  # fmt: skip
    run("import", "stories", lines(tmp_path / "shop.jsonl", record), "--rights", "agreed", "--publish")
    target = tmp_path / f"copy{ending}"

    assert run("export", "stories", str(target)).exit_code == 0
    again = run("import", "stories", str(target), "--source", "shop", "--rights", "agreed", "--publish")

    assert "0 added, 1 already there" in again.output
    raw = target.read_bytes()
    text = (gzip.decompress(raw) if ending.endswith(".gz") else raw).decode()
    for value in ("A kettle", "Kettle & Co", "agreed", "red"):
        assert value in text


def test_an_empty_reason_is_no_right(run: Run, tmp_path: Path):
    assert run("import", "stories", lines(tmp_path / "a.jsonl", {"id": "1", "text": TEXT}), "--rights", " ").exit_code == 2


def test_a_missing_file_is_said_in_one_line(run: Run, tmp_path: Path):
    done = run("import", "stories", str(tmp_path / "none.jsonl"))

    assert done.exit_code == 1
    assert "none.jsonl: No such file" in done.output


def test_status_counts_under_stable_keys_and_fails_without_an_index(app: Flask, run: Run, tmp_path: Path):
    run("import", "stories", lines(tmp_path / "shop.jsonl", {"id": "1", "text": TEXT}), "--rights", "x", "--publish")

    before = run("status", "--json")
    app.extensions["storyhub"].engine.rebuild([])
    after = run("status", "--json")

    assert before.exit_code == 1
    assert json.loads(before.output)["problems"]
    found = json.loads(after.output)
    assert after.exit_code == 0
    assert found["stories"] == {"published": {"en": 1}}
    assert set(found) == {"stories", "laws", "proposals", "codings", "people", "index", "outbox", "schema", "problems"}
    assert set(found["index"]) == {"documents", "generation"}
    # Its document, its comparing with others, and what harvesters are told.
    assert found["outbox"]["depth"] == 3
    assert found["schema"] == schema.head(SITE / "migrations")


def test_laws_come_in_whole_or_not_at_all(run: Run, tmp_path: Path):
    library = json.dumps(starter_library(), ensure_ascii=False)
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(library, encoding="utf-8")
    broken = json.loads(library)
    broken["laws"][7]["statement_ru"] = ""
    bad.write_text(json.dumps(broken), encoding="utf-8")

    refused = run("import", "laws", str(bad))
    taken = run("import", "laws", str(good))
    again = run("import", "laws", str(good))

    assert refused.exit_code == 1
    assert "law 8" in refused.output
    assert "45 laws added" in taken.output
    assert "0 laws added, 0 changed, 45" in again.output


def test_a_rebuild_leaves_nothing_to_be_indexed_twice(app: Flask, run: Run, tmp_path: Path):
    run("import", "stories", lines(tmp_path / "shop.jsonl", {"id": "1", "text": TEXT}), "--rights", "x", "--publish")
    assert json.loads(run("status", "--json").output)["outbox"]["depth"] == 3

    rebuilt = run("search", "rebuild")

    assert "1 documents" in rebuilt.output
    found = json.loads(run("status", "--json").output)
    # What is left has nothing to do with the index: the story is still to be compared with others, and harvesters are to hear of it.
    assert (found["outbox"]["depth"], found["index"]["documents"]) == (2, 1)
