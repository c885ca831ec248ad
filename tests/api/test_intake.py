"""Stories that programs take in: the rules of the form, one story for one key, a moderator as always."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from flask import Flask

from storyhub.api.domain.token import Scope
from storyhub.kit import outbox
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.receipt import receipt_key
from storyhub.stories.models import Consent, Story
from storyhub.stories.service import open_receipt
from tests.accounts.accounts_factories import make_person, rows
from tests.api.api_factories import Program, token_for
from tests.calls.calls_factories import make_call
from tests.stories.stories_factories import TEXT

pytestmark = pytest.mark.usefixtures("context")
KEY = {"Idempotency-Key": "survey-2026-0001"}


def story(**over: Any) -> dict[str, Any]:
    return {"text": TEXT, "lang": "en", "consents": {"publish": True, "research": True}, **over}


@pytest.fixture
def sender(app: Flask) -> Program:
    return Program(app, token_for(make_person(), Scope.intake))


def test_a_story_waits_for_a_moderator_and_its_code_opens_it(app: Flask, sender: Program) -> None:
    with transaction():
        call = make_call().slug
    answer = sender.call("POST", "/stories", json=story(call=call), headers=KEY)
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Location" not in answer.headers
    taken = answer.json
    assert taken["state"] == "received"
    with app.app_context():
        found = open_receipt(taken["code"], key=receipt_key(app.extensions["storyhub"].settings.secret_key))
        assert (found.state, found.may_research, found.may_open_data, found.call_id) == ("received", True, False, 1)
    assert {(row.kind, row.granted) for row in rows(app, Consent)} >= {("publish", True), ("research", True)}
    assert sender.get("/stories")["items"] == []
    said = [(row.action, row.actor_label, row.actor_id) for row in rows(app, AuditRow)]
    assert ("story.submit", "teller", None) in said, "the log does not tie the person with the token to the teller"
    assert any(row.kind == "index.story" for row in rows(app, outbox.OutboxRow))


def test_the_same_key_gives_the_same_code_and_one_story(app: Flask, sender: Program) -> None:
    first = sender.ask("POST", "/stories", json=story(), headers=KEY, status=201)
    assert sender.ask("POST", "/stories", json=story(text=TEXT + " And more."), headers=KEY, status=201) == first
    assert len(rows(app, Story)) == 1
    other = sender.ask("POST", "/stories", json=story(), headers={"Idempotency-Key": "survey-2026-0002"}, status=201)
    assert other["code"] != first["code"]
    somebody = Program(app, token_for(make_person(), Scope.intake))
    assert somebody.ask("POST", "/stories", json=story(), headers=KEY, status=201)["code"] not in (first["code"], other["code"])
    assert len(rows(app, Story)) == 3


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (story(consents={"publish": False}), "#/consents/publish"),
        (story(consents={}), "#/consents/publish"),
        (story(consents=None), "#/consents"),
        (story(text=" " * 40), "#/text"),
        (story(text="short"), "#/text"),
        (story(text="x" * 20_001), "#/text"),
        (story(text="\ud800" + TEXT), "#/text"),
        (story(text="\x00" + TEXT), "#/text"),
        (story(text="[" * 8_000), "#/text"),
        (story(text=7), "#/text"),
        (story(lang="de"), "#/lang"),
        (story(call="../x"), "#/call"),
        (story(state="published"), "#/state"),
        ({}, "#/text"),
        ([], "#"),
        ("text", "#"),
    ],
)
def test_what_the_form_refuses_is_refused_with_its_place(app: Flask, sender: Program, body: Any, place: str) -> None:
    errors = sender.ask("POST", "/stories", json=body, headers=KEY, status=422)["errors"]
    assert place in {error["pointer"] for error in errors}
    assert rows(app, Story) == []


@pytest.mark.parametrize("key", [None, "short", "x" * 129, "with space", "é" * 8])
def test_without_a_good_key_nothing_is_taken(app: Flask, sender: Program, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    errors = sender.ask("POST", "/stories", json=story(), headers=headers, status=422)["errors"]
    assert errors[0]["header"] == "Idempotency-Key"
    assert rows(app, Story) == []


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b'{"a": 1, "a": 2}', "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a": 1' + b"0" * 5_000 + b"}", "application/json", 400),
        (b"", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"text=x", "application/x-www-form-urlencoded", 415),
        (b"{}", "application/json; charset=utf-16", 415),
        (b"{}", "", 415),
        (b'{"text": "' + b"x" * 600_000 + b'"}', "application/json", 413),
    ],
    ids=["cut", "utf-8", "twice", "nan", "deep", "huge number", "empty", "text", "form", "utf-16", "no type", "large"],
)
def test_bodies_that_are_none(app: Flask, sender: Program, body: bytes, content_type: str, status: int) -> None:
    sender.ask("POST", "/stories", data=body, content_type=content_type, headers=KEY, status=status)
    assert rows(app, Story) == []


def test_a_token_revoked_in_flight_takes_nothing(app: Flask, sender: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking at the token and the transaction that keeps the story: what holds then is what counts."""
    from storyhub.api.models import ApiToken
    from storyhub.api.views import intake

    inside = intake._rendered

    def revoked(form: Any) -> Any:
        with transaction():
            db.session.execute(db.delete(ApiToken))
        return inside(form)

    monkeypatch.setattr(intake, "_rendered", revoked)
    sender.ask("POST", "/stories", json=story(), headers=KEY, status=401)
    assert rows(app, Story) == []


def test_neither_token_nor_code_nor_text_is_logged(
    sender: Program, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        taken = sender.ask("POST", "/stories", json=story(), headers=KEY, status=201)
        sender.ask("POST", "/stories", json=story(text="short"), headers=KEY, status=422)
    said = "".join(capsys.readouterr()) + caplog.text
    assert "takeIn" in said or "/api/v1/stories" in said
    for secret in (sender.token or "", taken["code"], TEXT[:20], KEY["Idempotency-Key"]):
        assert secret not in said
