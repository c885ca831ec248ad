"""What the search page does with words that are not found, and with other words for the same: always said, always with the way back."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.stories.domain.words import Audience
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, RUSSIAN, index_everything, make_story


def titles(client: PageClient) -> list[str]:
    return [title.get_text(" ", strip=True) for title in client.soup.select(".result__title")]


@pytest.fixture
def library(app: Flask, context: Flask) -> None:
    app.extensions["storyhub"].means.spellings._wait_s = 30
    make_story(RUSSIAN, title="По-русски")
    make_story(ENGLISH, title="In English")
    make_story("Секретнейший чемоданчик, о котором знают только свои.", title="Для своих", audience=Audience.staff)
    index_everything(app)


def test_a_wrong_layout_is_put_right_said_and_can_be_taken_back(client: PageClient, library: None):
    client.get("/en/search?q=rfccbh&sort=newest&kind=story")

    assert titles(client) == ["По-русски"]
    shown = client.soup.select_one(".search-notices__shown")
    assert shown.select_one("strong").get_text() == "кассир"
    assert "Search instead for “rfccbh”" in shown.get_text()
    assert client.soup.select_one("input[name=q]")["value"] == "rfccbh"
    assert "%D0%BA%D0%B0%D1%81%D1%81%D0%B8%D1%80" in client.soup.select_one(".search__take a")["href"]

    client.get(shown.select_one("a")["href"])

    assert not client.soup.select_one(".search-notices__shown")
    assert titles(client) == []
    kept = [one["href"] for one in client.soup.select(".kinds a, .chip, .search__take a, .sorts a") if "q=rfccbh" in one["href"]]
    assert kept
    assert all("literal=1" in one for one in kept)
    assert client.soup.select_one("input[name=literal]")["value"] == "1"
    client.get(client.soup.find("a", string="With the spelling put right")["href"])
    assert titles(client) == ["По-русски"]


def test_a_slip_among_other_words_is_put_right(client: PageClient, library: None):
    client.get("/en/search?q=вернула молоко касссир&kind=story&alone=1")

    assert client.soup.select_one(".search-notices__shown strong").get_text() == "вернула молоко кассир"
    assert titles(client) == ["По-русски"]


def test_a_word_of_the_dictionary_is_only_asked_about(client: PageClient, library: None):
    client.get("/en/search?q=кассы&kind=story&alone=1")

    assert not client.soup.select_one(".search-notices__shown")
    offered = client.soup.select_one(".search-notices__offered a")
    assert offered.get_text() == "кассир"
    client.get(offered["href"])
    assert titles(client) == ["По-русски"]


def test_no_word_is_suggested_that_stands_only_where_the_reader_may_not_read(client: PageClient, library: None):
    client.get("/en/search?q=чемоданчег&kind=story")

    assert titles(client) == []
    assert not client.soup.select_one(".search-notices")


def test_other_words_are_searched_too_said_and_can_be_left_out(client: PageClient, library: None):
    client.get("/en/search?q=магазин&kind=story")

    assert titles(client) == ["По-русски", "In English"]
    also = client.soup.select_one(".search-notices__also")
    assert [word.get_text() for word in also.select(".search-notices__word")] == ["shop", "store"]
    assert "shop" in [mark.get_text() for mark in client.soup.select("mark.hit")]

    client.get(also.select_one("a")["href"])

    assert titles(client) == ["По-русски"]
    assert not client.soup.select_one(".search-notices")
    assert client.soup.select_one("input[name=alone]")["value"] == "1"


def test_a_search_that_needs_no_help_says_nothing(client: PageClient, library: None):
    client.get("/en/search?q=единого")

    assert titles(client)
    assert not client.soup.select_one(".search-notices")


@pytest.mark.parametrize("text", ["слово (" * 120, "a" * 5_000, "~" * 300, "яadfяadf" * 32, "ghbdtn " * 36])
def test_whatever_is_typed_a_page_comes(client: PageClient, library: None, text: str):
    client.get("/en/search", query_string={"q": text})

    assert client.soup.select_one("input[name=q]")["value"] == text[:256]
