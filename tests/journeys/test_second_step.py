"""Signing in twice over, in a real browser: an app, a recovery code, a passkey, and out everywhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import expect

from config import Settings
from storyhub.accounts.service import STRONG, add_person
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.wiring import create_app
from tests.journeys import steps
from tests.journeys.conftest import served
from tests.journeys.walking import Walk

PASSWORD = "a kettle sings at dawn"
EMAIL = "moderator@example.org"


@pytest.fixture
def site(seeded_folder: Path, tmp_path: Path) -> Iterator[str]:
    """The demo, with one real moderator in it, on a host name: passkeys do not work on a bare address."""
    folder = tmp_path / "site"
    shutil.copytree(seeded_folder, folder)
    app = create_app(Settings.from_env({}, data_dir=folder, demo=True, indexer="off"))
    with app.app_context():
        with transaction():
            add_person("mira", "Mira", EMAIL, PASSWORD, [Role.moderator], actor=OPERATOR, now=datetime.now(UTC), hasher=STRONG)
        db.session.remove()
        db.engine.dispose()
    app.extensions["storyhub"].renderer.close()
    with served(folder, host="localhost") as address:
        yield address


def give_password(page: Any) -> None:
    page.goto("/en/sign-in")
    page.locator("form.sign-in input[name=email]").fill(EMAIL)
    page.locator("form.sign-in input[name=password]").fill(PASSWORD)
    page.locator("form.sign-in button").click()
    page.wait_for_url(re.compile("/(second|security)"))


def give_code(page: Any, code: str) -> None:
    page.locator("form.code-form input[name=code]").fill(code)
    page.locator("form.code-form button").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_app_recovery_codes_and_out_everywhere(visit: Any, javascript: bool) -> None:
    page = visit(lang="en", javascript=javascript, width=1280 if javascript else 390)
    give_password(page)
    page.goto("/en/desk/moderation")
    expect(page).to_have_url(re.compile("/en/me/security$"))
    page.locator("main a[href$='/security/app']").click()
    secret = page.locator(".factor__secret code").inner_text().replace(" ", "")
    totp = pyotp.TOTP(secret)
    give_code(page, totp.now())
    codes = page.locator(".recovery__codes li").all_inner_texts()
    assert len(codes) == 10

    second, third = visit(lang="en", javascript=javascript), visit(lang="en", javascript=javascript)
    give_password(second)
    # The next half minute's digits: those of this one were used at the set-up.
    give_code(second, totp.at(datetime.now(UTC) + timedelta(seconds=30)))
    expect(second).to_have_url(re.compile("/en/desk/moderation"))
    give_password(third)
    give_code(third, codes[0].strip())
    expect(third).to_have_url(re.compile("/en/desk/moderation"))

    third.goto("/en/me/security")
    expect(third.locator("#sessions ~ .rows .rows__row")).to_have_count(3)
    third.locator("form[action$='/sessions/end-all'] button").click()
    expect(third).to_have_url(re.compile("/en/$"))
    for browser in (page, second, third):
        browser.goto("/en/me")
        expect(browser).to_have_url(re.compile("/en/sign-in"))


def test_a_passkey_made_here_opens_the_door(visit: Any) -> None:
    page = visit(lang="en")
    virtual = page.context.new_cdp_session(page)
    virtual.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    virtual.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    give_password(page)
    page.locator("main a[href$='/security/passkeys']").click()
    page.locator("input[name=name]").fill("My stick")
    page.locator("[data-use]").click()
    expect(page.locator(".recovery__codes li")).to_have_count(10)
    page.goto("/en/me/security")
    expect(page.locator(".rows__title").filter(has_text="My stick")).to_have_count(1)
    page.locator("form[action$='/sessions/end-all'] button").click()

    give_password(page)
    page.locator("[data-use]").click()
    expect(page).to_have_url(re.compile("/en/desk/moderation"))


def test_the_pages_of_accounts_are_sound(visit: Any) -> None:
    """In the light, in the dark and on a small phone: a visitor, then an administrator."""
    page = visit(lang="en")
    walk = Walk(page, "en", "accounts")
    walk.go("sign-up", "sign-up")
    steps.sign_in(page, "en", "i-belozerova")
    for address in ("me/security", "me/security/app", "me/erase", "desk/people/mira", "desk/people/new"):
        walk.go(address.replace("/", "-"), address)

    assert walk.problems == []
