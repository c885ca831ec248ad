"""The page of letters in the demo: it lists and shows what was sent, opens nothing else, and real instances do not have it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from storyhub.wiring import create_app
from tests.kit.mail.mail_factories import write
from tests.page_client import PageClient

STOP = "http://127.0.0.1:8000/en/mail/stop/abc"


def test_letters_are_listed_newest_first_and_shown_as_written(app: Flask, client: PageClient):
    client.get("/en/dev/mail")
    assert "No letter yet." in client.text
    with app.app_context():
        write(subject="Привет <b>Анна</b>", lang="ru", body="Первая строка.\n\nhttp://127.0.0.1:8000/ru/receipt\n", unsubscribe=STOP)
        app.extensions["storyhub"].indexer.run_once()

    client.get("/en/dev/mail")
    link = client.soup.select_one(".queue__title a")
    assert link is not None
    client.get(str(link["href"]))

    assert client.h1 == "Привет <b>Анна</b>"
    assert "anna@example.com" in client.text
    assert [a["href"] for a in client.soup.select(".letter a")] == ["http://127.0.0.1:8000/ru/receipt"]
    assert [a["href"] for a in client.soup.select(".facts a")] == [STOP]


@pytest.mark.parametrize("name", ["..%2Fsecret.key", "secret.key", "%2Fetc%2Fpasswd", "x.eml"])
def test_nothing_else_is_opened(client: PageClient, name: str):
    client.get(f"/en/dev/mail/{name}", status=404)


def test_an_instance_that_people_use_shows_no_letters(tmp_path: Path):
    app = create_app(Settings.from_env({}, data_dir=tmp_path, indexer="off"))

    assert not any("dev/mail" in rule.rule for rule in app.url_map.iter_rules())
    app.extensions["storyhub"].renderer.close()
