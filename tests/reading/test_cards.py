"""The picture of a law or story: under an address of its words, for everybody or nobody, gone with its story."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from storyhub.kit.actor import TELLER, Role
from storyhub.kit.db import db, transaction
from storyhub.reading.views import cards
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.service import withdraw_story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.laws.laws_factories import NOW, make_law
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, make_story

BASE = "http://127.0.0.1:8000"


def picture(client: PageClient, page: str) -> str:
    client.get(page)
    [image] = client.soup.select('meta[property="og:image"]')
    return str(image["content"]).removeprefix(BASE)


def test_a_law_and_a_story_show_cards_of_their_own_in_the_language_of_the_page(client: PageClient, context: Flask):
    make_law(name_en="Slack", name_ru="Запас")
    ident = public_id(make_story(ENGLISH))
    seen = set()
    for page in ("/en/laws/1", "/ru/laws/1", f"/en/stories/{ident}", f"/ru/stories/{ident}"):
        address = picture(client, page)
        assert address.startswith(f"/cards{page}-")
        answer = client.get(address)
        assert answer.mimetype == "image/png"
        assert Image.open(BytesIO(answer.data)).size == (1200, 630)
        assert "Set-Cookie" not in answer.headers
        seen.add(answer.data)
        client.get(address, status=304, headers={"If-None-Match": answer.headers["ETag"]})
    assert len(seen) == 4
    client.get("/en/laws/1")
    assert client.soup.select_one('meta[property="og:image:alt"]')["content"] == "Law 1: Slack"


def test_the_address_of_older_words_leads_to_the_picture_of_todays(client: PageClient, context: Flask):
    make_law()
    today = picture(client, "/en/laws/1")
    answer = client.get("/cards/en/laws/1-0123456789abcdef.png", follow=False, status=302)

    assert answer.headers["Location"] == today
    assert answer.headers["Cache-Control"] == "no-store"
    client.get("/cards/en/laws/9-x.png", status=404)
    client.get("/cards/de/laws/1-x.png", status=404)


def test_a_picture_is_drawn_once_and_not_for_who_has_it(client: PageClient, context: Flask, monkeypatch: pytest.MonkeyPatch):
    made: list[object] = []
    draw = cards.draw
    monkeypatch.setattr(cards, "draw", lambda card: made.append(card) or draw(card))
    cards._kept.cache_clear()
    make_law(name_en="Drawn once only")
    address = picture(client, "/en/laws/1")
    assert not made, "a page draws nothing"
    first = client.get(address)
    client.get(address)
    cards._kept.cache_clear()
    client.get(address, status=304, headers={"If-None-Match": first.headers["ETag"]})
    assert len(made) == 1


def test_the_card_of_a_story_is_gone_with_it(client: PageClient, context: Flask):
    story = make_story(ENGLISH, title="Mine")
    address = picture(client, f"/en/stories/{public_id(story)}")
    kept = client.get(address)
    with transaction():
        withdraw_story(db.session.get_one(Story, story), actor=TELLER, now=NOW)

    client.get(address, status=410)
    client.get(address, status=410, headers={"If-None-Match": kept.headers["ETag"]})


@pytest.mark.parametrize("columns", [{"state": State.restricted}, {"audience": Audience.staff}, {"state": State.in_review}])
def test_what_is_not_for_everybody_has_no_card_for_anybody(app: Flask, client: PageClient, context: Flask, columns: dict[str, Any]):
    ident = public_id(make_story(ENGLISH, **columns))
    staff = PageClient(app)
    sign_in(staff, make_person(Role.moderator))
    for who in (client, staff):
        who.get(f"/cards/en/stories/{ident}-x.png", status=404)
    if "audience" in columns:
        staff.get(f"/en/stories/{ident}")
        assert not staff.soup.select('meta[property="og:image"]')


def test_a_card_tells_no_more_of_a_story_than_its_first_words(context: Flask):
    story = db.session.get_one(Story, make_story(ENGLISH))
    with context.test_request_context("/en/"):
        card = cards.card_of_story(story)

    assert card.title == "The clerk refunded my money without a single question."
    assert (card.text, card.figures) == ("", ())


def test_who_asks_for_too_many_waits(limited: Callable[..., Flask]):
    app = limited(limit_cards="1 per minute")
    client = PageClient(app)
    with app.app_context():
        make_law()
    address = picture(client, "/en/laws/1")
    client.get(address)
    client.get(address, status=429)
