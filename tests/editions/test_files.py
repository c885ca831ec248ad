"""The worker makes the files one by one: after a restart it goes on, a full disk makes it wait, and nothing half written is served."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from flask import Flask

from storyhub.editions import files, service
from storyhub.editions.domain.written import snapshot_from
from storyhub.editions.files import FileMaker
from storyhub.editions.queries import snapshot_of
from storyhub.editions.queries.served import files_of, path_of, served_file
from storyhub.editions.service import ask_for_missing
from storyhub.kit import outbox
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Unavailable
from tests.coding import coding_factories as coding
from tests.editions.editions_factories import MAKERS, curator, frozen_edition, quoted_story, work

pytestmark = pytest.mark.usefixtures("makers")


@pytest.fixture
def folder(context: Flask) -> Path:
    return context.extensions["storyhub"].settings.data_dir


def frozen() -> int:
    law = coding.make_law(1)
    quoted_story(law)
    return frozen_edition([law], curator())


def turn(app: Flask) -> None:
    """One turn of the real worker."""
    db.session.rollback()
    app.extensions["storyhub"].indexer.run_once()
    db.session.rollback()


def states(number: int) -> list[str]:
    return [file.state for file in files_of(number)]


def test_freezing_asks_for_every_file_and_the_worker_makes_them(context: Flask, folder: Path):
    number = frozen()
    assert states(number) == ["making", "making"]
    assert served_file(number, "edition.json") is None

    work(context)

    data = path_of(folder, number, "edition.json").read_bytes()
    card = served_file(number, "edition.json")
    assert states(number) == ["made", "made"]
    assert snapshot_from(data.decode()) == snapshot_of(number)
    assert (card.size, card.media_type) == (len(data), "application/json")
    assert json.loads(data)["format"] == "storyhub-edition/1"


def test_a_restart_between_two_files_goes_on_with_the_other(context: Flask):
    number = frozen()
    assert work(context, limit=1) == 1
    assert states(number) == ["made", "making"]

    turn(context)

    assert states(number) == ["made", "made"]
    assert not outbox.is_waiting(service.FILE)


def test_a_restart_before_the_file_is_in_its_place_leaves_nothing_to_serve(context: Flask, folder: Path):
    number = frozen()
    making = service.read_for(f"{number}/edition.json")
    service.written_beside(folder, number, "edition.json", b"{}")

    assert served_file(number, "edition.json") is None
    assert not path_of(folder, number, "edition.json").exists()
    assert making is not None
    work(context)
    assert sorted(path.name for path in (folder / "editions" / "1").iterdir()) == ["edition.json", "quotes.txt"]


def test_a_full_disk_makes_all_files_wait_and_says_so(context: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch):
    number = frozen()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(Unavailable):
            work(context)
    assert states(number) == ["making", "making"]
    assert files_of(number)[0].trouble == "disk_full"
    assert list((folder / "editions" / "1").iterdir()) == []

    outbox.release(outbox.waiting(service.FILE))
    work(context)
    assert [(file.state, file.trouble) for file in files_of(number)] == [("made", ""), ("made", "")]


def test_a_file_that_cannot_be_made_stops_no_other(context: Flask, monkeypatch: pytest.MonkeyPatch):
    def breaks(_snapshot: object) -> bytes:
        raise ValueError("broken")

    monkeypatch.setattr(files, "MAKERS", (FileMaker("broken.pdf", "application/pdf", breaks), *MAKERS))
    law = coding.make_law(1)
    number = frozen_edition([law], curator(), makers=files.MAKERS)

    turn(context)

    assert [(file.name, file.state, file.trouble) for file in files_of(number)] == [
        ("broken.pdf", "making", "not_made"),
        ("edition.json", "made", ""),
        ("quotes.txt", "made", ""),
    ]
    assert outbox.is_waiting(service.FILE, f"{number}/broken.pdf")


def test_files_that_are_lost_or_new_are_asked_for(context: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch):
    number = frozen()
    work(context)
    path_of(folder, number, "quotes.txt").unlink()
    monkeypatch.setattr(files, "MAKERS", (*MAKERS, FileMaker("more.txt", "text/plain", lambda _snapshot: b"more")))

    with transaction():
        ask_for_missing(folder)
    assert sorted(states(number)) == ["made", "making", "making"]
    work(context)

    assert states(number) == ["made", "made", "made"]
