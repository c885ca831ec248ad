"""The outbox: nothing committed is forgotten, a change made meanwhile stays queued."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit import outbox
from storyhub.kit.db import db, transaction

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_else_hears(monkeypatch: pytest.MonkeyPatch):
    """The outbox as such, without what an instance asks for along with its kinds."""
    monkeypatch.setattr(outbox, "along", {})


def record(kind: str, *keys: str) -> None:
    with transaction():
        outbox.record_many(kind, keys)


def test_asking_twice_is_asking_once(context: Flask):
    record("index.story", "1")
    record("index.story", "1")

    claims = outbox.claim("index.", limit=10, now=NOW)

    assert [(claimed.kind, claimed.key, claimed.version) for claimed in claims] == [("index.story", "1", 2)]


def test_who_hears_along_is_asked_in_the_same_breath_and_forgets_for_itself(context: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(outbox, "along", {"index.story": ("ledger.story",)})
    record("index.story", "1")
    record("index.law", "1")

    outbox.forget(outbox.claim("index.", limit=10, now=NOW))

    assert [(claimed.kind, claimed.key) for claimed in outbox.waiting("")] == [("ledger.story", "1")]


def test_a_rolled_back_change_leaves_no_note(context: Flask):
    with pytest.raises(ZeroDivisionError), transaction():
        outbox.record("index.story", "1")
        _ = 1 // 0

    assert outbox.depth() == 0


def test_a_claimed_row_is_nobody_elses_until_the_lease_ends(context: Flask):
    record("index.story", "1", "2")

    first = outbox.claim("index.", limit=1, now=NOW, lease_s=60)
    second = outbox.claim("index.", limit=10, now=NOW, lease_s=60)
    later = outbox.claim("index.", limit=10, now=NOW + timedelta(seconds=61))

    assert [claimed.key for claimed in first] == ["1"]
    assert [claimed.key for claimed in second] == ["2"]
    assert [claimed.key for claimed in later] == ["1", "2"]


def test_a_change_made_while_the_row_is_worked_on_stays_queued(context: Flask):
    record("index.story", "1", "2")
    claims = outbox.claim("index.", limit=10, now=NOW)
    record("index.story", "1")

    outbox.forget(claims)

    assert outbox.depth() == 1
    assert [(claimed.key, claimed.version) for claimed in outbox.claim("index.", limit=10, now=NOW)] == [("1", 2)]


def test_other_kinds_are_left_alone(context: Flask):
    record("mail.receipt", "1")

    assert outbox.claim("index.", limit=10, now=NOW) == []
    assert len(outbox.claim("mail.", limit=10, now=NOW)) == 1


def test_a_failing_row_waits_longer_each_time_and_is_given_up_visibly(context: Flask):
    record("mail.receipt", "1")
    now, waits = NOW, []
    for _ in range(outbox.MAX_ATTEMPTS):
        claims = outbox.claim("mail.", limit=10, now=now)
        outbox.retry(claims, error="no route", now=now)
        row = db.session.execute(select(outbox.OutboxRow)).scalar_one()
        waits.append((row.leased_until - now).total_seconds())
        now = row.leased_until + timedelta(seconds=1)

    assert waits[:4] == [2, 4, 8, 16]
    assert waits == sorted(waits)
    assert outbox.claim("mail.", limit=10, now=now + timedelta(days=9)) == []
    assert (outbox.depth(), outbox.dead_letters()) == (0, 1)


def test_a_new_change_revives_a_row_that_was_given_up(context: Flask):
    record("mail.receipt", "1")
    claims = outbox.claim("mail.", limit=10, now=NOW)
    outbox.retry([outbox.Claim(c.id, c.kind, c.key, c.version, outbox.MAX_ATTEMPTS) for c in claims], error="x", now=NOW)
    assert outbox.dead_letters() == 1

    record("mail.receipt", "1")

    assert (outbox.depth(), outbox.dead_letters()) == (1, 0)


def test_age_counts_from_the_oldest_waiting_row(context: Flask):
    assert outbox.oldest_age_s(NOW) is None
    record("index.story", "1")
    row = db.session.execute(select(outbox.OutboxRow)).scalar_one()

    assert outbox.oldest_age_s(row.created_at + timedelta(seconds=5)) == 5


def test_released_rows_are_free_at_once(context: Flask):
    record("index.story", "1")
    claims = outbox.claim("index.", limit=10, now=NOW, lease_s=3600)

    outbox.release(claims)

    assert outbox.claim("index.", limit=10, now=NOW) == claims


def test_what_a_rebuild_covers_is_dropped_but_not_what_changed_since(context: Flask):
    record("index.story", "1", "2")
    record("mail.receipt", "1")
    seen = outbox.waiting("index.")
    record("index.story", "2")

    outbox.drop(seen)

    assert [(claimed.key, claimed.version) for claimed in outbox.waiting("")] == [("2", 2), ("1", 1)]
    outbox.drop([])
