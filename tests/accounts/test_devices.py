"""Browsers a person knows: their list, ending them, a letter about a new one, fresh proofs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from storyhub.accounts.domain.session_id import hash_of
from storyhub.accounts.models import KnownDevice, PersonSession
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.mail import Letter
from tests.accounts.accounts_factories import PASSWORD, person_in, rows, sign_in
from tests.page_client import PageClient

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def arrive(app: Flask, person, client: PageClient | None = None) -> PageClient:
    client = client or PageClient(app)
    client.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    client.get("/en/sign-in")
    client.submit({"email": person.email, "password": PASSWORD}, form="form.sign-in", status=303, follow=False)
    return client


def test_browsers_are_listed_by_name_and_end_one_by_one(app: Flask) -> None:
    person, stranger = person_in(app), person_in(app)
    one, two, other = arrive(app, person), arrive(app, person), arrive(app, stranger)
    one.get("/en/me/security")
    rows_shown = one.soup.select("#sessions ~ .rows .rows__row")
    assert len(rows_shown) == 2
    assert all("Firefox, Linux" in row.get_text() for row in rows_shown)
    assert len(one.soup.select("form[action$='/sessions/end']")) == 1
    one.submit(form="form[action$='/sessions/end']")
    assert two.client.get("/en/me").status_code == 303
    one.get("/en/me")
    mark = next(row.id_hash[:16] for row in rows(app, PersonSession) if row.person_id == stranger.id)
    token = one.soup.select_one("main input[name=csrf_token]")["value"]
    for bad in (mark, "", "%", "a"):
        one.post("/en/me/sessions/end", {"csrf_token": token, "session": bad}, status=404)
    other.get("/en/me")


def test_out_everywhere_ends_this_browser_too_and_nobody_elses(app: Flask) -> None:
    person, stranger = person_in(app), person_in(app)
    one, two, other = arrive(app, person), arrive(app, person), arrive(app, stranger)
    one.get("/en/me/security")
    one.submit(form="form[action$='/sessions/end-all']", status=303, follow=False)
    assert one.response.headers["Clear-Site-Data"] == '"cache"'
    assert [client.client.get("/en/me").status_code for client in (one, two, other)] == [303, 303, 200]


def test_the_list_costs_the_same_for_one_and_three_browsers(app: Flask, counted_queries) -> None:
    person = person_in(app)
    one, seen = arrive(app, person), []
    for more in (0, 2):
        for _ in range(more):
            arrive(app, person)
        with counted_queries() as statements:
            one.get("/en/me/security")
        seen.append(len(statements))
    assert seen[0] == seen[1]


def test_a_new_device_is_told_by_letter_but_the_first_and_a_known_one_are_not(app: Flask) -> None:
    person = person_in(app)
    one = arrive(app, person)
    arrive(app, person, one)
    assert rows(app, Letter) == []
    arrive(app, person)
    (letter,) = rows(app, Letter)
    assert (letter.to_address, letter.kind) == (person.email, "accounts.new_device")
    assert "Firefox, Linux" in letter.body
    assert "/en/password" in letter.body


def test_the_device_cookie_is_random_hashed_and_never_taken_over_from_outside(app: Flask) -> None:
    person, client = person_in(app), PageClient(app)
    client.client.set_cookie("storyhub-device", "planted")
    arrive(app, person, client)
    value = client.client.get_cookie("storyhub-device").value
    assert value != "planted"
    assert [row.device_hash for row in rows(app, KnownDevice)] == [hash_of(value)]
    line = next(line for line in client.response.headers.getlist("Set-Cookie") if line.startswith("storyhub-device="))
    assert "HttpOnly" in line
    assert "SameSite=Strict" in line


@pytest.mark.parametrize("address", ["/en/me/password", "/en/me/address", "/en/me/security/app"])
def test_what_decides_over_an_account_wants_a_fresh_proof(app: Flask, address: str) -> None:
    person, client = person_in(app, Role.researcher), PageClient(app)
    sign_in(client, person)
    client.get(address)
    assert client.h1 != "Is it still you?"
    with app.app_context(), transaction():
        db.session.execute(db.update(PersonSession).values(proved_at=datetime.now(UTC) - timedelta(minutes=10)))
    client.get(address)
    assert client.h1 == "Is it still you?"
    client.submit({"password": "not this one at all"}, status=422)
    client.submit({"password": PASSWORD})
    assert client.address == address


def test_a_stale_post_changes_nothing(app: Flask) -> None:
    person, client = person_in(app), PageClient(app)
    sign_in(client, person)
    client.get("/en/me/password")
    with app.app_context(), transaction():
        db.session.execute(db.update(PersonSession).values(proved_at=None))
    client.submit({"new_password": "seven quiet herons wade"})
    assert client.h1 == "Is it still you?"
    arrive(app, person)
