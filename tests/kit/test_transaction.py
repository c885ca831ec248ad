"""`transaction()`: four writers at once lose nothing, and readers are not held up."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import after_commit, db, transaction
from storyhub.laws.models import LawGroup

WRITERS, EACH = 4, 50


def test_four_writers_reading_then_writing_lose_no_update(app: Flask):
    with app.app_context(), transaction():
        db.session.add(LawGroup(slug="counter", name_ru="с", name_en="c", position=0))
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            with app.app_context():
                for _ in range(EACH):
                    # The read before the transaction is what loses updates under the driver's default.
                    db.session.execute(select(LawGroup.position).where(LawGroup.slug == "counter")).scalar_one()
                    with transaction():
                        row = db.session.execute(select(LawGroup).where(LawGroup.slug == "counter")).scalar_one()
                        row.position += 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.app_context():
        counted = db.session.execute(select(LawGroup.position).where(LawGroup.slug == "counter")).scalar_one()
    assert failures == []
    assert counted == WRITERS * EACH


def test_a_reader_sees_the_old_rows_while_a_writer_is_at_work(app: Flask):
    seen: list[int] = []

    def read() -> None:
        with app.app_context():
            seen.append(db.session.execute(select(func.count()).select_from(LawGroup)).scalar_one())

    with app.app_context(), transaction():
        db.session.add(LawGroup(slug="new", name_ru="н", name_en="n"))
        db.session.flush()
        started = time.monotonic()
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(timeout=4)
        waited = time.monotonic() - started

    assert seen == [0]
    # Below the busy timeout of five seconds: the reader did not wait for the writer.
    assert waited < 4


def test_a_transaction_inside_a_transaction_is_a_programming_error(context: Flask):
    with transaction(), pytest.raises(RuntimeError, match="already open"), transaction():
        pass


def test_listeners_hear_of_commits_only(context: Flask):
    heard: list[str] = []
    after_commit.append(lambda: heard.append("commit"))
    try:
        with pytest.raises(ZeroDivisionError), transaction():
            _ = 1 / 0
        assert heard == []
        with transaction():
            db.session.add(LawGroup(slug="a", name_ru="а", name_en="a"))
        assert heard == ["commit"]
    finally:
        after_commit.pop()


def test_the_database_is_set_up_to_survive_power_loss(context: Flask):
    pragmas = {name: db.session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert db.session.execute(text("PRAGMA secure_delete")).scalar() == 1


def test_a_naive_time_is_refused(context: Flask):
    with pytest.raises(Exception, match="naive"), transaction():
        audit.record("x", kind="story", key="1", actor=Actor(), now=datetime(2026, 1, 1))  # noqa: DTZ001  # what the test is about


def test_the_audit_chain_shows_a_changed_row(context: Flask):
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with transaction():
        for action in ("received", "published", "withdrawn"):
            audit.record(action, kind="story", key="1", actor=Actor(label="teller"), now=now)
    assert audit.verify() == []

    with transaction():
        db.session.execute(text("DROP TRIGGER audit_no_UPDATE"))
        db.session.execute(text("UPDATE audit SET action = 'declined' WHERE action = 'published'"))

    assert audit.verify() == [2]
