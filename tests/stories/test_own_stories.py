"""A signed-in teller puts a story on their page by its code, sees what becomes of it, and takes it off again."""

from __future__ import annotations

from flask import Flask

from storyhub.accounts.models import Person
from storyhub.kit.actor import Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.receipt import receipt_key
from storyhub.stories.models import OwnStory
from tests.accounts.accounts_factories import actor_for, person_in, rows, sign_in
from tests.laws.laws_factories import make_proposal
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories import stories_factories as factories


def told(app: Flask, monkeypatch, text: str = factories.TEXT) -> tuple[str, str]:
    """A story told on this very site: its number and its code."""
    monkeypatch.setattr(factories, "KEY", receipt_key(app.extensions["storyhub"].settings.secret_key))
    with app.app_context(), transaction():
        story, code = factories.tell(text)
        db.session.flush()
        return f"S-{story.id:06d}", code


def member(app: Flask) -> tuple[Person, PageClient]:
    person, client = person_in(app, Role.member), PageClient(app)
    sign_in(client, person)
    return person, client


def add(client: PageClient, code: str, *, status: int = 200) -> None:
    client.get("/en/me/stories/add")
    client.submit({"code": code}, form="form.code-form", status=status)


def test_a_story_is_added_by_its_code_and_taken_off_without_a_trace(app: Flask, monkeypatch) -> None:
    number, code = told(app, monkeypatch)
    _person, client = member(app)
    client.get("/en/me/stories")
    assert number not in client.text
    before = len(rows(app, AuditRow))
    add(client, code.lower())
    add(client, code)
    assert number in client.text
    assert len(rows(app, OwnStory)) == 1
    client.submit(form="form[action$='/remove']")
    assert number not in client.text
    assert rows(app, OwnStory) == []
    assert len(rows(app, AuditRow)) == before


def test_a_wrong_code_adds_nothing(app: Flask, monkeypatch) -> None:
    _number, code = told(app, monkeypatch)
    _person, client = member(app)
    add(client, code[:-1] + ("0" if code[-1] != "0" else "1"), status=422)
    assert rows(app, OwnStory) == []


def test_a_story_is_on_one_page_only_and_only_its_person_takes_it_off(app: Flask, monkeypatch) -> None:
    number, code = told(app, monkeypatch)
    _first, one = member(app)
    _second, two = member(app)
    add(one, code)
    add(two, code, status=422)
    token = two.soup.select_one("form.code-form input[name=csrf_token]")["value"]
    for story in (number, "S-999999", "nonsense"):
        two.post("/en/me/stories/remove", {"csrf_token": token, "story": story}, status=404)
    two.get("/en/me/stories")
    assert number not in two.text
    assert len(rows(app, OwnStory)) == 1


def test_proposals_stand_beside_the_stories(app: Flask) -> None:
    person, client = person_in(app, Role.curator), PageClient(app)
    sign_in(client, person)
    _other, stranger = member(app)
    client.get("/en/me/stories")
    assert "You have not proposed a law yet" in client.text
    with app.app_context():
        make_proposal("en", actor=actor_for(person), name="Warm bread brings people back")
    client.get("/en/me/stories")
    assert "Warm bread brings people back" in client.text
    assert "P-1 · Open" in client.text
    stranger.get("/en/me/stories")
    assert "Warm bread" not in stranger.text


def test_visitors_are_led_to_signing_in(app: Flask, client: PageClient) -> None:
    for address in ("/en/me/stories", "/en/me/stories/add"):
        client.get(address)
        assert "/sign-in" in client.address


def test_the_list_costs_the_same_for_one_and_three(app: Flask, monkeypatch) -> None:
    _person, client = member(app)
    seen = []
    for texts in (["a"], ["b", "c"]):
        for mark in texts:
            add(client, told(app, monkeypatch, f"{factories.TEXT} {mark}")[1])
        with count_sql(app) as statements:
            client.get("/en/me/stories")
        seen.append(statements.count)
    assert seen[0] == seen[1]
