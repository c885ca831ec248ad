"""What a teller does with the code: questions, state, correction, consents, withdrawal."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import select, text

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.words import DeclineReason, State
from storyhub.stories.forms.prompts import PROMPTS
from storyhub.stories.models import Consent, Revision, Story
from storyhub.stories.service import begin_review, decline_story, publish_story, request_changes, restrict_story
from tests.page_client import PageClient
from tests.stories.pages import open_status, send
from tests.stories.stories_factories import NOW, TEXT

ANSWERS: dict[str, dict[str, str]] = {
    "turning_point": {"sentence": "2"},
    "tenure": {"tenure": "years"},
    "title": {"title": " The  box upstairs "},
    "organisation": {"organisation": "Fast Feet", "sector": "delivery"},
    "contact": {"contact": "anna@example.com"},
    "place": {"country": "RU", "month": "2026-04"},
    "stage": {"stage": "experience"},
    "touchpoints": {"place_1": " The  front door ", "expected_1": "4", "received_1": "2"},
    "keys": {"price": "met", "time": "below", "service": "exceeded"},
    "feelings": {"convenience": "3", "speed": "1", "empathy": "5"},
    "recommend": {"recommend_before": "5", "recommend_after": "10"},
    "outcome": {"outcome": "stayed"},
    "emotions": {"emotional_peak": "-3", "emotional_end": "4"},
}
LAST = "emotions"


def the_story(app: Flask) -> Story:
    return db.session.execute(select(Story)).scalar_one()


def moderate(app: Flask, verb, **words) -> None:
    with app.app_context(), transaction():
        verb(the_story(app), actor=OPERATOR, now=NOW, **words)


def asked(client: PageClient) -> str:
    field = client.soup.select_one(".prompt input[name=prompt]")
    assert field is not None
    return str(field["value"])


def skip(client: PageClient) -> None:
    forms = client.soup.select(".prompt form:has(input[name=prompt])")
    client.submit(form=f".prompt form:has(input[name=prompt][value={asked(client)}])", button="Skip")
    assert forms


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_question_can_be_answered_in_turn(client: PageClient, app: Flask, lang: str):
    send(client, lang=lang)
    for name in PROMPTS:
        assert asked(client) == name
        if name == "law":
            client.submit(form=".prompt form:has(input[name=prompt])")
        else:
            client.submit(ANSWERS[name], form=".prompt__form")

    assert client.soup.select_one("[data-code]")
    with app.app_context():
        story = the_story(app)
        for name, fields in ANSWERS.items():
            for field, value in fields.items():
                if name not in ("turning_point", "contact", "title", "organisation", "touchpoints"):
                    assert str(getattr(story, field)) == value
        assert story.title == "The box upstairs"
        assert story.organisation is not None
        assert (story.organisation.name, story.sector) == ("Fast Feet", "delivery")
        assert [(one.name, one.expected, one.received) for one in story.touchpoints] == [("The front door", 4, 2)]
        assert story.turning_point is not None
        assert story.turning_point.exact == "He apologised and carried the box upstairs."


def test_every_question_can_be_skipped(client: PageClient, app: Flask):
    send(client)
    for _ in PROMPTS:
        skip(client)

    assert client.h1 == "Thank you!"
    with app.app_context():
        assert the_story(app).tenure is None


def test_an_answer_is_shown_again_and_can_be_taken_away(client: PageClient, app: Flask):
    code = send(client)
    client.submit(ANSWERS["turning_point"], form=".prompt__form")
    client.submit(ANSWERS["tenure"], form=".prompt__form")
    open_status(client, code)
    client.submit(form="form:has(input[value=show])")

    assert client.soup.select_one("input[name=sentence][value='2'][checked]")
    skip(client)
    assert client.soup.select_one("input[name=tenure][value=years][checked]")
    client.submit({"tenure": None}, form=".prompt__form")
    with app.app_context():
        assert the_story(app).tenure is None


@pytest.mark.parametrize(
    ("prompt", "fields"),
    [
        ("turning_point", {"sentence": "99"}),
        ("tenure", {"tenure": "for ever"}),
        ("title", {"title": "t" * 201}),
        ("title", {"title": "a\0b"}),
        ("organisation", {"organisation": "o" * 201}),
        ("organisation", {"sector": "spying"}),
        ("place", {"month": "2026-13"}),
        ("place", {"month": "2999-01"}),
        ("place", {"month": "April"}),
        ("place", {"country": "XX"}),
        ("touchpoints", {"place_2": "The counter", "expected_2": "3"}),
        ("touchpoints", {"expected_1": "3", "received_1": "3"}),
        ("touchpoints", {"place_1": "The counter", "expected_1": "3", "received_1": "6"}),
        ("touchpoints", {"place_1": "c" * 121, "expected_1": "3", "received_1": "3"}),
        ("touchpoints", {"place_5": "a\0b", "expected_5": "3", "received_5": "3"}),
        ("feelings", {"speed": "6"}),
        ("recommend", {"recommend_after": "11"}),
        ("emotions", {"emotional_end": "-6"}),
        ("emotions", {"emotional_end": "٣"}),
    ],
)
def test_an_answer_that_cannot_be_used_comes_back_with_the_reason(client: PageClient, app: Flask, prompt: str, fields: dict[str, str]):
    code = send(client)
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None

    client.post(
        "/en/receipt/prompt", {"csrf_token": token["value"], "code": code, "prompt": prompt, "action": "save", **fields}, status=422
    )

    assert client.soup.select_one(".error-summary")
    assert asked(client) == prompt


def test_an_unknown_question_leads_to_the_first(client: PageClient):
    code = send(client)
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None

    client.post("/en/receipt/prompt", {"csrf_token": token["value"], "code": code, "prompt": "../..", "action": "save"})

    assert asked(client) == "turning_point"


def test_the_code_stands_in_no_address_and_no_log(client: PageClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    code = send(client)
    open_status(client, code)
    client.get("/en/receipt")
    wrong = "Y" if code[0] == "X" else "X"
    client.submit({"code": wrong + code[1:]}, status=422)

    logged = capfd.readouterr().err + caplog.text
    for part in (code, code.replace("-", ""), code[1:]):
        assert part not in logged
    assert all(code not in str(link["href"]) for link in client.soup.select("a[href]"))


@pytest.mark.parametrize("typed", ["", "abc", "0" * 28, "x" * 5000, "код", "\0", "é" * 28])
def test_a_wrong_code_is_told_so(client: PageClient, typed: str):
    client.get("/en/receipt")
    client.submit({"code": typed}, status=422)

    assert client.soup.select_one('.error-summary a[href="#code"]')


@pytest.mark.parametrize("address", ["prompt", "correct", "withdraw", "consent"])
def test_without_a_right_code_nothing_opens(client: PageClient, address: str):
    client.get("/en/receipt")
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None

    client.post(f"/en/receipt/{address}", {"csrf_token": token["value"], "code": "0" * 28, "confirm": "yes"}, status=404)


def test_the_state_is_told_in_words_with_the_promise(client: PageClient, app: Flask):
    code = send(client)
    open_status(client, code)
    assert "waits for a moderator" in client.text
    assert "reads it by" in client.text
    assert client.response is not None
    assert client.response.headers["Cache-Control"] == "no-store"
    assert client.response.headers["Referrer-Policy"] == "no-referrer"

    moderate(app, begin_review)
    open_status(client, code)
    assert "is reading" in client.text

    moderate(app, request_changes, message="Please leave out the courier’s name.")
    open_status(client, code)
    assert "Please leave out the courier’s name." in client.text


def test_a_decline_is_told_with_its_reason(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, decline_story, reason=DeclineReason.advertising, message="Two links to a shop.")

    open_status(client, code)

    assert "not accepted" in client.text
    assert "It is advertising" in client.text
    assert "Two links to a shop." in client.text
    assert "Correct the text" not in client.text


def test_a_late_answer_is_admitted(client: PageClient, app: Flask):
    code = send(client)
    with app.app_context(), transaction():
        db.session.execute(text("UPDATE story SET received_at = '2020-01-01 00:00:00'"))

    open_status(client, code)

    assert "are late" in client.text


def test_look_alikes_open_the_same_story(client: PageClient):
    code = send(client)
    cyrillic = str.maketrans("ABEKMHPCTYX01", "авекмнрстухОl")

    open_status(client, f"  {code.translate(cyrillic).replace('-', ' ')} ")

    assert "Your story S-000001" in client.h1


def test_a_correction_of_a_published_story_waits_for_a_moderator(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, publish_story)
    open_status(client, code)
    client.submit(form="form[action$=correct]")
    assert TEXT in client.text

    client.submit({"text": TEXT + " Yesterday, too."}, form="form.tell")

    assert "Readers see the old one" in client.text
    client.get("/en/stories/S-000001")
    assert "Yesterday, too." not in client.text
    moderate(app, publish_story)
    client.get("/en/stories/S-000001")
    assert "Yesterday, too." in client.text


def test_a_requested_change_goes_back_to_the_moderator(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, request_changes, message="Please leave out the name.")
    open_status(client, code)
    client.submit(form="form[action$=correct]")
    client.submit({"text": TEXT + " Without a name."}, form="form.tell")

    with app.app_context():
        assert the_story(app).state == State.in_review


def test_a_bad_correction_comes_back_with_the_text(client: PageClient, app: Flask):
    code = send(client)
    open_status(client, code)
    client.submit(form="form[action$=correct]")
    client.submit({"text": "too short"}, form="form.tell", status=422)
    assert "too short" in client.text

    client.post("/en/receipt/correct", {"code": code, "text": TEXT + " New words."}, status=400)
    assert "New words." in client.text
    client.submit({}, form="form.tell")

    with app.app_context():
        assert db.session.execute(select(Revision.number)).scalars().all() == [1, 2]


def test_consents_are_changed_each_for_itself(client: PageClient, app: Flask):
    code = send(client, consents={"research": "y"})
    open_status(client, code)
    client.submit({"quote": "y", "research": None}, form="form[action$=consent]")

    with app.app_context():
        story = the_story(app)
        assert (story.may_research, story.may_quote, story.may_open_data) == (False, True, False)
        changes = db.session.execute(select(Consent.kind, Consent.granted).order_by(Consent.id)).all()[4:]
    assert {tuple(row) for row in changes} == {("research", False), ("quote", True)}


def test_taking_back_the_publishing_asks_once_and_withdraws(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, publish_story)
    client.get("/en/stories/S-000001")
    open_status(client, code)
    client.submit({"publish": None}, form="form[action$=consent]")
    assert client.h1 == "Withdraw your story?"
    with app.app_context():
        assert the_story(app).state == State.published

    client.submit(form="form:has(input[name=confirm])")

    assert "is withdrawn" in client.text
    client.get("/en/stories/S-000001", status=410)
    open_status(client, code)
    assert "is withdrawn" in client.text
    assert not client.soup.select("form[action$=correct]")


def test_a_story_withdrawn_meanwhile_answers_a_repeated_post_with_its_state(client: PageClient, app: Flask):
    from storyhub.stories.service import withdraw_story
    from tests.stories.pages import check

    check(client)
    fields = {element["name"]: element.get("value", "") for element in client.soup.select("main form input[type=hidden]")}
    client.post("/en/tell/send", {**fields, "text": TEXT})
    moderate(app, withdraw_story)

    client.post("/en/tell/send", {**fields, "text": TEXT})

    assert "is withdrawn" in client.text


def test_no_more_free_words_are_asked_of_a_published_story(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, publish_story)
    open_status(client, code)
    client.submit(form="form:has(input[value=show])")
    seen = []
    while client.soup.select_one(".prompt input[name=prompt]"):
        seen.append(asked(client))
        skip(client)

    assert seen == [name for name in PROMPTS if name not in ("title", "organisation", "touchpoints")]


def test_a_restricted_story_says_why(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, publish_story)
    moderate(app, restrict_story, why="A court asked for it.")

    open_status(client, code)

    assert "not shown at present" in client.text
    assert "A court asked for it." in client.text
