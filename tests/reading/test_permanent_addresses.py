"""Addresses without a language lead to the page in the reader's, and never die: merged laws explain the way, withdrawn stories say so."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.words import LawState, LineageKind
from storyhub.laws.models import LawLineage
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.service import withdraw_story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, NOW, make_law, make_story

RUSSIAN_READER = {"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"}


@pytest.mark.parametrize(("asked", "lang"), [("ru", "ru"), ("en-GB", "en"), ("de", "en"), ("", "en")])
def test_the_language_is_the_one_the_browser_asks_for(client: PageClient, context: Flask, asked: str, lang: str):
    make_law(12)
    story = public_id(make_story(ENGLISH))

    for address in ("/laws/12", f"/stories/{story}"):
        response = client.client.get(address, headers={"Accept-Language": asked})

        assert (response.status_code, response.headers["Location"]) == (302, f"/{lang}{address}")
        assert "Accept-Language" in response.headers["Vary"]
        assert response.headers["Cache-Control"] == "no-store"
        assert client.client.get(response.headers["Location"]).status_code == 200


def test_a_query_goes_along(client: PageClient, context: Flask):
    make_law(12)

    assert client.client.get("/laws/12?lang=ru&a=1").headers["Location"] == "/en/laws/12?lang=ru&a=1"
    assert client.client.get("/search?q=refund&lang=ru").headers["Location"] == "/en/search?q=refund&lang=ru"


def test_numbers_that_were_never_given_are_nobodys(client: PageClient, context: Flask):
    make_law(12)
    make_law(None, name="Proposed")

    for number in ("13", "0", "99999999999"):
        client.get(f"/laws/{number}", status=404, follow=False)
    assert client.client.get("/laws/012").headers["Location"] == "/en/laws/12"


def test_a_merged_law_leads_to_its_page_which_explains_the_way(client: PageClient, context: Flask):
    old, new = make_law(3, name="Old", state=LawState.merged), make_law(4, name="Heir")
    with transaction():
        db.session.add(LawLineage(old_id=old, new_id=new, kind=LineageKind.merged_into, why="They said the same.", at=NOW))

    client.get("/laws/3")

    assert client.address == "/en/laws/3"
    assert "They said the same." in client.text
    assert client.soup.select_one('.succession a[href="/en/laws/4"]')


@pytest.mark.parametrize("typed", ["S-000007", "s-000007", "s-7", "S-7", "S7", "s-0007"])
def test_an_id_typed_from_paper_is_understood(client: PageClient, context: Flask, typed: str):
    make_story(ENGLISH, id=7)

    assert client.client.get(f"/stories/{typed}", headers=RUSSIAN_READER).headers["Location"] == "/ru/stories/S-000007"


@pytest.mark.parametrize("typed", ["7", "S-000008", "S-0", "X-000007", "S-7x", "S-99999999999999"])
def test_what_is_no_id_is_not_found(client: PageClient, context: Flask, typed: str):
    make_story(ENGLISH, id=7)

    client.get(f"/stories/{typed}", status=404, follow=False)


def test_a_withdrawn_story_says_so_at_its_permanent_address_and_nothing_of_its_words(client: PageClient, context: Flask):
    story = make_story(ENGLISH, title="A title that says too much")
    named = public_id(story)
    assert "says too much" in client.get(f"/stories/{named}").get_data(as_text=True)
    with transaction():
        withdraw_story(db.session.get(Story, story), actor=OPERATOR, now=NOW)

    response = client.get(f"/stories/{named.lower()}", status=410, headers=RUSSIAN_READER)

    assert client.address == f"/stories/{named}"

    assert "says too much" not in response.get_data(as_text=True)
    assert response.headers["Vary"] == "Accept-Language"
    assert client.soup.html["lang"] == "ru"
    assert client.soup.select_one(".cite").get_text() == (
        f"История {named} [отозвана 20 ноября 2026]. Законы лояльности. http://127.0.0.1:8000/stories/{named}"
    )
    assert "20 ноября 2026" in client.soup.select_one(".tombstone").get_text().replace("\xa0", " ")
    client.get(client.soup.select_one('link[hreflang="en"]')["href"].removeprefix("http://127.0.0.1:8000"), status=410)


@pytest.mark.parametrize("state", [State.received, State.in_review, State.declined])
def test_a_story_that_was_never_public_is_unknown(client: PageClient, context: Flask, state: State):
    story = make_story(ENGLISH, state=state, published_on=None)

    for spelling in (public_id(story), public_id(story).lower()):
        client.get(f"/stories/{spelling}", status=404, follow=False)


def test_a_restricted_story_leads_to_its_stub(client: PageClient, context: Flask):
    story = make_story(ENGLISH, state=State.restricted)

    client.get(f"/stories/{public_id(story)}")

    assert client.address == f"/en/stories/{public_id(story)}"


def test_what_only_staff_may_read_is_unknown_to_others(client: PageClient, app: Flask, context: Flask):
    story = make_story(ENGLISH, audience=Audience.staff)
    client.get(f"/stories/{public_id(story)}", status=404, follow=False)

    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))
    staff.get(f"/stories/{public_id(story)}")

    assert staff.address == f"/en/stories/{public_id(story)}"
