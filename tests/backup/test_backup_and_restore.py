"""An instance goes into one file and comes back the same; nothing withdrawn comes back."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from storyhub.backup.service.making import Instance, make_backup
from storyhub.kit import schema
from storyhub.kit.actor import TELLER
from storyhub.kit.db import db, transaction
from storyhub.kit.outbox import OutboxRow
from storyhub.stories.domain.words import State
from storyhub.stories.models import DaySalt, Story, Withdrawal
from storyhub.stories.service import withdraw_story
from storyhub.wiring import SITE, open_database
from tests.backup.backup_instances import files_of, opened, run
from tests.stories.stories_factories import make_story

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EXPORTS = ("stories", "laws", "codings", "ledger")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, seeded_folder: Path) -> Path:
    """The demo with a frozen file of an edition, a letter and a glossary."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    shutil.copytree(seeded_folder, folder)
    for name, text in (("editions/1/laws.csv", "number\n1\n"), ("mail/a.eml", "a letter"), ("glossary.toml", "")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def kept(demo: Path) -> Path:
    """A backup of the demo."""
    file = demo.parent / "kept.zip"
    made = run(demo, "backup", file)
    assert made.exit_code == 0, made.output
    return file


def exports(folder: Path, into: Path) -> dict[str, bytes]:
    into.mkdir()
    for name in EXPORTS:
        kind = "json" if name == "laws" else "jsonl"
        assert run(folder, "export", name, into / f"{name}.{kind}").exit_code == 0
    return {path.name: path.read_bytes() for path in into.iterdir()}


def test_a_restored_demo_is_sound_and_exports_the_same_bytes(demo: Path, kept: Path, tmp_path: Path):
    there = tmp_path / "new" / "site"

    assert run(there, "restore", kept, "--check").exit_code == 0
    assert not there.exists()
    done = run(there, "restore", kept)

    assert done.exit_code == 0, done.output
    assert run(there, "search", "check").exit_code == 0
    assert run(there, "audit", "verify").exit_code == 0
    before = exports(demo, tmp_path / "before")
    assert exports(there, tmp_path / "after") == before
    assert len(before["stories.jsonl"].splitlines()) > 50
    assert sorted(path.name for path in there.iterdir()) == ["editions", "glossary.toml", "index", "secret.key", "storyhub.db"]
    assert (there / "secret.key").read_bytes() == (demo / "secret.key").read_bytes()
    assert (there / "editions/1/laws.csv").read_text() == "number\n1\n"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept, there / "storyhub.db", there / "secret.key")] == [0o600] * 3


def test_the_file_holds_what_it_says_and_neither_index_nor_letters(kept: Path):
    files = files_of(kept)
    manifest = json.loads(files["manifest.json"])

    assert sorted(files) == ["editions/1/laws.csv", "glossary.toml", "manifest.json", "secret.key", "storyhub.db"]
    assert {member["name"] for member in manifest["members"]} == files.keys() - {"manifest.json"}
    assert manifest["counts"]["story"] > 50
    assert manifest["audit_rows"] == manifest["counts"]["audit"] > 0
    assert files["secret.key"].decode() not in files["manifest.json"].decode()


def test_what_is_withdrawn_after_the_backup_does_not_come_back(demo: Path, kept: Path, tmp_path: Path):
    live, there = tmp_path / "live", tmp_path / "there"
    shutil.copytree(demo, live)
    with opened(live):
        with transaction():
            withdrawn = db.session.execute(select(Story).where(Story.state == State.published).limit(1)).scalar_one()
            number, words = withdrawn.id, withdrawn.published_revision.plain[:60]  # type: ignore[union-attr]
            withdraw_story(withdrawn, actor=TELLER, now=NOW)
            # Told and withdrawn since: the backup knows nothing of it, and nobody may get its number again.
            later = make_story(now=NOW)
            withdraw_story(later, actor=TELLER, now=NOW)
            newest = later.id
        # The damaged instance's own file serves as a ledger, with what its log still holds.
        by_file = run(there, "restore", kept, "--ledger", live / "storyhub.db")
    assert by_file.exit_code == 0, by_file.output
    assert "2 stories withdrawn again" in by_file.output

    assert run(live, "export", "ledger", tmp_path / "ledger.jsonl").exit_code == 0
    shutil.rmtree(there)
    done = run(there, "restore", kept, "--ledger", tmp_path / "ledger.jsonl")

    assert done.exit_code == 0, done.output
    assert run(there, "search", "check").exit_code == 0
    assert run(there, "audit", "verify").exit_code == 0
    with opened(there) as app:
        assert app.test_client().get(f"/en/stories/S-{number:06}").status_code == 410
        assert app.test_client().get(f"/en/stories/S-{newest:06}").status_code == 410
        assert db.session.execute(select(Withdrawal.at).where(Withdrawal.story_id == number)).scalar_one() == NOW
        with transaction():
            assert make_story(now=NOW).id > newest
    files = (path for path in there.rglob("*") if path.is_file())
    assert not any(words.encode() in path.read_bytes() for path in files if path.suffix != ".db")


