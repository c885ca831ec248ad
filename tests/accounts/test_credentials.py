"""Opening an account, a lost password, a new one, another address: by links that work once, in answers that tell nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from storyhub.accounts.models import AccessLink, Authenticator, Person
from storyhub.accounts.service import Keys
from storyhub.kit.actor import Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.mail import Letter
from tests.accounts.accounts_factories import PASSWORD, person_in, rows, sign_in
from tests.page_client import PageClient

NEW = "seven quiet herons wade"


def letters(app: Flask) -> list[Letter]:
    return rows(app, Letter)


def link_of(letter: Letter) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.body)
    assert found
    return found[1]


def ask(client: PageClient, address: str, email: str, *, status: int = 200) -> None:
    client.get(address)
    client.submit({"email": email}, form="form.sign-in", status=status)


def can_sign_in(app: Flask, email: str, password: str) -> bool:
    client = PageClient(app)
    client.get("/en/sign-in")
    token = client.soup.select_one("form.sign-in input[name=csrf_token]")["value"]
    response = client.client.post("/en/sign-in", data={"csrf_token": token, "email": email, "password": password})
    return response.status_code == 303


def test_an_account_is_opened_by_a_confirmed_address_and_the_person_is_in(app: Flask, client: PageClient) -> None:
    ask(client, "/en/sign-up", "New@Example.org")
    assert rows(app, Person) == []
    (letter,) = letters(app)
    assert letter.to_address == "new@example.org"
    client.get(link_of(letter))
    assert client.response.headers["Referrer-Policy"] == "no-referrer"
    client.submit({"name": "Nora", "new_password": "short"}, status=422)
    client.submit({"name": "Nora", "new_password": "tiny heron 9"})
    client.get("/en/me")
    assert client.h1 == "Nora"
    (person,) = rows(app, Person)
    assert person.handle.startswith("member-")
    client.get(link_of(letter), status=404)
    assert [row.action for row in rows(app, AuditRow)] == ["person.added", "person.signed_in"]
    assert {row.actor_label for row in rows(app, AuditRow)} == {"visitor", person.handle}


@pytest.mark.parametrize("address", ["/en/sign-up", "/en/password"])
def test_the_answer_is_the_same_whoever_has_an_account(app: Flask, address: str) -> None:
    person, gone, seen = person_in(app), person_in(app, active=False), set()
    for email in (person.email, "nobody@example.org", gone.email):
        client = PageClient(app)
        ask(client, address, email)
        seen.add(client.text.replace(email, ""))
    assert len(seen) == 1
    kinds = {letter.to_address: letter.kind for letter in letters(app)}
    expected = {
        "/en/sign-up": {person.email: "accounts.sign_up_known", "nobody@example.org": "accounts.sign_up"},
        "/en/password": {person.email: "accounts.password_link"},
    }
    assert kinds == expected[address]


def test_nobodys_mailbox_is_filled(app: Flask, client: PageClient) -> None:
    person = person_in(app)
    for address, email in (("/en/password", person.email), ("/en/sign-up", "new@example.org")):
        for _ in range(5):
            ask(client, address, email)
    assert len(letters(app)) == 6


def test_a_lost_password_is_set_by_the_link_once_and_ends_every_session(app: Flask, client: PageClient) -> None:
    person, inside = person_in(app), PageClient(app)
    sign_in(inside, person)
    ask(client, "/en/password", person.email.upper())
    (letter,) = letters(app)
    client.get(link_of(letter))
    client.get(link_of(letter))
    client.submit({"new_password": NEW})
    assert client.h1 == "Sign in"
    assert inside.client.get("/en/me").status_code == 303
    assert can_sign_in(app, person.email, NEW)
    assert not can_sign_in(app, person.email, PASSWORD)
    client.get(link_of(letter), status=404)
    assert letters(app)[-1].kind in {"accounts.password_changed", "accounts.new_device"}
    assert ("person.password", "link") in [(row.action, row.why) for row in rows(app, AuditRow)]
    token = link_of(letter).rsplit("/", 1)[1]
    assert not any(token in row.token_hash for row in rows(app, AccessLink))


def test_a_link_is_void_after_half_an_hour_and_after_any_other_change(app: Flask, client: PageClient) -> None:
    person = person_in(app)
    ask(client, "/en/password", person.email)
    ask(client, "/en/password", person.email)
    old, changed = letters(app)
    with app.app_context(), transaction():
        first = db.session.execute(db.select(AccessLink).order_by(AccessLink.created_at).limit(1)).scalar_one()
        first.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    client.get(link_of(old), status=404)
    client.get(link_of(changed))
    with app.app_context(), transaction():
        db.session.get(Person, person.id).session_epoch += 1
    client.get(link_of(changed), status=404)


def test_a_new_password_does_not_get_round_the_second_step(app: Flask, client: PageClient) -> None:
    person = person_in(app, Role.moderator)
    keys = Keys(app.extensions["storyhub"].settings.secret_key)
    with app.app_context(), transaction():
        sealed = keys.seal("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        db.session.add(Authenticator(person_id=person.id, sealed_secret=sealed, last_step=0, created_at=datetime.now(UTC)))
    ask(client, "/en/password", person.email)
    client.get(link_of(letters(app)[0]))
    client.submit({"new_password": NEW})
    client.submit({"email": person.email, "password": NEW}, form="form.sign-in")
    assert client.h1 == "Second step"


def test_a_link_for_one_thing_does_nothing_else(app: Flask, client: PageClient) -> None:
    ask(client, "/en/sign-up", "new@example.org")
    token = link_of(letters(app)[0]).rsplit("/", 1)[1]
    client.get(f"/en/password/{token}", status=404)
    sign_in(client, person_in(app))
    client.get(f"/en/me/address/{token}", status=404)


def test_changing_the_password_keeps_this_browser_and_ends_the_others(app: Flask) -> None:
    person, here, there = person_in(app), PageClient(app), PageClient(app)
    sign_in(here, person)
    sign_in(there, person)
    here.get("/en/me/password")
    here.submit({"new_password": "passwordpassword1"}, status=422)
    here.submit({"new_password": NEW})
    assert here.address.endswith("/me/security")
    assert there.client.get("/en/me").status_code == 303
    assert can_sign_in(app, person.email, NEW)


def test_another_address_holds_only_after_its_own_link(app: Flask, client: PageClient) -> None:
    person, other = person_in(app), person_in(app)
    sign_in(client, person)
    ask(client, "/en/me/address", "Fresh@Example.org")
    ask(client, "/en/me/address", other.email)
    (letter,) = letters(app)
    assert can_sign_in(app, person.email, PASSWORD)
    stranger = PageClient(app)
    sign_in(stranger, other)
    stranger.get(link_of(letter))
    stranger.submit(status=409)
    client.get(link_of(letter))
    client.submit()
    assert can_sign_in(app, "fresh@example.org", PASSWORD)
    assert not can_sign_in(app, person.email, PASSWORD)
    told = [letter for letter in letters(app) if letter.kind == "accounts.address_changed"]
    assert [letter.to_address for letter in told] == [person.email]


def test_letters_come_in_the_language_of_the_page(app: Flask, client: PageClient) -> None:
    ask(client, "/ru/sign-up", "new@example.org")
    (letter,) = letters(app)
    assert letter.lang == "ru"
    assert "/ru/sign-up/" in letter.body


def test_no_log_row_names_an_address(app: Flask, client: PageClient) -> None:
    person = person_in(app)
    ask(client, "/en/password", person.email)
    client.get(link_of(letters(app)[0]))
    client.submit({"new_password": NEW})
    assert all("@" not in f"{row.why}{row.key}{row.actor_label}" for row in rows(app, AuditRow))
