"""Whatever has become of the index directory: search says so, the rest of the site works, the next turn of the indexer mends it."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from storyhub.kit import outbox
from storyhub.kit.db import transaction
from storyhub.search.domain.port import EngineBusy
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, RUSSIAN, index_everything, make_law, make_story

TEXT = "They lost my suitcase twice, and a stranger at the desk found it within the hour."


def build_of(index: Path) -> Path:
    return index / (index / "CURRENT").read_text()


def remove(index: Path) -> None:
    shutil.rmtree(index)


def empty(index: Path) -> None:
    shutil.rmtree(index)
    index.mkdir()


def cut_short(index: Path) -> None:
    """Every file of the build ends after half of it, as after a power loss without a sync."""
    for path in list(build_of(index).iterdir()):
        half = path.read_bytes()[: path.stat().st_size // 2]
        path.unlink()
        path.write_bytes(half)


def cut_pointer(index: Path) -> None:
    (index / "CURRENT").write_text("g0000")


def put_strange_files(index: Path) -> None:
    build = build_of(index)
    shutil.rmtree(build)
    build.mkdir()
    for name in ("_MAIN_1.toc", "MAIN_abc.seg", "MANIFEST", "photo.jpg"):
        (build / name).write_bytes(b"\x89PNG not an index of ours" * 40)


def point_elsewhere(index: Path) -> None:
    (index / "CURRENT").write_text("../../../etc")


def change(app: Flask, title: str) -> None:
    """A story comes, and its note for the indexer."""
    with app.app_context():
        story = make_story(RUSSIAN, title=title)
        with transaction():
            outbox.record("index.story", str(story))


DAMAGES = [remove, empty, cut_short, cut_pointer, put_strange_files, point_elsewhere]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_index_is_said_and_mended_in_one_turn(app: Flask, client: PageClient, damage: Callable[[Path], None]):
    parts = app.extensions["storyhub"]
    with app.app_context():
        make_law(3)
        make_story(ENGLISH, title="Before the damage")
    index_everything(app)
    damage(parts.settings.index_dir)

    response = client.get("/en/search?q=refunded", status=503)
    assert int(response.headers["Retry-After"]) > 0
    assert "Search is being repaired" in client.text
    for page in ("/en/", "/en/stories", "/en/laws/3"):
        client.get(page)
    client.get("/en/tell")
    client.submit({"text": TEXT, "publish": "y"})
    client.submit()
    change(app, "While it was damaged")
    parts.indexer.run_once()

    client.get("/en/search?kind=story&q=refunded вернула")
    assert {title.get_text() for title in client.soup.select(".result__title")} == {"Before the damage", "While it was damaged"}
    assert parts.engine.health() is None


def test_a_locked_index_is_searched_and_what_changes_waits(app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch):
    parts = app.extensions["storyhub"]
    with app.app_context():
        make_story(ENGLISH, title="Before the lock")
    index_everything(app)
    change(app, "While it was locked")

    with (parts.settings.index_dir / "WRITE.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(EngineBusy):
            parts.indexer.run_once()
        client.get("/en/search?kind=story&q=refunded вернула")
        assert [title.get_text() for title in client.soup.select(".result__title")] == ["Before the lock"]
    with app.app_context():
        assert outbox.depth() > outbox.dead_letters() == 0
    monkeypatch.setattr(parts.indexer, "_now", lambda: datetime.now(UTC) + timedelta(minutes=2))  # The lease has run out.
    parts.indexer.run_once()
    client.get("/en/search?kind=story&q=refunded вернула")
    assert len(client.soup.select(".result__title")) == 2
