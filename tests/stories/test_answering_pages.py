"""With the code: a moderator's question is answered, an edit approved or refused, a choice taken back with what that means."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit.db import db, transaction
from storyhub.kit.text import render
from storyhub.stories.domain.words import State
from storyhub.stories.models import Consent, Notice, Story
from storyhub.stories.queries import receipt_of
from storyhub.stories.service import publish_story, purge_redacted_texts, redact, request_changes, suggest_edit
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories.pages import open_status, send
from tests.stories.stories_factories import NOW, TEXT
from tests.stories.test_receipt_pages import moderate, the_story

EDIT = TEXT.replace("The courier", "A certain courier")
WHY = "So that nobody recognises him."


def suggest(app: Flask, source: str = EDIT) -> None:
    moderate(app, lambda story, **who: suggest_edit(story, render(source), WHY, source=source, **who))


def words_kept(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(row.kind, row.body) for row in db.session.execute(select(Notice).order_by(Notice.id)).scalars()]


def test_a_question_is_answered_in_words_and_goes_back_to_the_moderators(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, request_changes, message="Was it this year?")
    open_status(client, code)
    client.submit({"message": " Yes, in  May. "}, form="form[action$=reply]")

    assert "Your answer is kept." in client.text
    assert "Yes, in May." in client.text.replace("in  May", "in May")
    assert not client.soup.select("form[action$=reply]")
    assert words_kept(app)[-1][0] == "reply"
    with app.app_context():
        assert the_story(app).state == State.in_review
        assert the_story(app).latest_revision.source == TEXT


@pytest.mark.parametrize("typed", ["", "   ", "x" * 2001, "a\0b"])
def test_an_answer_that_cannot_be_kept_comes_back(client: PageClient, app: Flask, typed: str):
    code = send(client)
    moderate(app, request_changes, message="Was it this year?")
    open_status(client, code)
    client.submit({"message": typed}, form="form[action$=reply]", status=422)

    assert client.soup.select_one('.error-summary a[href="#message"]')
    assert [kind for kind, _ in words_kept(app)] == ["changes_requested"]


def test_an_answer_nobody_waits_for_any_more_is_given_back(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, request_changes, message="Was it this year?")
    open_status(client, code)
    moderate(app, publish_story)
    client.submit({"message": "Yes, in May."}, form="form[action$=reply]", status=409)

    assert "no question to answer any more" in client.text
    assert "Yes, in May." in client.text
    assert "reply" not in dict(words_kept(app))


def test_an_answer_without_a_token_is_not_kept_and_not_lost(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, request_changes, message="Was it this year?")
    client.post("/en/receipt/reply", {"code": code, "message": "Yes, in May."}, status=400)

    assert "Yes, in May." in client.text
    client.submit({})
    assert "reply" not in dict(words_kept(app))


@pytest.mark.parametrize("address", ["reply", "edit"])
def test_answers_need_the_code(client: PageClient, address: str):
    client.get("/en/receipt")
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None
    client.post(
        f"/en/receipt/{address}", {"csrf_token": token["value"], "code": "0" * 28, "message": "x", "answer": "approve"}, status=404
    )


def test_an_edit_is_shown_as_a_diff_and_approved(client: PageClient, app: Flask):
    code = send(client)
    suggest(app)
    open_status(client, code)

    assert WHY in client.text
    assert [change.get_text().strip() for change in client.soup.select(".word-diff del, .word-diff ins")] == ["The", "A certain"]
    assert "The courier came late." in client.soup.select_one(".receipt-text").get_text()
    client.submit(form="form[action$=edit]", button="Approve")
    assert "Approved." in client.text
    assert "A certain courier" in client.soup.select_one(".receipt-text").get_text()
    moderate(app, publish_story)
    client.get("/en/stories/S-000001")
    assert "A certain courier" in client.text


def test_a_refused_edit_keeps_the_tellers_words_and_tells_the_moderator_why(client: PageClient, app: Flask):
    code = send(client)
    suggest(app)
    open_status(client, code)
    client.submit({"why": "It was a courier I know."}, form="form[action$=edit]", button="Refuse")

    assert "Refused." in client.text
    assert words_kept(app)[-1] == ("edit_refused", "It was a courier I know.")
    with app.app_context():
        assert the_story(app).state == State.in_review
        assert the_story(app).latest_revision.source == TEXT


def test_an_edit_of_a_published_story_is_answered_while_readers_go_on_reading(client: PageClient, app: Flask):
    code = send(client)
    moderate(app, publish_story)
    suggest(app)
    open_status(client, code)
    assert "suggests a change" in client.text
    client.submit(form="form[action$=edit]", button="Approve")
    client.get("/en/stories/S-000001")
    assert "A certain courier" not in client.text


def test_only_the_edit_that_was_seen_is_approved(client: PageClient, app: Flask):
    code = send(client)
    suggest(app)
    open_status(client, code)
    moderate(app, lambda story, **who: redact(story, render(TEXT + " [phone]"), source=TEXT + " [phone]", kinds=["phone"], **who))
    suggest(app, TEXT + " Other words.")
    client.submit({"why": "No."}, form="form[action$=edit]", button="Approve", status=409)

    assert "no suggestion to answer any more" in client.text
    assert "No." in client.text
    with app.app_context():
        assert the_story(app).state == State.changes_requested


def test_what_was_taken_out_is_shown_to_its_teller_until_it_is_erased(client: PageClient, app: Flask):
    code = send(client, TEXT + " Call 0171 5550123.")
    source = TEXT + " Call [phone]."
    moderate(app, lambda story, **who: redact(story, render(source), source=source, kinds=["phone"], **who))
    open_status(client, code)
    assert "What a moderator took out" in client.text
    assert "5550123" in client.soup.select_one("#redaction .word-diff del").get_text()

    with app.app_context(), transaction():
        db.session.execute(select(Story)).scalar_one()
        assert purge_redacted_texts(NOW.replace(year=NOW.year + 1)) == 1
    open_status(client, code)
    assert "5550123" not in client.text
    assert "is erased from our database" in client.text


def test_each_choice_says_when_it_was_made_in_which_words_and_what_taking_it_back_does(client: PageClient, app: Flask):
    code = send(client, consents={"quote": "y"})
    with app.app_context(), transaction():
        ledger = db.session.execute(select(Consent).where(Consent.kind == "quote")).scalar_one()
        ledger.lang = "ru"
    open_status(client, code)
    quote = client.soup.select_one(".receipt-consent:has(input[name=quote])").get_text(" ")

    assert "wording 2026-11" in quote
    assert "Quotes of it disappear" in quote
    # The words were read in the other language: those are the ones that were agreed to.
    assert client.soup.select_one(".receipt-consent:has(input[name=quote]) q[lang=ru]")
    client.submit({"quote": None}, form="form[action$=consent]")
    assert "Quotes of it disappear" in client.soup.select_one(".notice").get_text()
    assert "by your choice of" in client.soup.select_one(".receipt-consent:has(input[name=quote])").get_text(" ")


def test_the_page_of_a_code_asks_the_same_number_of_queries_for_one_message_and_three(client: PageClient, app: Flask):
    send(client)
    for number in (1, 3):
        with app.app_context(), transaction():
            story = the_story(app)
            while db.session.query(Notice).count() < number:
                db.session.add(Notice(story_id=story.id, kind="reply", body="Yes.", at=NOW))
                db.session.flush()
        with app.app_context():
            story = the_story(app)
            assert story.latest_revision is not None
            with count_sql(app) as run:
                receipt = receipt_of(story, promise_days=3, today=NOW.date())
            assert len(receipt.messages) == number
            assert run.count == 3
