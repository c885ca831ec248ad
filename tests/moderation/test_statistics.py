"""Moderation in figures: true, and no small number points at a person."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.moderation.domain.actions import Action, DecisionDraft
from storyhub.moderation.domain.flagging import FlagReason
from storyhub.moderation.domain.masking import masked
from storyhub.moderation.service import decide_story, report_story
from storyhub.stories.domain.words import DeclineReason, State
from storyhub.stories.models import Story
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW, make_story


def decline(reason: DeclineReason) -> None:
    story = make_story(state=State.received)
    draft = DecisionDraft(Action.decline, story.version_id, "Sorry.", reason)
    decide_story(story, draft, actor=OPERATOR, now=NOW)


@pytest.fixture
def figures(app: Flask) -> None:
    with app.app_context(), transaction():
        for _ in range(6):
            decline(DeclineReason.advertising)
        decline(DeclineReason.insult_or_threat)
        public = make_story(state=State.published)
        for _ in range(2):
            report_story(public, FlagReason.threat, place=None, now=NOW)
        sample = make_story(state=State.published, is_sample=True)
        for _ in range(6):
            report_story(sample, FlagReason.hate, place=None, now=NOW)
        for story in db.session.execute(db.select(Story).where(Story.answered_at.is_not(None))).scalars():
            story.answered_at = story.received_at + timedelta(days=2)


@pytest.mark.usefixtures("figures")
def test_the_page_counts_and_hides_small_numbers(client: PageClient) -> None:
    client.get("/en/moderation-statistics")
    assert "It is advertising 6" in client.text
    assert "insults or threatens someone fewer than 5" in client.text
    assert "It threatens somebody fewer than 5" in client.text
    assert "Received 8" in client.text
    assert "insults people" not in client.text
    assert "within 2 days (8 answers)" in client.text or "within 2 days (7 answers)" in client.text
    assert not client.soup.select("form[method=post]")


@pytest.mark.usefixtures("figures")
def test_the_table_says_the_same(client: PageClient) -> None:
    response = client.get("/ru/moderation-statistics.csv")
    rows = {(group, what): number for group, what, number in csv.reader(io.StringIO(response.get_data(as_text=True)))}
    assert rows["declined", "advertising"] == "6"
    assert rows["declined", "insult_or_threat"] == "<5"
    assert rows["reports", "threat"] == "<5"
    assert rows["stories", "received"] == "8"


def test_nothing_yet_is_said_so(client: PageClient) -> None:
    client.get("/en/moderation-statistics")
    assert "Not once so far." in client.text
    assert "Not enough stories" in client.text


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (100, 100)])
def test_one_to_four_are_few(number: int, shown: int | None) -> None:
    assert masked(number).shown == shown
