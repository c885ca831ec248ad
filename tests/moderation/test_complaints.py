"""Complaints about the site: sent without a name, answered by a person, read with the code, counted in public."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.moderation.models import Complaint
from storyhub.moderation.service.complaints import KEPT, forget_complaints
from tests.moderation.moderation_factories import all_rows, moderator_at
from tests.page_client import PageClient
from tests.sql_count import count_sql

WORDS = "The button of the letter page does nothing on my telephone."
FIELDS = {"topic": "broken", "text": WORDS}


def complain(client: PageClient) -> str:
    """Sends a complaint as a person would: its code."""
    client.get("/en/complain")
    client.submit(FIELDS)
    return re.sub(r"\s", "", client.soup.select_one("[data-code]").get_text())


def answer(app: Flask, role: Role = Role.moderator) -> None:
    client, _person = moderator_at(app, role)
    client.get("/en/desk/complaints")
    client.get(client.soup.select_one(".queue__title a")["href"])
    client.submit({"remedy": "mended", "answer": "It works now, thank you."})


def test_a_complaint_is_one_step_from_every_page(client: PageClient):
    client.get("/en/laws")
    assert client.soup.select_one('footer a[href="/en/complain"]')


def test_the_code_opens_the_complaint_and_later_its_answer(client: PageClient, app: Flask):
    code = complain(client)
    client.get("/en/complain/answer")
    client.submit({"code": code.lower().replace("-", " ")})
    assert WORDS in client.text
    assert "Nobody has answered yet" in client.text

    answer(app)
    client.get("/en/complain/answer")
    client.submit({"code": code})

    assert "It works now, thank you." in client.text
    assert "mended" in client.text


def test_a_wrong_code_opens_nothing(client: PageClient, app: Flask):
    complain(client)
    client.get("/en/complain/answer")
    client.submit({"code": "0000-0000-0000-0000-0000-0000-0000"}, status=422)

    assert "There is no complaint with this code" in client.text
    assert WORDS not in client.text


def test_the_same_form_sent_twice_is_one_complaint(client: PageClient, app: Flask):
    client.get("/en/complain")
    page = client.soup
    client.submit(FIELDS)
    first = client.soup.select_one("[data-code]").get_text()
    client.soup = page
    client.submit(FIELDS)

    assert client.soup.select_one("[data-code]").get_text() == first
    assert len(all_rows(app, Complaint)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"topic": "broken", "text": "short"}, "between 10 and 5,000"),
        ({"topic": "broken", "text": " " * 50}, "between 10 and 5,000"),
        ({"text": WORDS}, "Choose what it is about."),
    ],
)
def test_what_is_missing_is_said_and_the_words_are_kept(client: PageClient, fields: dict[str, str], said: str):
    client.get("/en/complain")
    client.submit(fields, status=422)

    assert said in client.text
    assert client.soup.select_one("textarea").get_text().strip() == fields["text"].strip()


def test_nothing_of_the_code_is_stored(client: PageClient, app: Flask):
    code = complain(client)
    (row,) = all_rows(app, Complaint)
    stored = " ".join(str(getattr(row, column.key)) for column in Complaint.__table__.columns)
    assert code not in stored
    assert code.replace("-", "") not in stored


@pytest.mark.parametrize("role", [Role.member, Role.researcher])
def test_others_do_not_see_complaints(client: PageClient, app: Flask, role: Role):
    complain(client)
    client.get("/en/desk/complaints")
    assert client.address.startswith("/en/sign-in")
    other, _person = moderator_at(app, role)
    other.get("/en/desk/complaints", status=403)
    other.get("/en/desk/complaints/1", status=403)


def test_the_second_answer_is_told_that_somebody_was_faster(client: PageClient, app: Flask):
    complain(client)
    first, second = (moderator_at(app, Role.curator, name=name)[0] for name in ("Anna", "Bella"))
    for one in (first, second):
        one.get("/en/desk/complaints/1")
    first.submit({"remedy": "mended", "answer": "It works now, thank you."})
    second.submit({"remedy": "refused", "answer": "It has always worked."}, status=409)

    assert [row.remedy for row in all_rows(app, Complaint)] == ["mended"]


def test_figures_are_public_and_words_are_not(client: PageClient, app: Flask):
    complain(client)
    reader = PageClient(client.app)
    reader.get("/en/moderation-statistics")
    assert "1 complaint came" in reader.text
    answer(app)
    reader.get("/en/moderation-statistics")

    assert "1 is answered" in reader.text
    assert "mended" in reader.text
    assert WORDS not in reader.text
    assert "complaints,answered,1" in reader.get("/en/moderation-statistics.csv").get_data(as_text=True)


def test_words_are_forgotten_half_a_year_after_the_answer(client: PageClient, app: Flask):
    code = complain(client)
    answer(app)
    (row,) = all_rows(app, Complaint)
    for moment, gone in ((KEPT - timedelta(days=1), 0), (KEPT + timedelta(days=1), 1)):
        with app.app_context(), transaction():
            assert forget_complaints(row.answered_at + moment) == gone

    client.get("/en/complain/answer")
    client.submit({"code": code})
    assert "The words are deleted" in client.text
    (row,) = all_rows(app, Complaint)
    assert row.text == row.answer == ""


def test_the_desk_asks_as_often_for_three_complaints_as_for_one(client: PageClient, app: Flask):
    complain(client)
    desk, _person = moderator_at(app)
    with count_sql(app) as one:
        desk.get("/en/desk/complaints")
    for _ in range(2):
        complain(PageClient(app))
    with count_sql(app) as three:
        desk.get("/en/desk/complaints")
    assert len(desk.soup.select(".queue__task")) == 3
    assert one.count == three.count
