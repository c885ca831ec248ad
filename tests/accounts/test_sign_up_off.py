"""Accounts by invitation only: no link, no page, no letter; who is there stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from config import Settings, SettingsError
from storyhub.kit.actor import Role
from storyhub.kit.mail import Letter
from tests.accounts.accounts_factories import person_in, rows, sign_in
from tests.page_client import PageClient


@pytest.fixture
def closed(app: Flask) -> Flask:
    hub = app.extensions["storyhub"]
    hub.settings = replace(hub.settings, sign_up="off")
    return app


def test_open_accounts_are_the_rule(client: PageClient):
    client.get("/en/sign-in")
    assert client.soup.select_one("main a[href='/en/sign-up']")
    client.get("/en/join")
    assert client.soup.select_one("main a[href='/en/sign-up']")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_nobody_opens_an_account_where_it_is_off(closed: Flask, client: PageClient, lang: str):
    for address in (f"/{lang}/sign-in", f"/{lang}/join"):
        client.get(address)
        assert not client.soup.select_one(f"a[href='/{lang}/sign-up']")
    for address in (f"/{lang}/sign-up", f"/{lang}/sign-up/some-token"):
        client.get(address, status=404)
        assert client.soup.select_one(f"main a[href='/{lang}/tell']")
    closed.config["WTF_CSRF_ENABLED"] = False
    client.post(f"/{lang}/sign-up", {"email": "somebody@example.org"}, status=404)
    assert rows(closed, Letter) == []


def test_who_was_invited_still_asks_to_join(closed: Flask, client: PageClient):
    sign_in(client, person_in(closed, Role.member))
    client.get("/en/me/join")
    client.submit({"text": "I have sold bread for twenty years and know who comes back."}, form="form.form")
    assert "waiting for a curator" in client.text


def test_a_word_that_is_neither_is_refused(settings: Settings):
    with pytest.raises(SettingsError, match="STORYHUB_SIGN_UP"):
        replace(settings, sign_up="perhaps").check()
