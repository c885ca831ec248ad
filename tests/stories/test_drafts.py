"""A story that is not sent yet: saved, found again by its link, never overwritten in silence, deleted in time."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from storyhub.kit.db import db, transaction
from storyhub.kit.text import Renderer
from storyhub.stories.domain.unsent import Unsent
from storyhub.stories.models import Draft, Story
from storyhub.stories.queries import find_draft
from storyhub.stories.service import delete_expired_drafts, start_draft
from storyhub.wiring import create_app
from tests.page_client import PageClient
from tests.stories.pages import code_on
from tests.stories.stories_factories import KEY, NOW, TEXT

JSON = {"Accept": "application/json"}


def save(client: PageClient, text: str = TEXT, **fields: str) -> str:
    """Presses the button on an empty form; the return link."""
    client.get("/en/tell")
    client.submit({"text": text, **fields}, button="Save and continue later")
    return client.address


def fields_of(client: PageClient) -> dict[str, str]:
    return {str(field["name"]): str(field.get("value", "")) for field in client.soup.select("form.tell input[type=hidden]")}


def drafts(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Draft)).scalar_one()


def test_a_draft_comes_back_by_its_link_with_everything_in_it(client: PageClient, app: Flask):
    address = save(client, publish="y")
    other = PageClient(app)
    other.get(address)

    assert other.soup.select_one("textarea[name=text]").get_text().strip() == TEXT
    assert other.soup.select_one("input[name=publish][checked]")
    assert "Saved " in other.text
    assert "30 days after you last saved it" in other.text
    assert other.response is not None
    assert other.response.headers["Referrer-Policy"] == "no-referrer"
    assert other.response.headers["Cache-Control"] == "no-store"
    assert other.soup.select_one("meta[name=robots][content=noindex]")


def test_the_time_is_that_of_the_site(settings: Settings, renderer: Renderer):
    app = create_app(replace(settings, time_zone="Asia/Tokyo"))
    app.extensions["storyhub"].renderer = renderer
    client = PageClient(app)
    address = save(client)
    with app.app_context(), transaction():
        db.session.execute(select(Draft)).scalar_one().updated_at = NOW
    client.get(address)
    assert "Saved 21:00" in client.text


def test_saving_again_keeps_one_draft(client: PageClient, app: Flask):
    address = save(client)
    client.submit({"text": TEXT + " And more."}, button="Save and continue later")
    assert client.address == address
    assert "And more." in client.text
    assert drafts(app) == 1


def test_a_script_saves_and_learns_the_link(client: PageClient, app: Flask):
    client.get("/en/tell")
    answer = client.client.post("/en/tell/draft", data={**fields_of(client), "text": TEXT}, headers=JSON)
    told = answer.get_json()

    assert answer.status_code == 200
    assert told["saved"].startswith("Saved ")
    again = {**fields_of(client), "draft": told["token"], "draft_version": told["version"], "text": TEXT + " More."}
    assert client.client.post("/en/tell/draft", data=again, headers=JSON).get_json()["version"] == told["version"] + 1
    client.get(told["address"])
    assert "More." in client.text
    assert drafts(app) == 1


def test_a_second_window_overwrites_nothing(client: PageClient, app: Flask):
    address = save(client)
    second = PageClient(app)
    second.get(address)
    client.submit({"text": TEXT + " First."}, button="Save and continue later")
    stale = {**fields_of(second), "text": TEXT + " Second."}
    answer = second.client.post("/en/tell/draft", data=stale, headers=JSON)
    assert answer.status_code == 409
    assert answer.get_json()["address"] == address

    second.submit({"text": TEXT + " Second."}, button="Save and continue later", status=409)
    assert "First." in second.soup.select_one("#theirs").get_text()
    assert "Second." in second.soup.select_one("textarea[name=text]").get_text()
    client.get(address)
    assert "Second." not in client.text
    second.submit(button="Keep this text")
    assert second.address == address
    assert "Second." in second.text


def test_sending_deletes_the_draft(client: PageClient, app: Flask):
    address = save(client, publish="y")
    client.submit()
    client.submit()
    assert code_on(client)
    assert drafts(app) == 0
    PageClient(app).get(address, status=404)


def test_a_script_that_goes_on_after_sending_makes_no_draft(client: PageClient, app: Flask):
    save(client, publish="y")
    stale = {**fields_of(client), "text": TEXT + " Late."}
    client.submit()
    client.submit()
    answer = client.client.post("/en/tell/draft", data=stale, headers=JSON)
    assert answer.status_code == 410
    assert drafts(app) == 0


def test_a_draft_is_deleted_by_its_button(client: PageClient, app: Flask):
    address = save(client)
    client.submit(button="Delete this draft")
    assert "The draft is deleted." in client.text
    assert drafts(app) == 0
    client.get(address, status=404)
    assert "no longer here" in client.h1


@pytest.mark.parametrize("text", ["", "  \n", "x" * 40_001])
def test_what_cannot_be_saved_is_told(client: PageClient, app: Flask, text: str):
    client.get("/en/tell")
    client.submit({"text": text}, button="Save and continue later", status=422)
    assert client.soup.select_one(".error-summary")
    assert drafts(app) == 0


def test_without_a_token_nothing_is_saved_and_nothing_lost(client: PageClient, app: Flask):
    client.post("/en/tell/draft", {"text": TEXT}, status=400)
    assert TEXT in client.text
    assert client.client.post("/en/tell/draft", data={"text": TEXT}, headers=JSON).status_code == 400
    assert drafts(app) == 0


@pytest.mark.parametrize("token", ["x", "x" * 32, "x" * 5000, "%00", "%D0%BA"])
def test_another_link_opens_nothing(client: PageClient, token: str):
    save(client)
    client.get(f"/en/tell/draft/{token}", status=404)


def test_a_draft_stays_out_of_lists_and_logs(
    client: PageClient, app: Flask, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    address = save(client, TEXT + " Kumquat.")
    client.get(address)
    token = address.rsplit("/", 1)[1]
    logged = capfd.readouterr().err + caplog.text
    assert "/tell/draft/<token>" in logged
    assert token not in logged
    assert "Kumquat" not in logged
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(Story)).scalar_one() == 0
        assert token not in str(db.session.execute(select(Draft.token_hash, Draft.payload)).one())
    for page in ("stories", ""):
        client.get(f"/en/{page}")
        assert "Kumquat." not in client.text


def test_a_draft_lives_its_days_and_is_then_deleted(context: Flask):
    with transaction():
        for days in (1, 30):
            start_draft(Unsent(TEXT), token=f"token-{days}", key=KEY, lang="en", days=days, now=NOW)
    later = NOW + timedelta(days=2)
    assert find_draft("token-1", key=KEY, now=later) is None
    assert find_draft("token-30", key=KEY, now=later) is not None
    with transaction():
        assert delete_expired_drafts(later) == 1
        assert delete_expired_drafts(later) == 0
    assert find_draft("token-30", key=KEY, now=later) is not None
