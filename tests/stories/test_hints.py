"""Hints about personal data while one writes and on the check page; hiding, undoing, and never storing anything."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import func, select

from storyhub.kit.db import db
from storyhub.stories.forms.hints import hide, hints_of, marks_of
from storyhub.stories.models import Draft, Story
from tests.page_client import PageClient
from tests.stories.pages import check, code_on
from tests.stories.stories_factories import TEXT, rendered

PHONE, MAIL = "+7 916 123-45-67", "anna@example.org"
GIVES_AWAY = f"👍 {TEXT} His phone is {PHONE}, his mail {MAIL}."


def ask(client: PageClient, text: str, **fields: str):
    client.get("/en/tell")
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None
    return client.client.post("/en/tell/hints", data={"csrf_token": token["value"], "text": text, **fields})


def story_of(client: PageClient) -> str:
    box = client.soup.select_one("form.tell textarea[name=text]")
    assert box is not None
    return box.get_text().strip()


def test_places_count_code_points_and_kinds_have_names(client: PageClient):
    found = ask(client, GIVES_AWAY).get_json()["hints"]
    assert [(hint["kind"], GIVES_AWAY[hint["start"] : hint["end"]]) for hint in found] == [("phone", PHONE), ("email", MAIL)]
    assert (found[0]["label"], found[0]["placeholder"]) == ("phone number", "[phone]")


def test_a_text_without_anything_personal_gets_no_hint(client: PageClient):
    assert ask(client, TEXT + " See https://example.org, damn it.").get_json() == {"hints": []}


def test_the_question_needs_a_token_and_has_an_end(client: PageClient):
    assert client.client.post("/en/tell/hints", data={"text": GIVES_AWAY}).status_code == 400
    assert ask(client, "x" * 40_001).status_code == 422


def test_nothing_of_the_text_is_kept(
    client: PageClient, app: Flask, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    answer = ask(client, GIVES_AWAY)
    assert answer.headers["Cache-Control"] == "no-store"
    logged = capfd.readouterr().err + caplog.text
    assert "/tell/hints" in logged
    assert "916" not in logged
    with app.app_context():
        for table in (Draft, Story):
            assert db.session.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_the_check_page_marks_what_was_found(client: PageClient):
    check(client, GIVES_AWAY)
    assert [mark.get_text() for mark in client.soup.select(".story-text mark")] == [PHONE, MAIL]
    assert client.soup.select_one('.story-text a[href="#hint-2"]')
    assert "phone number" in client.soup.select_one("#hint-1").get_text()


def test_one_place_is_hidden_by_its_button_and_the_rest_stays(client: PageClient):
    check(client, GIVES_AWAY)
    client.submit(form="form.tell", button="Hide it")
    assert PHONE not in story_of(client)
    assert "His phone is [phone], his mail " + MAIL in story_of(client)
    assert len(client.soup.select(".hints__hint")) == 1


def test_all_places_are_hidden_at_once_and_brought_back(client: PageClient, app: Flask):
    check(client, GIVES_AWAY)
    client.submit(form="form.tell", button="Hide all of it")
    assert "His phone is [phone], his mail [email]." in story_of(client)
    assert not client.soup.select(".hints")
    client.submit(form="form.tell", button="Undo hiding")
    assert story_of(client) == GIVES_AWAY

    client.submit(form="form.tell", button="Hide all of it")
    client.submit(form="form.tell")
    assert code_on(client)
    with app.app_context():
        story = db.session.execute(select(Story)).scalar_one()
        assert story.latest_revision is not None
        assert "916" not in story.latest_revision.source


@pytest.mark.parametrize("chosen", ["", "1-2-phone", "0-999999-phone", "x", "-1-5-phone"])
def test_a_made_up_place_hides_nothing(chosen: str):
    assert hide(GIVES_AWAY, chosen) == GIVES_AWAY
    assert hide(GIVES_AWAY, hints_of(GIVES_AWAY)[0].value) != GIVES_AWAY


def test_a_place_that_markdown_moves_is_marked_where_it_is_shown():
    source = f"**Once** upon a time. Call *{PHONE}* or {PHONE}, they say, at any time of the day."
    plain = rendered(source).plain
    assert [plain[mark.start : mark.end] for mark in marks_of(hints_of(source), plain)] == [PHONE, PHONE]


def test_hiding_and_undoing_keep_what_is_ticked_and_send_nothing(client: PageClient, app: Flask):
    client.get("/en/tell")
    client.submit({"text": TEXT + " Call +44 7700 900123 or write to anna@example.org.", "publish": "y"})
    client.submit({"research": "y", "quote": "y"}, form="form.tell", button="Hide it")
    for pressed in ("Undo hiding", "Hide all of it"):
        ticked = {str(box["name"]) for box in client.soup.select("input[type=checkbox][checked]")}
        assert ticked == {"research", "quote"}
        client.submit(form="form.tell", button=pressed)
    assert "900123" not in client.soup.select_one(".story-text").get_text()
    client.submit(form="form.tell")
    with app.app_context():
        story = db.session.execute(select(Story)).scalar_one()
        assert (story.may_research, story.may_quote, story.may_open_data) == (True, True, False)
