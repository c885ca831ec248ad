"""The real outbox and the real engine together: record → commit → drain → found."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from storyhub.kit import outbox
from storyhub.kit.db import db, listen_to, transaction
from storyhub.search.domain.document import Document
from storyhub.search.index import WhooshEngine
from storyhub.search.sync import Registry, drain
from tests.search.documents import make_document
from tests.search.engine_contract import found, search


@pytest.fixture
def bare_app(tmp_path: Path) -> Flask:
    """Just the database and the outbox table: no feature is needed here."""
    made = Flask("outbox")
    made.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path / 'outbox.db'}"
    db.init_app(made)
    return made


def test_a_committed_change_is_found_after_the_drain_and_an_undone_one_is_not(
    bare_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "along", {})
    stories: dict[str, Document] = {}
    registry = Registry()
    registry.register("story", stories.get, lambda: list(stories))
    engine = WhooshEngine(tmp_path / "index", grace_s=0)
    engine.rebuild([])

    with bare_app.app_context():
        listen_to(db.engine)
        db.metadata.tables["outbox"].create(db.engine)
        try:
            with transaction():
                stories["1"] = make_document("1", text="деньги")
                outbox.record("index.story", "1")
                outbox.record("index.story", "1")
                outbox.record("mail.welcome", "1")
            with suppress(LookupError), transaction():
                outbox.record("index.story", "2")
                raise LookupError("undone")

            assert drain(registry, engine, outbox, now=datetime.now(UTC)) == 1
            assert found(search(engine, "деньги")) == {"story:1"}
            assert outbox.depth() == 1

            with transaction():
                del stories["1"]
                outbox.record("index.story", "1")
            assert drain(registry, engine, outbox, now=datetime.now(UTC)) == 1
            assert found(search(engine, "деньги")) == set()
        finally:
            db.session.remove()
            db.engine.dispose()