def test_a_restore_goes_only_into_an_empty_place(kept: Path, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")

    refused = run(tmp_path, "restore", kept)

    assert refused.exit_code == 1
    assert "is not empty (notes.txt)" in refused.output
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_an_interrupted_restore_left_is_no_hindrance(kept: Path, tmp_path: Path):
    (tmp_path / ".restoring-abc").mkdir()
    (tmp_path / ".restoring-abc" / "storyhub.db").write_text("half")

    assert run(tmp_path, "restore", kept).exit_code == 0
    assert not (tmp_path / ".restoring-abc").exists()


def test_without_the_secret_a_restore_asks_for_it_and_takes_no_other(demo: Path, tmp_path: Path):
    file, there = tmp_path / "kept.zip", tmp_path / "there"
    assert run(demo, "backup", file, "--without-secret").exit_code == 0
    assert "secret.key" not in files_of(file)
    (tmp_path / "other.key").write_text("another secret that is long enough for it")

    missing = run(there, "restore", file)
    wrong = run(there, "restore", file, "--secret", tmp_path / "other.key")
    assert not there.exists()
    right = run(there, "restore", file, "--secret", demo / "secret.key")

    assert (missing.exit_code, wrong.exit_code, right.exit_code) == (1, 1, 0), right.output
    assert "without the secret" in missing.output
    assert "not the one" in wrong.output
    assert (there / "secret.key").read_text() == (demo / "secret.key").read_text()


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(kept: Path, tmp_path: Path):
    old, there, file = tmp_path / "old", tmp_path / "there", tmp_path / "old.zip"
    assert run(old, "restore", kept).exit_code == 0
    assert run(old, "migrate", "--down", "--to", "0016").exit_code == 0
    assert run(old, "backup", file).exit_code == 0
    assert json.loads(files_of(file)["manifest.json"])["schema"] == "0016"

    done = run(there, "restore", file)

    assert done.exit_code == 0, done.output
    engine = open_database_of(there)
    assert schema.state(engine, SITE / "migrations") == "ok"
    engine.dispose()
    assert not list(there.glob("*.before-*"))


def open_database_of(folder: Path):
    from config import Settings

    return open_database(Settings.from_env({}, data_dir=folder))


def test_writers_go_on_while_the_copy_is_made_of_one_moment(demo: Path, tmp_path: Path):
    live = tmp_path / "live"
    shutil.copytree(demo, live)
    told = []
    with closing(sqlite3.connect(live / "storyhub.db", timeout=0.1)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")

        def write(done: int, total: int) -> None:
            # Without patience: a writer that had to wait would fail here.
            row = "INSERT INTO outbox (kind, key, version, attempts, created_at, last_error) VALUES ('x', ?, 1, 0, '2026-11-22', '')"
            writer.execute(row, (done,))
            writer.commit()
            told.append((done, total))

        instance = Instance(live, live / "storyhub.db", "s" * 40, "0")
        made = make_backup(tmp_path / "kept.zip", instance, with_secret=True, now=NOW, progress=write)
        written = writer.execute("SELECT count(*) FROM outbox WHERE kind = 'x'").fetchone()[0]

    assert told[-1][0] == told[-1][1]
    assert written == len(told)
    assert made.counts["outbox"] == json.loads(files_of(tmp_path / "kept.zip")["manifest.json"])["counts"]["outbox"]
    (tmp_path / "copy.db").write_bytes(files_of(tmp_path / "kept.zip")["storyhub.db"])
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM outbox WHERE kind = 'x'").fetchone() == (0,)


def test_what_must_be_forgotten_tomorrow_is_not_kept_and_leases_are_freed(demo: Path, tmp_path: Path):
    live, there = tmp_path / "live", tmp_path / "there"
    shutil.copytree(demo, live)
    with opened(live), transaction():
        db.session.add(DaySalt(day=NOW.date(), salt="thesaltofthisday"))
        row = OutboxRow(kind="coding.agree", key="all", version=1, attempts=1, created_at=NOW, leased_until=NOW.replace(year=2099))
        db.session.add(row)

    assert run(live, "backup", tmp_path / "kept.zip").exit_code == 0
    assert run(there, "restore", tmp_path / "kept.zip").exit_code == 0

    assert b"thesaltofthisday" not in files_of(tmp_path / "kept.zip")["storyhub.db"]
    with opened(there):
        row = db.session.execute(select(OutboxRow).where(OutboxRow.kind == "coding.agree")).scalar_one()
        assert row.leased_until is None


def test_a_backup_writes_over_nothing_and_not_into_the_folder_it_protects(demo: Path, kept: Path, tmp_path: Path):
    size = kept.stat().st_size

    again, inside = run(demo, "backup", kept), run(demo, "backup", demo / "kept.zip")
    nothing = run(tmp_path / "nowhere", "backup", tmp_path / "kept.zip")

    assert (again.exit_code, inside.exit_code, nothing.exit_code) == (1, 1, 1)
    assert "is there already" in again.output
    assert "outside" in inside.output
    assert "there is no database" in nothing.output
    assert kept.stat().st_size == size
    assert sorted(path.name for path in kept.parent.iterdir()) == ["kept.zip", "site"]
