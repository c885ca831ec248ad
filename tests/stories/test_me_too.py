"""Readers who experienced the same: counted once, without knowing them again, only for stories they may read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from storyhub.kit.actor import VISITOR, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import NotFound
from storyhub.kit.text import Renderer
from storyhub.stories.domain.words import State
from storyhub.stories.models import DaySalt, MeToo, SeenToday
from storyhub.stories.queries.me_too import me_too_count
from storyhub.stories.service import forget_what_is_due, say_me_too, say_me_too_unknown, withdraw_story
from storyhub.wiring import create_app
from tests.accounts.accounts_factories import actor_for, make_person, person_in, sign_in
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW, OPERATOR, make_story

PAGE = "/en/stories/S-000001/me-too"


@pytest.fixture
def story(app: Flask) -> None:
    with app.app_context(), transaction():
        make_story()


def number(app: Flask) -> int:
    with app.app_context():
        return me_too_count(1)


def test_a_visitor_is_counted_once_a_day_and_nothing_about_them_is_kept(client: PageClient, app: Flask, story: None):
    client.get("/en/stories/S-000001")
    client.get(client.soup.select_one(".me-too a")["href"])
    client.submit()
    assert "You are counted." in client.text
    client.get(PAGE)
    client.submit()
    assert "counted already" in client.text

    assert number(app) == 1
    with app.app_context():
        row = db.session.execute(select(MeToo)).scalar_one()
        assert row.person_id is None
    client.get("/en/stories/S-000001")
    assert "1 reader has experienced this, too." in client.text


def test_reading_the_story_sets_no_cookie(client: PageClient, story: None):
    answer = client.get("/en/stories/S-000001")
    assert "Set-Cookie" not in answer.headers


def test_another_network_is_another_reader(app: Flask, story: None):
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1"):
        other = PageClient(app)
        other.client.environ_base["REMOTE_ADDR"] = address
        other.get(PAGE)
        other.submit()
    assert number(app) == 2


def test_a_member_counts_once_for_good_wherever_they_are(client: PageClient, app: Flask, story: None):
    sign_in(client, person_in(app, Role.member))
    for day in range(2):
        client.get(PAGE)
        client.submit()
        assert ("You are counted." in client.text) is (day == 0)
    assert number(app) == 1


@pytest.mark.parametrize("state", [State.received, State.restricted, State.withdrawn])
def test_what_cannot_be_read_cannot_be_joined(client: PageClient, app: Flask, state: State):
    with app.app_context(), transaction():
        hidden = make_story(state=state)
        with pytest.raises(NotFound):
            say_me_too(hidden, actor=VISITOR, now=NOW)
    client.get(PAGE, status=404)


def test_a_story_for_staff_is_joined_by_staff_only(app: Flask):
    with app.app_context(), transaction():
        story = make_story(audience="staff")
        with pytest.raises(NotFound):
            say_me_too(story, actor=VISITOR, now=NOW)
        assert say_me_too(story, actor=actor_for(make_person(Role.researcher)), now=NOW)


@pytest.mark.parametrize("public_id", ["S-1", "S-999999", "x", "S-" + "9" * 30])
def test_no_story_no_page(client: PageClient, story: None, public_id: str):
    client.get(f"/en/stories/{public_id}/me-too", status=404)


def test_a_withdrawal_forgets_the_readers(app: Flask):
    with app.app_context(), transaction():
        story = make_story()
        say_me_too(story, actor=VISITOR, now=NOW)
        assert me_too_count(story.id) == 1
        withdraw_story(story, actor=OPERATOR, now=NOW)
        assert me_too_count(story.id) == 0


def test_a_day_later_a_visitor_is_a_stranger_and_nothing_is_left_of_the_day_before(app: Flask):
    with app.app_context(), transaction():
        story = make_story()
        counted = [say_me_too_unknown(story, visitor=who, now=NOW) for who in ("a", "a", "b")]
        assert counted == [True, False, True]
        salt = db.session.execute(select(DaySalt.salt)).scalar_one()
        kept = set(db.session.execute(select(SeenToday.key)).scalars())
        assert say_me_too_unknown(story, visitor="a", now=NOW + timedelta(days=1))
        assert db.session.execute(select(DaySalt.salt)).scalar_one() != salt
        assert kept.isdisjoint(db.session.execute(select(SeenToday.key)).scalars())
        forget_what_is_due(now=NOW + timedelta(days=2))
        assert not db.session.execute(select(SeenToday)).all()
        assert not db.session.execute(select(DaySalt)).all()


def test_two_processes_count_a_visitor_once(app: Flask, settings: Settings, renderer: Renderer, story: None):
    other = create_app(settings)
    other.extensions["storyhub"].renderer = renderer
    for one in (app, other):
        client = PageClient(one)
        client.get(PAGE)
        client.submit()
    assert number(app) == 1
