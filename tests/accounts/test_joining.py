"""Asking to join the research, and the answer of a curator."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from storyhub.accounts.models import JoinRequest, Person
from storyhub.accounts.service import answer_request
from storyhub.kit.actor import Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Forbidden
from storyhub.kit.mail import Letter
from tests.accounts.accounts_factories import actor_for, person_in, rows, sign_in
from tests.page_client import PageClient

TEXT = "I have sold bread for twenty years and know who comes back."
REASON = "Welcome, we need somebody who knows bread."


def asked(app: Flask, text: str = TEXT, *roles: Role):
    """A member whose request waits, and their browser."""
    person, client = person_in(app, *(roles or (Role.member,))), PageClient(app)
    sign_in(client, person)
    client.get("/en/me/join")
    client.submit({"text": text}, form="form.form")
    return person, client


@pytest.mark.parametrize(("answer", "state", "status"), [("Welcome as a researcher", "accepted", 200), ("Decline", "declined", 403)])
def test_a_curator_answers_and_the_member_is_told(app: Flask, client: PageClient, answer: str, state: str, status: int) -> None:
    person, member = asked(app)
    assert "waiting for a curator" in member.text
    sign_in(client, person_in(app, Role.curator))
    client.get("/en/me")
    assert "Requests to join (1)" in client.text
    client.get("/en/desk/requests")
    assert TEXT in client.text
    client.submit({"reason": REASON}, form="article form", button=answer)
    assert "Nobody is waiting" in client.text
    (letter,) = rows(app, Letter)
    assert (letter.to_address, letter.kind) == (person.email, f"accounts.request_{state}")
    assert REASON in letter.body
    row = next(row for row in rows(app, AuditRow) if row.action == "person.request_answered")
    assert row.why == state
    with app.app_context():
        sign_in(member, db.session.get(Person, person.id))
    member.get("/en/desk/coding", status=status)
    member.get("/en/me/join")
    assert REASON in member.text or state == "accepted"


def test_an_answer_without_a_reason_is_asked_for_again_and_keeps_the_words(app: Flask, client: PageClient) -> None:
    asked(app)
    sign_in(client, person_in(app, Role.curator))
    client.get("/en/desk/requests")
    client.submit({"reason": "No."}, form="article form", button="Decline", status=422)
    assert client.soup.select_one("article textarea").get_text(strip=True) == "No."
    assert rows(app, JoinRequest)[0].state == "waiting"


def test_a_request_is_answered_once(app: Flask, client: PageClient) -> None:
    asked(app)
    sign_in(client, person_in(app, Role.curator))
    client.get("/en/desk/requests")
    token = client.soup.select_one("article input[name=csrf_token]")["value"]
    number = rows(app, JoinRequest)[0].id
    form = {"csrf_token": token, "reason": REASON, "answer": "accept"}
    client.post(f"/en/desk/requests/{number}", form)
    client.post(f"/en/desk/requests/{number}", {**form, "answer": "decline"}, status=409)
    client.post("/en/desk/requests/999", form, status=404)
    assert rows(app, JoinRequest)[0].state == "accepted"


@pytest.mark.parametrize("text", ["too short", "x" * 2001])
def test_a_request_has_a_length(app: Flask, client: PageClient, text: str) -> None:
    sign_in(client, person_in(app, Role.member))
    client.get("/en/me/join")
    client.submit({"text": text}, form="form.form", status=422)
    assert rows(app, JoinRequest) == []


def test_one_request_at_a_time(app: Flask, client: PageClient) -> None:
    _person, member = asked(app)
    token = member.soup.select_one("input[name=csrf_token]")
    assert token is None
    member.get("/en/me")
    value = member.soup.select_one("main input[name=csrf_token]")["value"]
    member.post("/en/me/join", {"csrf_token": value, "text": TEXT}, status=409)
    assert len(rows(app, JoinRequest)) == 1


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.moderator])
def test_others_neither_read_nor_answer_requests(app: Flask, client: PageClient, role: Role) -> None:
    asked(app)
    person = person_in(app, role)
    sign_in(client, person)
    client.get("/en/desk/requests", status=403)
    with app.app_context(), pytest.raises(Forbidden), transaction():
        answer_request(1, accept=True, reason=REASON, link="", site="", actor=actor_for(person), now=datetime.now(UTC))


def test_nobody_answers_their_own_request(app: Flask) -> None:
    person, _client = asked(app, TEXT, Role.curator)
    with app.app_context(), pytest.raises(Forbidden), transaction():
        answer_request(1, accept=True, reason=REASON, link="", site="", actor=actor_for(person), now=datetime.now(UTC))


def test_the_list_costs_the_same_for_one_and_three(app: Flask, client: PageClient, counted_queries) -> None:
    sign_in(client, person_in(app, Role.curator))
    seen = []
    for more in (1, 2):
        for _ in range(more):
            asked(app)
        with counted_queries() as statements:
            client.get("/en/desk/requests")
        seen.append(len(statements))
    assert seen[0] == seen[1]
