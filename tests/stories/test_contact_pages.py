"""The pages about letters: asked after sending, on the page of the story, and the link out that works without a page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.kit.mail import Letter
from storyhub.stories.models import Contact, Story
from storyhub.stories.service import publish_story
from storyhub.wiring import create_app
from tests.page_client import PageClient
from tests.stories.pages import open_status, send
from tests.stories.stories_factories import NOW

FORM = "form[action$='/receipt/contact']"
STOP = FORM + ":has(input[value=stop])"


def addresses(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(select(Contact.address)).scalars())


def stop_link(app: Flask) -> str:
    with app.app_context():
        return urlsplit(db.session.execute(select(Letter.unsubscribe)).scalar_one()).path


def asked_for_address(client: PageClient) -> None:
    for name in ("turning_point", "tenure", "law"):
        client.submit(form=f".prompt form:has(input[name=prompt][value={name}])", button="Skip")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_address_is_given_on_the_page_of_the_story_and_taken_back(client: PageClient, app: Flask, lang: str):
    code = send(client, lang=lang)
    open_status(client, code, lang=lang)

    client.submit({"contact": "anna@example.com"}, form=FORM)
    assert "a…@example.com" in client.text
    assert "anna@" not in client.text, "who looks over the shoulder reads no address"
    client.submit(form="form[action$='/receipt']")
    assert "a…@example.com" in client.text
    client.submit(form=STOP)

    assert addresses(app) == []
    assert client.soup.select_one(f"{FORM} input[name=contact]")


def test_the_question_after_sending_keeps_an_address(client: PageClient, app: Flask):
    send(client)
    asked_for_address(client)

    client.submit({"contact": "anna@example.com"}, form=".prompt__form")

    assert addresses(app) == ["anna@example.com"]
    assert client.soup.select_one("input[name=prompt][value=title]"), "and goes on to the next question"


def test_the_question_left_empty_keeps_nothing(client: PageClient, app: Flask):
    send(client)
    asked_for_address(client)

    client.submit({"contact": " "}, form=".prompt__form")

    assert addresses(app) == []


def test_a_mistyped_address_comes_back_with_the_reason(client: PageClient, app: Flask):
    code = send(client)
    open_status(client, code)

    client.submit({"contact": "anna@example"}, form=FORM, status=422)

    field = client.soup.select_one("input[name=contact]")
    assert field is not None
    assert field["value"] == "anna@example"
    assert field["aria-invalid"] == "true"
    assert addresses(app) == []


def test_a_wrong_code_changes_nothing(client: PageClient, app: Flask):
    send(client)
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None

    for action in ("save", "stop"):
        fields = {"csrf_token": token["value"], "code": "0000-0000", "contact": "eve@example.com", "action": action}
        client.post("/en/receipt/contact", fields, status=404)

    assert addresses(app) == []


def test_the_link_in_a_letter_asks_and_then_ends_letters(client: PageClient, app: Flask):
    code = send(client)
    open_status(client, code)
    client.submit({"contact": "anna@example.com"}, form=FORM)
    link = stop_link(app)

    reader = PageClient(app)
    reader.get(link)
    assert addresses(app) == ["anna@example.com"], "looking changes nothing: mail programs open links by themselves"
    assert reader.response is not None
    assert reader.response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in reader.response.headers["Cache-Control"]
    assert "Set-Cookie" not in reader.response.headers
    assert reader.soup.select_one("meta[name=robots][content=noindex]")
    reader.submit()

    assert reader.h1 == "No more letters"
    assert addresses(app) == []
    reader.get(link, status=404)


def test_a_mail_program_ends_letters_with_one_post(client: PageClient, app: Flask):
    code = send(client)
    open_status(client, code)
    client.submit({"contact": "anna@example.com"}, form=FORM)

    answer = app.test_client().post(stop_link(app), data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert addresses(app) == []


@pytest.mark.parametrize("token", ["x", "я" * 40, "a" * 3000])
def test_a_link_that_is_none_is_not_found(client: PageClient, token: str):
    client.get(f"/en/mail/stop/{token}", status=404)
    client.post(f"/en/mail/stop/{token}", {}, status=404)


def test_the_logs_hold_neither_link_nor_address(client: PageClient, app: Flask, capfd: pytest.CaptureFixture[str]):
    code = send(client)
    open_status(client, code)
    client.submit({"contact": "anna@example.com"}, form=FORM)
    with app.app_context(), transaction():
        publish_story(db.session.execute(select(Story)).scalar_one(), actor=OPERATOR, now=NOW)
    link = stop_link(app)
    app.extensions["storyhub"].indexer.run_once()
    client.get(link)

    logged = capfd.readouterr().err
    assert "/mail/stop/<token>" in logged
    assert link.rpartition("/")[2] not in logged
    assert "anna" not in logged


def test_the_worker_turns_news_into_files(client: PageClient, app: Flask, settings: Settings):
    code = send(client)
    open_status(client, code)
    client.submit({"contact": "anna@example.com"}, form=FORM)
    with app.app_context(), transaction():
        publish_story(db.session.execute(select(Story)).scalar_one(), actor=OPERATOR, now=NOW)
    for _ in range(2):
        app.extensions["storyhub"].indexer.run_once()

    client.get("/en/dev/mail")

    assert "Your story S-000001 is published" in client.text
    with app.app_context():
        assert set(db.session.execute(select(Letter.to_address)).scalars()) == {""}


def test_where_no_letters_are_sent_nobody_is_asked(settings: Settings):
    app = create_app(replace(settings, testing=False))
    client = PageClient(app)
    code = send(client)

    for name in ("turning_point", "tenure", "law"):
        client.submit(form=f".prompt form:has(input[name=prompt][value={name}])", button="Skip")
    assert client.soup.select_one("input[name=prompt][value=title]")
    open_status(client, code)
    assert not client.soup.select(FORM)
    app.extensions["storyhub"].renderer.close()


CODE_FORM = "form[action$='/receipt/mail']"


def code_letters(app: Flask) -> list[Letter]:
    with app.app_context():
        found = list(db.session.execute(select(Letter).where(Letter.kind == "story.code")).scalars())
        db.session.expunge_all()
        return found


def test_the_code_goes_to_ones_own_mailbox_once_and_the_address_is_forgotten(client: PageClient, app: Flask):
    code = send(client)

    client.submit({"contact": "anna@example.com"}, form=CODE_FORM)

    assert client.h1 == "The code is on its way"
    (letter,) = code_letters(app)
    assert letter.to_address == "anna@example.com"
    assert f"\n{code}\n" in letter.body
    assert addresses(app) == []
    app.extensions["storyhub"].indexer.run_once()
    (letter,) = code_letters(app)
    assert (letter.to_address, letter.body) == ("", "")
    with app.app_context(), transaction():
        publish_story(db.session.execute(select(Story)).scalar_one(), actor=OPERATOR, now=NOW)
    app.extensions["storyhub"].indexer.run_once()
    with app.app_context():
        assert list(db.session.execute(select(Letter.kind)).scalars()) == ["story.code"], "no consent to anything else"


@pytest.mark.parametrize("typed", ["", "anna@example"])
def test_a_code_without_an_address_stays_on_the_page(client: PageClient, app: Flask, typed: str):
    code = send(client)

    client.submit({"contact": typed}, form=CODE_FORM, status=422)

    assert code_letters(app) == []
    shown = client.soup.select_one("[data-code]")
    assert shown is not None
    assert shown.get_text().strip() == code


def test_nobody_can_have_a_wrong_code_mailed(client: PageClient, app: Flask):
    send(client)
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None

    fields = {"csrf_token": token["value"], "code": "0000", "contact": "eve@example.com"}
    client.post("/en/receipt/mail", fields, status=404)

    assert code_letters(app) == []


def test_a_code_cannot_flood_strangers_with_letters(settings: Settings):
    app = create_app(replace(settings, limits=True, limit_submit="100 per hour"))
    client = PageClient(app)
    send(client)

    page = client.soup
    for number in range(11):
        client.soup = page
        client.submit({"contact": f"stranger-{number}@example.com"}, form=CODE_FORM, status=429 if number == 10 else 200)

    assert len(code_letters(app)) == 10
    app.extensions["storyhub"].renderer.close()
