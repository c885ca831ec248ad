"""The desk of calls: written in both languages, nothing typed is lost, ended with a second thought."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.calls.models import Call
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from tests.accounts.accounts_factories import make_person, sign_in
from tests.calls.calls_factories import make_call
from tests.page_client import PageClient


def typed(**over: str) -> dict[str, str]:
    texts = {"title_ru": "Пока вы ждали", "title_en": "While you waited", "text_ru": "Что сделало ожидание терпимым?"}
    return {**texts, "text_en": "What made it bearable, then?", "opens_on": "2026-01-01", "closes_on": "2199-12-31", "goal": "30", **over}


@pytest.fixture
def moderator(app: Flask, client: PageClient) -> PageClient:
    with app.app_context():
        sign_in(client, make_person(Role.moderator))
    return client


def calls(app: Flask) -> list[Call]:
    with app.app_context():
        return list(db.session.execute(select(Call)).scalars())


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.admin])
def test_the_desk_is_shut_for_others(app: Flask, client: PageClient, role: Role):
    with app.app_context():
        sign_in(client, make_person(role))
        with transaction():
            slug = make_call().slug
    for address in ("/en/desk/calls", "/en/desk/calls/new", f"/en/desk/calls/{slug}/edit", f"/en/desk/calls/{slug}/end"):
        client.get(address, status=403)


def test_a_call_is_written_and_public_at_once(app: Flask, client: PageClient):
    with app.app_context():
        sign_in(client, make_person(Role.curator))
    client.get("/en/desk/calls")
    assert "There is no call yet" in client.text
    client.get("/en/desk/calls/new")
    client.submit(typed())

    assert client.address.startswith("/en/desk/calls?")
    assert "The call is written" in client.text
    reader = PageClient(app)
    reader.get("/ru/calls/while-you-waited")
    assert reader.h1 == "Пока вы ждали"
    assert "терпимым" in reader.text
    client.get("/en/desk/calls/while-you-waited/edit")
    assert "called for stories" in client.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title_ru", "", "A call needs both languages"),
        ("text_en", "  ", "A call needs both languages"),
        ("text_en", "Too short", "at least 20"),
        ("closes_on", "", "Please choose a day"),
        ("closes_on", "tomorrow", "This is no day"),
        ("opens_on", "0001-01-01", "This is no day"),
        ("closes_on", "2025-12-31", "before the first one"),
        ("goal", "many", "a whole number"),
        ("goal", "-1", "a whole number"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(moderator: PageClient, app: Flask, field: str, value: str, said: str):
    moderator.get("/en/desk/calls/new")
    moderator.submit(typed(**{field: value}), status=422)

    assert said in moderator.soup.select_one(".error-summary").get_text()
    assert moderator.soup.select_one(f".error-summary a[href='#{field}']")
    for name, given in typed(**{field: value}).items():
        control = moderator.soup.select_one(f"[name={name}]")
        shown = control.get_text().strip() if control.name == "textarea" else control.get("value", "")
        assert shown == given.strip() or (name == field and not given.strip()), name
    assert calls(app) == []


def test_days_may_be_written_as_people_write_them(moderator: PageClient, app: Flask):
    moderator.get("/en/desk/calls/new")
    moderator.submit(typed(opens_on="01.02.2026", closes_on=" 2199-12-31 ", goal=""))
    (call,) = calls(app)
    assert (call.opens_on.isoformat(), call.goal) == ("2026-02-01", None)


def test_a_call_that_would_be_over_at_once_is_refused_with_its_words(moderator: PageClient):
    moderator.get("/en/desk/calls/new")
    moderator.submit(typed(closes_on="2026-01-02"), status=422)
    assert "over before it begins" in moderator.text
    assert moderator.soup.select_one("input[name=title_en]")["value"] == "While you waited"


def test_a_change_in_another_window_is_told_and_nothing_is_lost(moderator: PageClient, app: Flask):
    with app.app_context(), transaction():
        slug = make_call().slug
    moderator.get(f"/en/desk/calls/{slug}/edit")
    with app.app_context(), transaction():
        db.session.execute(select(Call)).scalar_one().goal = 5
    moderator.submit({"title_en": "My title", "goal": "9"}, status=409)
    assert "Nothing was overwritten" in moderator.text
    assert moderator.soup.select_one("input[name=title_en]")["value"] == "My title"
    moderator.submit()
    assert [(call.title_en, call.goal, call.slug) for call in calls(app)] == [("My title", 9, slug)]


def test_a_page_open_for_too_long_keeps_the_words(moderator: PageClient, app: Flask):
    moderator.get("/en/desk/calls/new")
    moderator.submit({**typed(), "csrf_token": "stale"}, status=422)
    assert "open too long" in moderator.text
    assert moderator.soup.select_one("textarea[name=text_en]").get_text().strip() == "What made it bearable, then?"
    assert calls(app) == []


def test_a_call_is_closed_taken_back_and_taken_up_again(moderator: PageClient, app: Flask):
    with app.app_context(), transaction():
        slug = make_call().slug
    reader = PageClient(app)
    moderator.get(f"/en/desk/calls/{slug}/end")
    moderator.submit(status=422)
    assert "Please choose" in moderator.text
    for ending, said, status in (("close", "is closed", 200), ("withdraw", "taken back", 410), ("reopen", "stands again", 200)):
        moderator.get(f"/en/desk/calls/{slug}/end")
        moderator.submit({"ending": ending})
        assert said in moderator.text
        reader.get(f"/en/calls/{slug}", status=status)
    assert reader.soup.select_one(".call__aside a.button")


def test_whoever_was_signed_out_while_writing_gets_the_words_again(app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False
    visitor = PageClient(app)
    visitor.post("/en/desk/calls/new", typed(), status=403)

    assert "not signed in any more" in visitor.text
    assert visitor.soup.select_one("textarea[name=text_ru]").get_text().strip() == "Что сделало ожидание терпимым?"
    assert calls(app) == []
