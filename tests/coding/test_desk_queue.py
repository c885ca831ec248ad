"""The queue: what is left, filters that stay, what comes next, marks that lost their place."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.models import Coding, CodingPass
from storyhub.kit.actor import Actor
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.coding.coding_factories import make_coding, make_law, make_story, researcher_at
from tests.page_client import PageClient


@pytest.fixture
def coder(app: Flask, client: PageClient) -> Actor:
    """A researcher signed in at the client."""
    return researcher_at(app, client)


def desk(story: int) -> str:
    return f"/en/desk/coding/{public_id(story)}"


def test_the_filters_are_in_the_address_and_stay(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        first, second = make_story(lang="ru", sector="retail"), make_story(lang="ru", sector="retail")
        other = make_story(lang="en", sector="retail")
        law = make_law(12)
    client.get("/en/desk/coding")
    client.submit({"lang": "ru", "sector": "retail"}, form="form.filters")
    assert public_id(first) in client.text
    assert public_id(other) not in client.text
    link = client.soup.select_one(".queue__title a")
    assert link is not None
    client.get(str(link["href"]))
    assert client.h1 == f"Coding {public_id(first)}"
    following = client.soup.select_one('[data-part="next"]')
    assert following is not None
    assert following["href"] == f"{desk(second)}?lang=ru&sector=retail"
    client.submit({"from_sentence": "1", "law": str(law)}, form=".coding-form")
    assert client.address.endswith("?lang=ru&sector=retail#s-1")
    client.get("/en/desk/coding?lang=xx&sector=nonsense")
    assert public_id(other) in client.text


def test_the_desk_says_how_much_of_the_queue_is_left(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        stories = [make_story(lang="ru", sector="retail") for _ in range(3)]
        make_story(lang="en")
        make_coding(stories[0], make_law(12), coder, "I had the door")
    client.get(f"{desk(stories[0])}?lang=ru&sector=retail")
    client.submit(form='[data-part="finish"]')
    progress = client.soup.select_one(".desk-head__progress")
    assert progress is not None
    assert " ".join(progress.get_text().split()).startswith("2 of 3 stories left in this queue · Russian ·")
    client.get("/en/desk/coding")
    assert "3 of 4 stories left in this queue" in client.text


def test_the_last_story_of_a_queue_leads_to_all_stories(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story = make_story(lang="ru")
        make_story(lang="en")
    client.get(f"{desk(story)}?lang=ru")
    client.submit(form='[data-part="finish"]')
    assert client.soup.select_one('a[rel="next"]') is None
    client.get("/en/desk/coding?lang=ru")
    assert "Nothing waits for you" in client.text
    assert client.soup.select_one('.queue a[href="/en/desk/coding"]') is not None


def test_begun_stories_come_first(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        stories = [make_story() for _ in range(3)]
        make_coding(stories[2], make_law(12), coder, "I had the door")
    client.get("/en/desk/coding")
    titles = [title.get_text() for title in client.soup.select(".queue__title")]
    assert [title[:8] for title in titles] == [public_id(stories[2]), public_id(stories[0]), public_id(stories[1])]
    assert "continue" in client.text


def test_the_queue_has_pages(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        stories = [make_story(lang="ru") for _ in range(21)]
    client.get("/en/desk/coding?lang=ru")
    assert len(client.soup.select(".queue__item")) == 20
    step = client.soup.select_one('.pagination [rel="next"]')
    assert step is not None
    client.get(str(step["href"]))
    assert [item.get_text()[:8] for item in client.soup.select(".queue__title")] == [public_id(stories[-1])]


def test_orphans_are_listed_for_their_coder(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
        coding = make_coding(story, law, coder, "I had the door")
        with transaction():
            db.session.get_one(Coding, coding).orphaned_at = db.session.get_one(Story, story).received_at
    client.get("/en/desk/coding")
    assert "I had the door" in client.text
    client.get(desk(story))
    assert client.soup.select_one(".orphans") is not None
    client.submit(form=".orphan form", button="drop")
    assert client.soup.select_one(".orphans") is None


def test_the_next_story_is_read_ahead_by_the_browser_and_not_begun(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, following = make_story(), make_story()
    client.get(desk(story))
    assert client.response is not None
    assert client.response.headers["Speculation-Rules"] == '"/en/desk/ahead.json"'
    assert client.response.headers["Cache-Control"] == "no-store"
    rules = client.client.get("/en/desk/ahead.json")
    assert rules.mimetype == "application/speculationrules+json"
    selector = rules.get_json(force=True)["prefetch"][0]["where"]["selector_matches"]
    assert {link["href"] for link in client.soup.select(selector)} == {desk(following)}
    client.get(desk(following))
    with app.app_context():
        assert db.session.execute(select(CodingPass)).first() is None
