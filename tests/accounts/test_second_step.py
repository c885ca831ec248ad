"""The second step: setting it up, being asked for it, and what is closed without it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask

from storyhub.accounts.models import Authenticator, PersonSession, RecoveryCode
from storyhub.accounts.service import Keys, factors
from storyhub.accounts.service.authenticators import step_of
from storyhub.kit.actor import Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from tests.accounts.accounts_factories import PASSWORD, actor_for, person_in, rows, sign_in
from tests.page_client import PageClient

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DECIDING = (Role.moderator, Role.curator, Role.admin)


def with_app(app: Flask, *roles: Role, **over: object):
    """A person with an authenticator app and ten recovery codes; returns both."""
    person = person_in(app, *roles, **over)
    keys = Keys(app.extensions["storyhub"].settings.secret_key)
    long_ago = datetime.now(UTC) - timedelta(days=1)
    with app.app_context(), transaction():
        row = Authenticator(person_id=person.id, sealed_secret=keys.seal(SECRET), last_step=0, created_at=long_ago)
        db.session.add(row)
        codes = factors.make_recovery_codes(person, keys=keys, actor=actor_for(person), now=long_ago)
    return person, codes


def digits(late: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(datetime.now(UTC) + timedelta(seconds=late))


def give_password(client: PageClient, person, **kwargs: object) -> None:
    client.get("/en/sign-in", query_string=kwargs)
    client.submit({"email": person.email, "password": PASSWORD}, form="form.sign-in")


def test_the_password_alone_opens_nothing(strict: Flask) -> None:
    client = PageClient(strict)
    person, _ = with_app(strict, Role.moderator)
    give_password(client, person)
    assert client.h1 == "Second step"
    for address in ("/en/me", "/en/desk/moderation"):
        response = client.client.get(address)
        assert response.status_code == 303
        assert "/sign-in" in response.headers["Location"]
    client.get("/en/")
    assert person.name not in str(client.soup)


def test_the_digits_complete_it_under_a_new_session_id_and_lead_on(strict: Flask) -> None:
    client = PageClient(strict)
    person, _ = with_app(strict, Role.moderator)
    give_password(client, person, next="/en/stories")
    (before,) = rows(strict, PersonSession)
    client.submit({"code": digits()}, form="form.code-form", status=303, follow=False)
    assert client.response.headers["Location"] == "/en/stories"
    (after,) = rows(strict, PersonSession)
    assert (before.awaits_second, after.awaits_second) == (True, False)
    assert before.id_hash != after.id_hash
    client.get("/en/desk/moderation")
    entry = next(row for row in rows(strict, AuditRow) if row.action == "person.signed_in")
    assert entry.why == "authenticator"


def test_digits_are_taken_once_even_by_another_browser(strict: Flask) -> None:
    person, _ = with_app(strict, Role.moderator)
    once, used = PageClient(strict), digits()
    give_password(once, person)
    once.submit({"code": used}, form="form.code-form")
    again = PageClient(strict)
    give_password(again, person)
    again.submit({"code": used}, form="form.code-form", status=422)
    assert "used before" in again.text


def test_a_neighbouring_half_minute_counts_an_older_one_does_not() -> None:
    now = datetime(2026, 11, 22, 12, 0, 15, tzinfo=UTC)
    at = {late: pyotp.TOTP(SECRET).at(now + timedelta(seconds=late)) for late in (-60, -30, 0, 30, 60)}
    current = int(now.timestamp()) // 30
    found = {late: step_of(SECRET, code, now=now) for late, code in at.items()}
    assert found == {-60: None, -30: current - 1, 0: current, 30: current + 1, 60: None}
    assert step_of(SECRET, at[0], now=now, after=current) is None
    assert step_of(SECRET, at[30], now=now, after=current) == current + 1
    assert step_of(SECRET, "٠١٢٣٤٥", now=now) is None


def test_a_recovery_code_works_once(strict: Flask) -> None:
    person, codes = with_app(strict, Role.moderator)
    client = PageClient(strict)
    give_password(client, person)
    client.submit({"code": codes[3].lower().replace("-", " ")}, form="form.code-form")
    client.get("/en/me/security")
    assert "9 codes left" in client.text
    other = PageClient(strict)
    give_password(other, person)
    other.submit({"code": codes[3]}, form="form.code-form", status=422)


def test_another_persons_recovery_code_is_none(strict: Flask) -> None:
    person, _ = with_app(strict, Role.moderator)
    _, codes = with_app(strict, Role.moderator)
    client = PageClient(strict)
    give_password(client, person)
    client.submit({"code": codes[0]}, form="form.code-form", status=422)
    assert len(rows(strict, RecoveryCode)) == 20


def test_after_five_wrong_codes_it_begins_again_with_the_password(strict: Flask) -> None:
    client = PageClient(strict)
    person, _ = with_app(strict, Role.moderator)
    give_password(client, person)
    for _ in range(4):
        client.submit({"code": "000000"}, form="form.code-form", status=422)
    client.submit({"code": "000000"}, form="form.code-form")
    assert client.h1 == "Sign in"
    assert "too many wrong codes" in client.text
    assert rows(strict, PersonSession) == []
    assert "person.second_step_failed" in [row.action for row in rows(strict, AuditRow)]


def test_the_way_between_password_and_second_step_is_ten_minutes_long(strict: Flask) -> None:
    client = PageClient(strict)
    person, _ = with_app(strict, Role.moderator)
    give_password(client, person)
    with strict.app_context(), transaction():
        db.session.execute(db.update(PersonSession).values(created_at=datetime.now(UTC) - timedelta(minutes=10)))
    client.submit({"code": digits()}, form="form.code-form")
    assert client.h1 == "Sign in"


@pytest.mark.parametrize("role", DECIDING)
def test_without_a_second_factor_a_deciding_role_rests(strict: Flask, role: Role) -> None:
    client = PageClient(strict)
    person = person_in(strict, role, Role.researcher)
    give_password(client, person)
    assert client.h1 == "Signing in"
    assert "set up a second step" in client.text
    assert not client.soup.select(".masthead__desk")
    for address in ("/en/desk/moderation", "/en/desk/coding"):
        client.get(address)
        assert client.address.endswith("/en/me/security")
    assert client.client.get("/en/laws/new").status_code == 403


@pytest.mark.parametrize("role", [Role.member, Role.researcher])
def test_other_roles_may_do_without(strict: Flask, role: Role) -> None:
    client = PageClient(strict)
    person = person_in(strict, role)
    give_password(client, person)
    assert client.h1 != "Signing in"
    client.get("/en/me/security")
    assert "your password alone opens your account" in client.text


def test_setting_up_an_app_opens_the_desk_and_signs_every_other_browser_out(strict: Flask) -> None:
    person = person_in(strict, Role.moderator)
    other, client = PageClient(strict), PageClient(strict)
    give_password(other, person)
    give_password(client, person)
    client.get("/en/me/security/app")
    image = client.soup.select_one(".factor__picture")
    assert image["src"].startswith("data:image/png;base64,")
    secret = client.soup.select_one(".factor__secret code").get_text().replace(" ", "")
    client.submit({"code": "12 34"}, status=422)
    assert client.soup.select_one(".factor__secret code").get_text().replace(" ", "") == secret
    client.submit({"code": pyotp.TOTP(secret).now()})
    codes = [item.get_text(strip=True) for item in client.soup.select(".recovery__codes li")]
    assert len(set(codes)) == 10
    client.get("/en/desk/moderation")
    assert client.h1 != "Sign in"
    assert other.client.get("/en/me").status_code == 303
    (row,) = rows(strict, Authenticator)
    assert secret not in row.sealed_secret
    stored = {row.code_hash for row in rows(strict, RecoveryCode)}
    assert len(stored) == 10
    assert not stored & set(codes)
    assert {"authenticator"} == {row.why for row in rows(strict, AuditRow) if row.action == "person.factor_added"}


def test_pictures_from_data_are_allowed_on_that_page_only(strict: Flask) -> None:
    client = PageClient(strict)
    sign_in(client, person_in(strict, Role.moderator))
    client.get("/en/me/security/app")
    assert "img-src 'self' data:;" in client.response.headers["Content-Security-Policy"]
    assert client.response.headers["Cache-Control"] == "no-store"
    for address in ("/en/me/security", "/en/", "/en/sign-in"):
        client.get(address)
        assert "data:" not in client.response.headers["Content-Security-Policy"]


def test_a_secret_offered_to_somebody_else_is_not_taken(strict: Flask) -> None:
    victim, thief = PageClient(strict), PageClient(strict)
    for client in (victim, thief):
        sign_in(client, person_in(strict, Role.moderator))
        client.get("/en/me/security/app")
    sealed = thief.soup.select_one("input[name=sealed]")["value"]
    secret = thief.soup.select_one(".factor__secret code").get_text().replace(" ", "")
    victim.submit({"sealed": sealed, "code": pyotp.TOTP(secret).now()}, status=422)
    assert rows(strict, Authenticator) == []


def test_new_recovery_codes_make_the_earlier_ones_void(strict: Flask) -> None:
    person, codes = with_app(strict, Role.moderator)
    client = PageClient(strict)
    sign_in(client, person)
    client.get("/en/me/security")
    client.submit(form="form[action$='/codes']")
    fresh = [item.get_text(strip=True) for item in client.soup.select(".recovery__codes li")]
    assert not set(fresh) & set(codes)
    for code, status in ((codes[0], 422), (fresh[0], 200)):
        other = PageClient(strict)
        give_password(other, person)
        other.submit({"code": code}, form="form.code-form", status=status)


def test_the_only_factor_stays_where_the_role_needs_one(strict: Flask) -> None:
    person, _ = with_app(strict, Role.moderator)
    free, _ = with_app(strict, Role.researcher)
    for who, status, left in ((person, 409, 2), (free, 200, 1)):
        client = PageClient(strict)
        sign_in(client, who)
        client.get("/en/me/security")
        client.submit(form="form[action$='/app/remove']", status=status)
        assert len(rows(strict, Authenticator)) == left


def test_in_the_demo_a_sample_moderator_works_with_one_click(settings) -> None:
    from tests.accounts.conftest import wired

    for app in wired(settings, demo=True, second_factor="required"):
        client = PageClient(app)
        person_in(app, Role.moderator, is_sample=True, password=None, name="Sample Moderator")
        real = person_in(app, Role.moderator)
        client.get("/en/sign-in")
        client.submit(form=".sample-people form", button="Sample Moderator")
        assert client.address.endswith("/desk/moderation")
        stranger = PageClient(app)
        give_password(stranger, real)
        assert stranger.h1 == "Signing in"
