"""The law of a day with a database: kept by the verbs that change the library, in the time zone of the site, never by reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from storyhub.kit.actor import OPERATOR
from storyhub.kit.days import day_of
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law, LawDay
from storyhub.laws.queries import export_library, law_numbers, law_of_day
from storyhub.laws.service import accept_proposal, create_law, keep_days, load_library
from storyhub.laws.service import days as keeping
from storyhub.wiring import create_app
from tests.laws.laws_factories import NOW, law_draft, make_law, make_proposal, proposal_draft
from tests.page_client import PageClient
from tests.sql_count import count_sql

FIRST = NOW.date()
LATER = NOW + timedelta(days=40)


def days(first: int = 0, last: int = 40) -> list[int | None]:
    found = (law_of_day(FIRST + timedelta(days=offset), "ru") for offset in range(first, last + 1))
    return [law.number if law else None for law in found]


def kept() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(LawDay)).scalar_one()


def make_laws(count: int) -> None:
    for _ in range(count):
        make_law()


def test_the_law_of_a_day_is_the_same_in_both_languages_and_another_tomorrow(context: Flask):
    assert law_of_day(FIRST, "ru") is None
    make_laws(3)

    found = days(0, 8)

    assert [law_of_day(FIRST + timedelta(days=offset), "en").number for offset in range(9)] == found
    assert all(set(found[start : start + 3]) == {1, 2, 3} for start in (0, 3, 6))
    assert days(-2, -1) == [None, None]


@pytest.mark.parametrize("verb", ["create", "accept", "load"])
def test_a_law_that_comes_changes_neither_the_past_nor_today(context: Flask, verb: str):
    make_laws(5)
    proposal = make_proposal()
    before = days()

    with transaction():
        if verb == "create":
            create_law(law_draft(), actor=OPERATOR, now=LATER)
        elif verb == "accept":
            law = db.session.get_one(Law, proposal.id)
            accept_proposal(law, actor=OPERATOR, now=LATER, completion=proposal_draft("en"))
        else:
            entry = {**export_library()["laws"][0], "number": 6, "relations": []}
            load_library({"laws": [entry]}, actor=OPERATOR, now=LATER)

    assert law_numbers() == (1, 2, 3, 4, 5, 6)
    assert days() == before
    assert kept() == 41
    assert 6 in days(41, 46)


def test_a_law_that_goes_stays_the_law_of_its_days(context: Flask):
    make_laws(3)
    before = days()
    with transaction():
        keep_days(LATER)
        db.session.execute(select(Law).where(Law.number == before[-1])).scalar_one().state = "retired"

    assert days() == before
    assert law_of_day(LATER.date(), "en").state == "retired"
    assert before[-1] not in days(41, 60)


def test_days_are_kept_once(context: Flask):
    make_laws(2)
    with transaction():
        first, again, earlier = keep_days(LATER), keep_days(LATER), keep_days(NOW)

    # The first day was kept already when the second law came.
    assert (first, again, earlier) == (40, 0, 0)


def test_two_who_keep_the_same_days_at_once_keep_them_once(context: Flask, monkeypatch: pytest.MonkeyPatch):
    make_laws(2)
    with transaction():
        keep_days(LATER)
    monkeypatch.setattr(keeping, "kept_readings", lambda: ())

    with transaction():
        assert keep_days(LATER) == 0

    assert kept() == 41


def test_loading_what_is_there_already_keeps_nothing(context: Flask):
    make_laws(2)
    before = kept()

    with transaction():
        load_library({"laws": export_library()["laws"]}, actor=OPERATOR, now=LATER)

    assert kept() == before


def test_laws_that_come_together_are_one_cycle_from_their_first_day(context: Flask):
    make_laws(1)
    entry = {**export_library()["laws"][0], "relations": []}
    with transaction():
        load_library({"laws": [{**entry, "number": number} for number in range(2, 12)]}, actor=OPERATOR, now=LATER)

    assert sorted(days(41, 50)) == list(range(2, 12))


def test_reading_writes_nothing(client: PageClient, context: Flask):
    make_laws(3)
    before = kept()

    for address in ("/en/", "/ru/", "/en/laws", "/en/laws/any"):
        client.get(address)

    assert kept() == before


def test_the_law_of_a_day_costs_the_same_with_one_law_and_with_three(context: Flask):
    make_laws(1)
    with transaction():
        keep_days(LATER)
    with count_sql(context) as one:
        assert law_of_day(FIRST, "ru")
    make_laws(2)
    db.session.rollback()

    with count_sql(context) as three:
        assert law_of_day(FIRST, "ru")

    assert one.count == three.count == 3


@pytest.fixture
def far_east(settings: Settings) -> Iterator[Flask]:
    """A site whose days begin ten hours before those of UTC."""
    app = create_app(replace(settings, time_zone="Asia/Vladivostok"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["storyhub"].renderer.close()


def test_a_day_begins_at_midnight_in_the_time_zone_of_the_site(far_east: Flask):
    evening = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
    with transaction():
        create_law(law_draft(), actor=OPERATOR, now=evening)
        create_law(law_draft(), actor=OPERATOR, now=evening)

    assert day_of(evening) == date(2026, 11, 3)
    assert day_of(datetime(2026, 11, 2, 13, 59, tzinfo=UTC)) == date(2026, 11, 2)
    assert db.session.execute(select(LawDay.day, LawDay.cycle)).all() == [(date(2026, 11, 3), date(2026, 11, 3))]
    assert law_of_day(date(2026, 11, 2), "ru") is None
