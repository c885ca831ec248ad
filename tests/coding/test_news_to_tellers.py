"""The letter about a law found in a story: after the round is open to all, once a story, and not for a round that found nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.service.rounds import announce
from storyhub.kit.db import db, transaction
from storyhub.kit.mail import Letter
from storyhub.stories.models import Story
from storyhub.stories.service import LetterHead, set_contact
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story

HEAD = LetterHead(base_url="https://stories.example", site_names={"ru": "Законы", "en": "Laws"}, key=b"k" * 32, contact_days=365)


@pytest.fixture
def story(context: Flask) -> int:
    made = make_story()
    with transaction():
        set_contact(db.session.get_one(Story, made), "anna@example.com", head=HEAD, lang="en", now=datetime.now(UTC))
    return made


def work(app: Flask) -> list[str]:
    """A few turns of the worker; the kinds of the letters there are then."""
    for _ in range(3):
        app.extensions["storyhub"].indexer.run_once()
    db.session.rollback()
    return list(db.session.execute(select(Letter.kind).order_by(Letter.id)).scalars())


def test_a_first_pass_of_two_tells_nobody(context: Flask, story: int):
    law, first, second = make_law(), make_coder(), make_coder()
    make_coding(story, law, first, "I had the door", coders_needed=2)
    finish(story, first, coders_needed=2)
    assert work(context) == []

    make_coding(story, law, second, "upstairs", coders_needed=2)
    assert work(context) == []
    finish(story, second, coders_needed=2)

    assert work(context) == ["story.coded"]


def test_a_round_that_found_nothing_is_no_news(context: Flask, story: int):
    finish(story, make_coder())

    assert work(context) == []


def test_it_is_told_once_a_story(context: Flask, story: int):
    make_coding(story, make_law(), coder := make_coder(), "I had the door")
    finish(story, coder)
    assert work(context) == ["story.coded"]

    with transaction():
        announce(story)

    assert work(context) == ["story.coded"]


def test_without_an_address_nothing_waits(context: Flask):
    other = make_story()
    make_coding(other, make_law(), coder := make_coder(), "I had the door")
    finish(other, coder)

    assert work(context) == []
