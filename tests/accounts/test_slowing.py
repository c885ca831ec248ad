"""Guessers slow down; nobody is locked out by strangers; passwords everybody guesses are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from storyhub.accounts.domain.common_passwords import _listed, is_common
from storyhub.accounts.domain.password_rules import problem_of
from storyhub.accounts.models import SignInDelay
from storyhub.accounts.service import Keys, delay_key, failed, succeeded, wait_of
from storyhub.accounts.service.delays import FREE, LONGEST
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from tests.accounts.accounts_factories import PASSWORD, person_in, rows
from tests.accounts.conftest import wired
from tests.accounts.test_second_step import with_app
from tests.page_client import PageClient

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KEYS = Keys("x" * 40)


@pytest.fixture
def slow(settings):
    """A site with limits, wide enough that only the delay is felt."""
    yield from wired(settings, limits=True, limit_sign_in="1000 per hour")


def attempt(client: PageClient, email: str, password: str, *, status: int) -> None:
    client.get("/en/sign-in")
    client.submit({"email": email, "password": password}, form="form.sign-in", status=status, follow=False)


def test_the_pause_doubles_after_five_failures_and_ends_at_five_minutes(context: Flask) -> None:
    pauses = []
    for _ in range(16):
        with transaction():
            failed("k", now=NOON)
        pauses.append(wait_of("k", now=NOON).total_seconds())
    assert pauses[:8] == [0, 0, 0, 0, 1, 2, 4, 8]
    assert pauses[-1] == max(pauses) == 300
    assert wait_of("k", now=NOON + timedelta(minutes=5)) == timedelta()
    assert wait_of("k", now=NOON - timedelta(hours=1)).total_seconds() == 300
    assert wait_of("other", now=NOON) == timedelta()
    with transaction():
        succeeded("k")
    assert wait_of("k", now=NOON) == timedelta()


def test_counts_of_yesterday_are_forgotten(context: Flask) -> None:
    with transaction():
        failed("k", now=NOON, times=9)
    with transaction():
        failed("other", now=NOON + timedelta(days=1, seconds=1))
    assert [row.account_key for row in db.session.execute(db.select(SignInDelay)).scalars()] == ["other"]


def test_strangers_slow_strangers_down_and_never_a_browser_that_was_here(slow: Flask) -> None:
    person = person_in(slow)
    own, stranger = PageClient(slow), PageClient(slow)
    attempt(own, person.email, PASSWORD, status=303)
    for _ in range(7):
        with slow.app_context(), transaction():
            failed(KEYS.account_key("nobody"), now=datetime.now(UTC))
    for _ in range(5):
        attempt(stranger, person.email, "a wrong guess again", status=422)
    attempt(stranger, person.email, PASSWORD, status=429)
    assert "Retry-After" in stranger.response.headers
    assert stranger.soup.select_one("input[name=email]")["value"] == person.email
    attempt(own, person.email, PASSWORD, status=303)


def test_a_known_browser_waits_for_its_own_failures(slow: Flask) -> None:
    person, client = person_in(slow), PageClient(slow)
    attempt(client, person.email, PASSWORD, status=303)
    for _ in range(5):
        attempt(client, person.email, "a wrong guess again", status=422)
    attempt(client, person.email, PASSWORD, status=429)


def test_waiting_tells_nothing_about_who_has_an_account(slow: Flask) -> None:
    person, pages = person_in(slow), []
    for email in (person.email, "nobody@example.org"):
        client = PageClient(slow)
        for _ in range(5):
            attempt(client, email, "a wrong guess again", status=422)
        attempt(client, email, PASSWORD, status=429)
        pages.append(client.text.replace(email, ""))
    assert pages[0] == pages[1]
    keys = {row.account_key for row in rows(slow, SignInDelay)}
    assert len(keys) == 2
    assert not any("@" in key for key in keys)


def test_one_spelling_of_an_address_is_one_account(context: Flask) -> None:
    assert delay_key(" Anna@Example.org", None, keys=KEYS) == delay_key("anna@example.org", None, keys=KEYS)


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "qwertyuiopasdfghjkl", "iloveyou12345678", "Sunshine-Sunshine!", "123456789012345", "йцукенгшщзхъфывап"],
)
def test_what_everybody_guesses_is_refused_however_long(password: str) -> None:
    assert len(password) >= 15
    assert problem_of(password) == "too_simple"


def test_names_and_addresses_with_little_around_them_are_refused() -> None:
    known = ("anna-petrova", "Anna Petrova", "anna.petrova@example.org")
    assert problem_of("Anna Petrova2026", known=known) == "too_simple"
    assert problem_of("anna.petrova-1!-1!", known=known) == "too_simple"
    assert problem_of("anna petrova likes green tea", known=known) is None


def test_good_passphrases_pass_and_the_list_is_whole() -> None:
    for good in ("a horse reads the paper", "семь тихих цапель бродят", "Jk3v-91xq-ZZp0-llm2", "correct horse battery staple"):
        assert not is_common(good), good
    assert len(_listed()) > 29_000


def test_members_may_choose_a_shorter_one_than_staff() -> None:
    assert problem_of("tiny heron 9") == "too_short"
    assert problem_of("tiny heron 9", shortest=10) is None


@pytest.mark.parametrize(("role", "led"), [(Role.member, False), (Role.researcher, True)])
def test_whoever_came_to_work_here_with_a_short_password_is_led_to_a_longer_one(app: Flask, role: Role, led: bool) -> None:
    person, client = person_in(app, role, password="tiny heron 9"), PageClient(app)
    attempt(client, person.email, "tiny heron 9", status=303)
    assert client.response.headers["Location"].endswith("/me/password") is led


def give_code(client: PageClient, code: str, *, status: int) -> None:
    client.submit({"code": code}, form="form.code-form", status=status, follow=False)


def at_length(app: Flask) -> None:
    """The pauses that have begun last longer than a slow machine needs for the next request."""
    with app.app_context(), transaction():
        begun = db.update(SignInDelay).where(SignInDelay.failures >= FREE)
        db.session.execute(begun.values(failures=SignInDelay.failures + 5))


def hurry_past(app: Flask) -> None:
    """The pauses so far are over."""
    with app.app_context(), transaction():
        db.session.execute(db.update(SignInDelay).values(last_failed_at=datetime.now(UTC) - LONGEST))


def test_whoever_knows_the_password_guesses_codes_no_faster_by_beginning_again(slow: Flask) -> None:
    person, codes = with_app(slow)
    own = PageClient(slow)
    attempt(own, person.email, PASSWORD, status=303)
    own.get("/en/sign-in/second")
    give_code(own, codes[0], status=303)
    # Two browsers with three codes each, neither of which came to the end of its five.
    for codes_wrong in (3, 2):
        stranger = PageClient(slow)
        attempt(stranger, person.email, PASSWORD, status=303)
        stranger.get("/en/sign-in/second")
        for _ in range(codes_wrong):
            give_code(stranger, "000000", status=422)
    at_length(slow)
    give_code(stranger, codes[1], status=429)
    assert int(stranger.response.headers["Retry-After"]) >= 1
    assert "many wrong tries" in stranger.text
    attempt(PageClient(slow), person.email, PASSWORD, status=429)
    # Strangers cost the owner nothing, in this browser; and the code they had to wait with was not used up.
    attempt(own, person.email, PASSWORD, status=303)
    own.get("/en/sign-in/second")
    give_code(own, codes[1], status=303)
    # From another browser the owner is let in once the pause is over, which ends the count.
    hurry_past(slow)
    elsewhere = PageClient(slow)
    attempt(elsewhere, person.email, PASSWORD, status=303)
    elsewhere.get("/en/sign-in/second")
    give_code(elsewhere, codes[2], status=303)
    attempt(PageClient(slow), person.email, PASSWORD, status=303)


def confirm(client: PageClient, *, status: int, **typed: str) -> None:
    (name,) = typed
    client.submit(typed, form=f"form:has(input[name={name}])", status=status, follow=False)


def test_confirming_slows_whoever_sits_at_the_browser_and_nobody_else(slow: Flask) -> None:
    person, codes = with_app(slow)
    here, elsewhere = PageClient(slow), PageClient(slow)
    for client, code in ((here, codes[0]), (elsewhere, codes[1])):
        attempt(client, person.email, PASSWORD, status=303)
        client.get("/en/sign-in/second")
        give_code(client, code, status=303)
        client.get("/en/me/confirm")
    # Passwords and codes are one count.
    for _ in range(3):
        confirm(here, password="a wrong guess again", status=422)
    for _ in range(2):
        confirm(here, code="000000", status=422)
    at_length(slow)
    confirm(here, password=PASSWORD, status=429)
    assert int(here.response.headers["Retry-After"]) >= 1
    confirm(elsewhere, password=PASSWORD, status=303)
    # Once it was right, a later slip of the finger begins a new count.
    hurry_past(slow)
    confirm(here, code=codes[2], status=303)
    here.get("/en/me/confirm")
    for _ in range(5):
        confirm(here, code="000000", status=422)


def test_a_stolen_session_shares_the_count_of_strangers(slow: Flask) -> None:
    person, codes = with_app(slow)
    own, thief = PageClient(slow), PageClient(slow)
    attempt(own, person.email, PASSWORD, status=303)
    own.get("/en/sign-in/second")
    give_code(own, codes[0], status=303)
    name = next(cookie.key for cookie in own.client._cookies.values() if cookie.key.endswith("storyhub-session"))
    thief.client.set_cookie(name, own.client.get_cookie(name).value)
    thief.get("/en/me/confirm")
    for _ in range(5):
        confirm(thief, code="000000", status=422)
    at_length(slow)
    confirm(thief, code=codes[1], status=429)
    own.get("/en/me/confirm")
    confirm(own, code=codes[1], status=303)
