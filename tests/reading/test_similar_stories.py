"""Similar stories: by telling words and shared laws, one of an event, only what everybody may read; without an index the story stays."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience
from storyhub.stories.models import Story
from tests.page_client import PageClient
from tests.reading.reading_factories import change_story, index_everything, make_coder, make_coding, make_law, make_story
from tests.sql_count import count_sql

COURIER = "Курьер разбил зеркало и молча уехал. Зеркало заменили через неделю, курьера мы больше не видели."
OTHERS = (
    "Врач принял вовремя и всё объяснил.", "В гостинице было тихо, завтрак подали в номер.", "Банк закрыл счёт без единого слова.",
    "Учительница музыки ждала нас до вечера.", "Хлеб в булочной ещё тёплый, и мне дали попробовать.", "Поезд опоздал, чай был бесплатным.",
)  # fmt: skip


@pytest.fixture
def told(app: Flask, context: Flask) -> dict[str, int]:
    """A story, one much like it, one a little, one for staff, and some that have nothing to do with it."""
    for text in OTHERS:
        make_story(text)
    stories = {
        "own": make_story(COURIER, title="Зеркало"),
        "near": make_story("Курьер привёз зеркало с трещиной, но сам вызвался заменить.", title="Трещина"),
        "far": make_story("Курьер перепутал подъезд.", title="Подъезд"),
        "secret": make_story(COURIER, title="Для своих", audience=Audience.staff),
    }
    index_everything(app)
    return stories


def shown(client: PageClient, story: int) -> list[str]:
    client.get(f"/en/stories/{public_id(story)}/similar")
    return [title.get_text(" ", strip=True) for title in client.soup.select(".story-card__title")]


def test_the_most_alike_come_first_and_strangers_not_at_all(client: PageClient, told: dict[str, int]):
    assert shown(client, told["own"]) == ["Трещина", "Подъезд"]

    client.get(f"/en/stories/{public_id(told['own'])}")
    links = [link.get_text() for link in client.soup.select("section[aria-labelledby=similar] a")]
    assert links == ["Трещина", "Подъезд", "More of them, and why"]


def test_a_law_in_common_brings_stories_nearer_and_is_named(client: PageClient, told: dict[str, int], app: Flask):
    law, coder = make_law(7, name="Mend at once"), make_coder()
    for _law in range(2):
        for story, words in (("own", "разбил зеркало"), ("far", "перепутал подъезд")):
            make_coding(told[story], law, words, coder_id=coder)
        law = make_law(8, name="Say sorry") if _law == 0 else law
    index_everything(app)

    assert "Подъезд" in shown(client, told["own"])
    assert client.soup.select_one('.story-cards a[href="/en/laws/7"]')


def test_two_tellings_of_one_event_are_shown_once(client: PageClient, told: dict[str, int], app: Flask):
    again = make_story("Курьер привёз зеркало с трещиной, но вызвался сам всё заменить.", title="Та же трещина")
    mine = make_story("Курьер разбил зеркало и уехал, курьера мы не видели.", title="Зеркало снова")
    change_story(again, episode_id=told["near"])
    change_story(mine, episode_id=told["own"])
    index_everything(app)

    found = shown(client, told["own"])

    assert len({"Трещина", "Та же трещина"} & set(found)) == 1
    assert "Зеркало снова" not in found


def test_what_cannot_be_read_has_no_similar_stories(client: PageClient, told: dict[str, int]):
    client.get(f"/en/stories/{public_id(told['secret'])}/similar", status=404)
    client.get("/en/stories/S-999999/similar", status=404)


def test_a_story_without_likes_says_so(client: PageClient, app: Flask, context: Flask):
    alone = make_story(COURIER)
    index_everything(app)

    assert shown(client, alone) == []
    assert "No story is much like this one yet." in client.text


def test_the_story_is_there_when_the_index_is_not(client: PageClient, context: Flask):
    story = make_story(COURIER)

    client.get(f"/en/stories/{public_id(story)}")
    client.get(f"/en/stories/{public_id(story)}/similar", status=503)


def test_the_page_costs_the_same_for_one_similar_story_and_for_three(client: PageClient, app: Flask, told: dict[str, int]):
    address = f"/en/stories/{public_id(told['own'])}/similar"
    with transaction():
        db.session.get(Story, told["near"]).audience = Audience.staff
    client.get(address)
    with count_sql(app) as few:
        client.get(address)
    change_story(told["near"], audience=Audience.public)
    make_story("Зеркало разбилось, курьер извинился.")
    index_everything(app)
    with count_sql(app) as more:
        client.get(address)

    assert few.count == more.count > 0
