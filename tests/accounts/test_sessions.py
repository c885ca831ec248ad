"""How long a session lives, and what ends it."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from storyhub.accounts.models import Person, PersonSession
from storyhub.accounts.queries import open_sessions, signed_in
from storyhub.accounts.service import Proof, see_again, set_roles, sign_in, sign_out
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Invalid
from tests.accounts.accounts_factories import LIFETIME, actor_for, make_person
from tests.accounts.accounts_factories import sign_in as sign_browser_in
from tests.page_client import PageClient

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def begin(person: Person, *, now: datetime = NOON, **kwargs: str) -> str:
    with transaction():
        value, _ = sign_in(Proof(person.id, person.session_epoch), lifetime=LIFETIME, now=now, **kwargs)
    return value


def holds(value: str, after: timedelta) -> bool:
    return signed_in(value, lifetime=LIFETIME, now=NOON + after) is not None


def test_a_session_ends_after_half_an_hour_of_silence(context: Flask) -> None:
    value = begin(make_person())
    assert holds(value, timedelta(minutes=29))
    assert not holds(value, timedelta(minutes=30))


def test_use_keeps_it_alive_until_the_twelfth_hour_and_not_longer(context: Flask) -> None:
    person = make_person()
    value = begin(person)
    for minutes in range(20, 12 * 60, 20):
        found = signed_in(value, lifetime=LIFETIME, now=NOON + timedelta(minutes=minutes))
        assert found is not None
        assert see_again(found.id_hash, now=NOON + timedelta(minutes=minutes))
        db.session.rollback()  # A new request reads anew.
    assert open_sessions(person.id, lifetime=LIFETIME, now=NOON + timedelta(hours=11, minutes=59)) == 1
    assert not holds(value, timedelta(hours=12))
    assert open_sessions(person.id, lifetime=LIFETIME, now=NOON + timedelta(hours=12)) == 0


def test_a_clock_set_back_ends_nothing(context: Flask) -> None:
    assert holds(begin(make_person()), timedelta(hours=-1))


def test_who_it_is_comes_with_all_roles(context: Flask) -> None:
    person = make_person(Role.moderator, Role.curator, name="Anna")
    found = signed_in(begin(person), lifetime=LIFETIME, now=NOON)
    assert found is not None
    assert found.actor == actor_for(person)


def test_a_change_of_roles_makes_every_session_void(context: Flask) -> None:
    person = make_person(Role.moderator)
    value = begin(person)
    assert holds(value, timedelta())
    with transaction():
        set_roles(db.session.get(Person, person.id), [Role.researcher], actor=OPERATOR, now=NOON)
    assert not holds(value, timedelta())


def test_the_epoch_alone_is_enough_to_void_it(context: Flask) -> None:
    person = make_person()
    value = begin(person)
    with transaction():
        db.session.get(Person, person.id).session_epoch += 1
    assert not holds(value, timedelta())
    with pytest.raises(Invalid), transaction():
        sign_in(Proof(person.id, 0), lifetime=LIFETIME, now=NOON)


def test_signing_in_again_replaces_the_old_id_and_sweeps_finished_sessions(context: Flask) -> None:
    person, other = make_person(), make_person()
    stale = begin(other, now=NOON - timedelta(hours=13))
    first = begin(person, now=NOON - timedelta(minutes=5))
    second = begin(person, replaces=first)
    assert first != second
    assert not holds(first, timedelta())
    assert not holds(stale, timedelta(hours=-13))
    assert db.session.execute(db.select(db.func.count()).select_from(PersonSession)).scalar_one() == 1


def test_two_browsers_are_two_sessions_and_end_one_by_one(context: Flask) -> None:
    person = make_person()
    one, two = begin(person), begin(person)
    assert open_sessions(person.id, lifetime=LIFETIME, now=NOON) == 2
    for _ in range(2):
        with transaction():
            sign_out(one, actor=actor_for(person), now=NOON)
    assert not holds(one, timedelta())
    assert holds(two, timedelta())


def test_last_seen_is_written_at_most_once_a_minute(app: Flask, client: PageClient) -> None:
    with app.app_context():
        person = make_person()
    sign_browser_in(client, person)

    def last_seen() -> datetime:
        with app.app_context():
            return db.session.execute(db.select(PersonSession.last_seen_at)).scalar_one()

    before = last_seen()
    client.get("/en/me")
    assert last_seen() == before
    old = datetime.now(UTC) - timedelta(minutes=2)
    with app.app_context(), transaction():
        db.session.execute(db.update(PersonSession).values(last_seen_at=old))
    client.get("/en/me")
    assert last_seen() > old


def test_a_busy_database_neither_fails_nor_holds_up_a_page(app: Flask, client: PageClient) -> None:
    with app.app_context():
        person = make_person()
    sign_browser_in(client, person)
    old = datetime.now(UTC) - timedelta(minutes=2)
    with app.app_context(), transaction():
        db.session.execute(db.update(PersonSession).values(last_seen_at=old))
    path = app.extensions["storyhub"].settings.data_dir / "storyhub.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        started = time.perf_counter()
        client.get("/en/me")
        assert time.perf_counter() - started < 3  # The writers' own patience is five seconds.
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert client.h1 == person.name
    client.get("/en/me")
    with app.app_context():
        assert db.session.execute(db.select(PersonSession.last_seen_at)).scalar_one() > old
        # The connection went back to the pool as patient as the others.
        for _ in range(3):
            with db.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000
