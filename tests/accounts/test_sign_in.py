"""Signing in and out as a person at a browser sees it."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.accounts.domain.session_id import hash_of
from storyhub.accounts.models import Person, PersonSession
from storyhub.kit.actor import Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from tests.accounts.accounts_factories import PASSWORD, person_in, rows, sign_in
from tests.page_client import PageClient

COOKIE = "storyhub-session"


def fill(client: PageClient, email: str, password: str = PASSWORD, **kwargs: object) -> None:
    client.get("/en/sign-in")
    client.submit({"email": email, "password": password}, form="form.sign-in", **kwargs)


def cookie_of(client: PageClient, name: str = COOKIE) -> str | None:
    cookie = client.client.get_cookie(name)
    return cookie.value if cookie else None


def set_cookie_line(client: PageClient, name: str) -> str:
    assert client.response is not None
    return next(line for line in client.response.headers.getlist("Set-Cookie") if line.startswith(f"{name}="))


def test_the_cookie_is_strict_and_the_table_knows_only_its_hash(app: Flask, client: PageClient) -> None:
    person = person_in(app, Role.moderator)
    fill(client, person.email, status=303, follow=False)
    line = set_cookie_line(client, COOKIE)
    assert "HttpOnly" in line
    assert "SameSite=Strict" in line
    assert "Path=/" in line
    assert "Secure" not in line
    value = cookie_of(client)
    assert value is not None
    assert [row.id_hash for row in rows(app, PersonSession)] == [hash_of(value)]
    assert len(value) >= 43


def test_over_https_the_cookie_is_host_bound_and_secure(https: Flask) -> None:
    client = PageClient(https)
    person = person_in(https, Role.moderator)
    client.get("/en/sign-in", base_url="https://localhost")
    token = client.soup.select_one("form.sign-in input[name=csrf_token]")["value"]
    form = {"csrf_token": token, "email": person.email, "password": PASSWORD}
    client.post(
        "/en/sign-in", form, status=303, follow=False, base_url="https://localhost", headers={"Referer": "https://localhost/"}
    )
    line = set_cookie_line(client, "__Host-storyhub-session")
    assert "Secure" in line
    assert "HttpOnly" in line
    assert "SameSite=Strict" in line
    assert "Domain" not in line
    client.get("/en/me", base_url="https://localhost")
    assert client.h1 == person.name


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_after_signing_in_the_page_about_me_knows_my_name_and_signing_out_ends_it(
    app: Flask, client: PageClient, lang: str
) -> None:
    person = person_in(app, Role.admin, name="Anna Petrova")
    sign_in(client, person)
    client.get(f"/{lang}/me")
    assert client.h1 == "Anna Petrova"
    assert "signed_in" not in client.text
    held = cookie_of(client)
    client.submit(status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Clear-Site-Data"] == '"cache"'
    assert rows(app, PersonSession) == []
    assert cookie_of(client) is None
    # The old cookie, kept by somebody, opens nothing.
    client.client.set_cookie(COOKIE, held or "")
    assert client.client.get(f"/{lang}/me").status_code == 303


@pytest.mark.parametrize(
    ("role", "address"),
    [(Role.moderator, "/en/desk/moderation"), (Role.researcher, "/en/desk/coding"), (Role.member, "/en/"), (Role.admin, "/en/")],
)
def test_everybody_is_led_to_their_own_work(app: Flask, client: PageClient, role: Role, address: str) -> None:
    person = person_in(app, role)
    fill(client, person.email, status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Location"].rstrip("/") == address.rstrip("/")


def test_a_guarded_page_leads_to_signing_in_and_back(app: Flask, client: PageClient) -> None:
    person = person_in(app)
    client.get("/ru/me")
    assert client.address.startswith("/ru/sign-in?next=")
    client.submit({"email": person.email, "password": PASSWORD}, form="form.sign-in", status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Location"] == "/ru/me"


@pytest.mark.parametrize(
    "bad",
    [
        "//evil.example",
        "https://evil.example/en/",
        "/\\evil.example",
        "/en/\\evil",
        "javascript:alert(1)",
        "/en/\r\nX: y",
        "/elsewhere",
        "/english",
    ],
)
def test_next_never_leads_elsewhere(app: Flask, client: PageClient, bad: str) -> None:
    person = person_in(app)
    client.get("/en/sign-in", query_string={"next": bad})
    assert client.soup.select_one("form.sign-in input[name=next]")["value"] == ""
    client.submit({"email": person.email, "password": PASSWORD, "next": bad}, form="form.sign-in", status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Location"] == "/en/"


def test_wrong_password_unknown_address_and_ended_account_look_the_same(app: Flask, client: PageClient) -> None:
    person, gone, sample = person_in(app), person_in(app, active=False), person_in(app, password=None)
    seen = set()
    for email, password in [
        (person.email, "not the right password"),
        ("nobody@example.org", PASSWORD),
        (gone.email, PASSWORD),
        (sample.email, PASSWORD),
    ]:
        fill(client, email, password, status=422)
        assert client.soup.select_one("input[name=email]")["value"] == email
        assert not client.soup.select_one("input[name=password]").get("value")
        seen.add(client.soup.select_one(".error-summary").get_text(" ", strip=True))
    assert len(seen) == 1
    assert "do not go together" in seen.pop()
    assert rows(app, PersonSession) == []


def test_the_unknown_address_costs_a_whole_hash(app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from storyhub.accounts.service import CHEAP, passwords

    calls = []
    real = type(CHEAP).verify
    monkeypatch.setattr(type(CHEAP), "verify", lambda self, stored, given: calls.append(stored) or real(self, stored, given))
    fill(client, "nobody@example.org", status=422)
    assert len(calls) == 1
    assert calls[0].startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert (passwords.STRONG.memory_cost, passwords.STRONG.time_cost, passwords.STRONG.type.name) == (65536, 3, "ID")


def test_empty_fields_are_named_and_the_address_is_kept(app: Flask, client: PageClient) -> None:
    client.get("/en/sign-in")
    client.submit({"email": "anna@example.org"}, form="form.sign-in", status=422)
    assert "Enter your password." in client.text
    assert client.soup.select_one("input[name=email]")["value"] == "anna@example.org"
    assert client.soup.title.get_text().startswith("Error: ")


def test_a_stale_form_signs_nobody_in_and_keeps_the_address(app: Flask, client: PageClient) -> None:
    person = person_in(app)
    client.get("/en/sign-in")
    client.submit({"email": person.email, "password": PASSWORD, "csrf_token": "stale"}, form="form.sign-in", status=422)
    assert client.soup.select_one("input[name=email]")["value"] == person.email
    assert rows(app, PersonSession) == []


def test_every_sign_in_makes_a_new_id_and_a_new_form_token(app: Flask, client: PageClient) -> None:
    person = person_in(app)
    fill(client, person.email, status=303, follow=False)
    first = cookie_of(client)
    client.get("/en/me")
    token = client.soup.select_one("main form input[name=csrf_token]")["value"]
    fill(client, person.email, status=303, follow=False)
    assert cookie_of(client) != first
    assert [row.id_hash for row in rows(app, PersonSession)] == [hash_of(cookie_of(client) or "")]
    client.get("/en/me")
    client.post("/en/sign-out", {"csrf_token": token}, status=400)
    client.get("/en/me")


def test_a_cookie_chosen_by_someone_else_is_never_taken_over(app: Flask, client: PageClient) -> None:
    person = person_in(app)
    client.client.set_cookie(COOKIE, "planted")
    fill(client, person.email, status=303, follow=False)
    assert cookie_of(client) != "planted"


def test_too_many_tries_have_to_wait(limited: Flask) -> None:
    client = PageClient(limited)
    for _ in range(3):
        fill(client, "nobody@example.org", status=422)
    fill(client, "nobody@example.org", status=429)
    assert client.response is not None
    assert "Retry-After" in client.response.headers
    client.get("/en/sign-in")


def test_signing_in_and_out_is_recorded_without_the_address(app: Flask, client: PageClient) -> None:
    person = person_in(app, Role.member)
    fill(client, person.email, status=303, follow=False)
    client.get("/en/me")
    assert "signed in" in client.text
    client.submit(status=303, follow=False)
    found = rows(app, AuditRow)
    assert [row.action for row in found] == ["person.signed_in", "person.signed_out"]
    assert all("@" not in f"{row.actor_label}{row.key}{row.why}" for row in found)


def test_a_visitor_reads_without_any_cookie_and_without_a_look_at_sessions(app: Flask, client: PageClient, counted_queries) -> None:
    with counted_queries() as seen:
        client.get("/en/about")
    assert client.response is not None
    assert "Set-Cookie" not in client.response.headers
    assert not [statement for statement in seen if "person_session" in statement]
    sign_in(client, person_in(app))
    with counted_queries() as seen:
        client.get("/en/about")
    assert len([statement for statement in seen if "person_session" in statement]) == 1


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_signed_in_has_a_page_and_a_visitor_none(app: Flask, client: PageClient, role: Role | None, lang: str) -> None:
    assert client.client.get(f"/{lang}/me").status_code == 303
    sign_in(client, person_in(app, *([role] if role else [])))
    client.get(f"/{lang}/me")
    assert client.response is not None
    assert client.response.headers["Cache-Control"] == "no-store"
    client.get(f"/{lang}/sign-in")
    assert client.response.headers["Cache-Control"] == "no-store"


def test_signing_out_without_being_in_is_no_error(client: PageClient) -> None:
    client.get("/en/sign-in")
    token = client.soup.select_one("form.sign-in input[name=csrf_token]")["value"]
    client.post("/en/sign-out", {"csrf_token": token}, status=303, follow=False)
    client.get("/en/sign-out", status=405)


def test_an_account_ended_meanwhile_is_a_visitor_at_once(app: Flask, client: PageClient) -> None:
    person = person_in(app, Role.moderator)
    sign_in(client, person)
    client.get("/en/me")
    with app.app_context(), transaction():
        db.session.get(Person, person.id).active = False
    assert client.client.get("/en/me").status_code == 303
