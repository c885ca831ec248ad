"""A search that finds nothing says what each word finds alone, what to try, and carries its words to the form of telling."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import Flask

from storyhub.kit.actor import Role
from storyhub.stories.domain.words import Audience
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, RUSSIAN, index_everything, make_story
from tests.reading.test_search_page import titles


@pytest.fixture
def shelf(app: Flask, context: Flask) -> None:
    make_story(RUSSIAN, title="Возврат", sector="retail")
    make_story(ENGLISH, title="The refund", sector="travel")
    make_story("Тайная история про верблюда, и ничего больше в ней нет.", title="Верблюд", audience=Audience.staff)
    index_everything(app)


def ask(client: PageClient, text: str, more: str = "") -> None:
    client.get(f"/en/search?q={quote(text)}&literal=1&alone=1{more}")
    assert not client.soup.select(".result")


def words(client: PageClient) -> dict[str, int]:
    """Each word, as far as its number."""
    found = [one.get_text(" ", strip=True).rsplit(" ", 1) for one in client.soup.select(".tried__word")]
    return {word: int(number) for word, number in found}


def ways(client: PageClient) -> dict[str, str]:
    return {way.get_text(strip=True): way["href"] for way in client.soup.select(".empty__ways a[rel=nofollow]")}


@pytest.mark.usefixtures("shelf")
def test_each_word_says_how_many_it_finds_alone_and_leads_there(client: PageClient):
    ask(client, 'деньги AND квазар AND "без вопросов" AND маг*')

    assert words(client) == {"деньги": 1, "квазар": 0, "вопросов": 1, "маг*": 1}
    assert client.soup.select_one("span.tried__word--nowhere").get_text(" ", strip=True) == "квазар 0"
    client.get(client.soup.select("a.tried__word")[0]["href"])
    assert titles(client) == ["Возврат"]


@pytest.mark.usefixtures("shelf")
def test_every_way_out_says_how_many_it_finds_and_finds_them(client: PageClient):
    questions = {
        ('"деньги мне"', ""): "Without quotes: all the words, in any form and order: 1 result",
        ("деньги -магазин", ""): "With the words you left out: 1 result",
        ("деньги AND refunded", ""): "Any of these words, in any form and order: 2 results",
        ("деньги", "&sector=travel"): "The same without filters: 1 result",
    }
    for (text, more), label in questions.items():
        ask(client, text, more)
        client.get(ways(client)[label])
        assert len(client.soup.select(".result")) == int(label.split()[-2]), text


@pytest.mark.usefixtures("shelf")
def test_what_was_switched_off_can_be_switched_on(client: PageClient):
    ask(client, "rfccbh")
    assert list(ways(client)) == ["With the spelling put right", "With other words for the same"]

    client.get(ways(client)["With the spelling put right"])

    assert "literal" not in client.address
    assert titles(client) == ["Возврат"]


@pytest.mark.usefixtures("shelf")
def test_words_of_stories_for_staff_are_counted_for_staff_only(client: PageClient, app: Flask):
    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))

    ask(client, "верблюда AND квазар")
    ask(staff, "верблюда AND квазар")

    assert words(client) == {"верблюда": 0, "квазар": 0}
    assert words(staff) == {"верблюда": 1, "квазар": 0}


@pytest.mark.usefixtures("shelf")
def test_of_a_long_question_the_first_words_are_counted(client: PageClient):
    ask(client, " AND ".join(f"квазар{letter}" for letter in "абвгдежзик"))

    assert len(words(client)) == 8


@pytest.mark.usefixtures("shelf")
def test_the_words_go_along_to_the_form_of_telling_but_not_into_the_story(client: PageClient):
    ask(client, 'квазар AND "<b>пульсар</b>" -деньги')

    client.get(client.soup.select_one(".empty a.button")["href"])

    said = client.soup.select_one(".notice--quiet").get_text()
    assert "квазар" in said
    assert "деньги" not in said
    assert client.soup.select_one("textarea[name=text]").get_text().strip() == ""
    client.get("/en/tell?about=" + quote("х" * 900 + "\x00<script>"))
    assert 100 < len(client.soup.select_one(".notice--quiet").get_text()) < 300
    client.get("/en/tell?about=+")
    assert not client.soup.select(".notice--quiet")
