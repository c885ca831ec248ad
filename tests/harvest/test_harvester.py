"""A harvester that is not ours takes everything over the network while stories are published and withdrawn."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from config import Settings
from storyhub.kit import ledger, outbox
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from storyhub.stories.service import withdraw_story
from storyhub.wiring import create_app
from tests.harvest.other_harvester import Sickle
from tests.stories.stories_factories import NOW, make_story

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The site on a port of this machine, its worker running."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/oai"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        app.extensions["storyhub"].indexer.stop()


@pytest.fixture
def library(tmp_path: Path, migrated_db: Path) -> Iterator[Flask]:
    shutil.copy(migrated_db, tmp_path / "storyhub.db")
    app = create_app(Settings.from_env({}, data_dir=tmp_path, testing=True, indexer="thread", limits=False, harvest_page=4))
    with app.app_context(), transaction():
        for number in range(18):
            make_story(f"The courier came late, for the {number}th time. I wait.")
    yield app
    app.extensions["storyhub"].renderer.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def in_line(app: Flask) -> None:
    """Waits until the worker has written down what was announced."""
    until = time.monotonic() + 20
    with app.app_context():
        while outbox.waiting(ledger.LEDGER):
            assert time.monotonic() < until
            db.session.rollback()
            time.sleep(0.05)


def withdraw(app: Flask, *numbers: int) -> None:
    with app.app_context(), transaction():
        for number in numbers:
            withdraw_story(db.session.get_one(Story, number), actor=OPERATOR, now=NOW)


def path(number: int) -> str:
    return f"stories/{public_id(number)}"


def test_nothing_is_missed_nothing_comes_twice_and_withdrawals_are_seen(library: Flask) -> None:
    with served(library) as address:
        harvester = Sickle(address)
        assert harvester.Identify().deletedRecord == "persistent"
        in_line(library)
        begun = datetime.now(UTC).strftime(FORMAT)

        told: list[tuple[str, bool]] = []
        for number, record in enumerate(harvester.ListRecords(metadataPrefix="oai_dc", ignore_deleted=False), start=1):
            told.append((record.header.identifier.split(":", 2)[2], record.header.deleted))
            if number == 6:  # One that was told, one on this very page, one that is still to come; and a new one.
                withdraw(library, 2, 8, 15)
                with library.app_context(), transaction():
                    make_story("A new story came in between. I liked it.")
                in_line(library)
        news = {
            record.header.identifier.split(":", 2)[2]: record.header.deleted
            for record in harvester.ListRecords(**{"metadataPrefix": "oai_datacite", "from": begun, "ignore_deleted": False})
        }

    paths = [found for found, _ in told]
    assert len(paths) == len(set(paths)), "none twice"
    assert set(paths) >= {path(number) for number in range(1, 19)} - {path(15)}, "none missed that stayed as it was"
    assert {path(2), path(8), path(15)} <= {found for found, is_deleted in news.items() if is_deleted}
    assert news[path(19)] is False
    known = {**dict(told), **news}
    assert known == {path(number): number in (2, 8, 15) for number in range(1, 20)}, "both together are the library as it is"
