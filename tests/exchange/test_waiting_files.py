"""Files that wait at the desk: their owner's only, and gone in time, or at once when a story is withdrawn."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from storyhub.exchange.service.waiting import FOLDER, bytes_of, drop_old_files, find_file, keep_file
from storyhub.kit.errors import NotFound, SearchUnavailable
from storyhub.kit.outbox import Claim
from storyhub.wiring.handlers import chores, handlers
from tests.coding.coding_factories import make_story

NOW = datetime.now(UTC)


def test_a_file_is_found_by_its_owner_and_by_nobody_else(tmp_path: Path) -> None:
    waiting = keep_file(tmp_path / FOLDER, b"data", name="a.qdpx", person_id=1, now=NOW)
    assert bytes_of(tmp_path / FOLDER, find_file(tmp_path / FOLDER, waiting.token, person_id=1)) == b"data"
    for token, person in ((waiting.token, 2), (waiting.token, None), ("../secret.key", 1), ("x" * 32, 1)):
        with pytest.raises(NotFound):
            find_file(tmp_path / FOLDER, token, person_id=person)


def test_old_files_go_and_younger_ones_stay(tmp_path: Path) -> None:
    old, young = (keep_file(tmp_path, b"x", name="a", person_id=1, now=NOW) for _ in range(2))
    for path in tmp_path.glob(f"{old.token}.*"):
        os.utime(path, (0, 0))
    drop_old_files(tmp_path, before=NOW - timedelta(hours=24))
    assert {path.stem for path in tmp_path.iterdir()} == {young.token}
    drop_old_files(tmp_path / "not there", before=NOW)


def test_the_daily_chores_and_every_purge_clear_the_folder(context: Flask) -> None:
    hub = context.extensions["storyhub"]
    folder = hub.settings.data_dir / FOLDER
    waiting = keep_file(folder, b"x", name="a", person_id=1, now=NOW)
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    chores(hub)[-1]()
    assert not list(folder.iterdir()), waiting
    keep_file(folder, b"x", name="a", person_id=1, now=NOW)
    story = make_story()
    # There is no index in this test: the files have gone before it is asked.
    with pytest.raises(SearchUnavailable):
        handlers(hub)["purge.story"](Claim(id=1, kind="purge.story", key=str(story), version=1, attempts=1))
    assert not list(folder.iterdir())
