"""Suggestions while typing: laws, words, companies, never more than eight, nothing that is not for everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from config import Settings
from storyhub.search.domain.port import Request
from storyhub.search.query import parse
from storyhub.stories.domain.words import Audience
from storyhub.wiring import create_app
from tests.page_client import PageClient
from tests.reading.reading_factories import index_everything, make_law, make_organisation, make_story
from tests.sql_count import count_sql

Groups = dict[str, list[str]]


def offered(client: PageClient, typed: str, lang: str = "en") -> Groups:
    response = client.client.get(f"/{lang}/search/suggest", query_string={"q": typed})
    assert response.status_code == 200
    groups = {group["label"]: [option["text"] for option in group["options"]] for group in response.json["groups"]}
    assert sum(map(len, groups.values())) <= 8
    return groups


@pytest.fixture
def library(app: Flask, context: Flask) -> None:
    shop = make_organisation("The Corner Shop")
    make_organisation("Corner without stories")
    for _ in range(2):
        make_story("Возвратом занимались долго, возврат пришёл.", organisation_id=shop)
    make_story("Возвращение верблюда.", audience=Audience.staff)
    make_story("Возвращение верблюда ещё раз.", audience=Audience.staff)
    make_law(12, name="Return the money first", aliases_en=["refund without asking"], aliases_ru=["сперва верни"])
    make_law(120, name="Money is not all")
    index_everything(app)


@pytest.mark.parametrize(
    ("typed", "laws"),
    [
        ("12", ["12. Return the money first", "120. Money is not all"]),
        ("law 120", ["120. Money is not all"]),
        ("mon", ["120. Money is not all", "12. Return the money first"]),
        ("REFUND with", ["12. Return the money first"]),
        ("сперва вер", ["12. Return the money first"]),
        ("return the x", []),
    ],
)
def test_laws_are_offered_by_number_name_and_alias(client: PageClient, library: None, typed: str, laws: list[str]):
    assert offered(client, typed).get("Laws", []) == laws


def test_the_last_word_is_completed_in_one_form(client: PageClient, library: None):
    assert offered(client, "долгий возв")["Search for"] in (["долгий возврат"], ["долгий возвратом"])
    assert offered(client, "занима")["Search for"] == ["занимались"]


def test_words_for_staff_only_are_not_given_away(client: PageClient, library: None, app: Flask):
    engine = app.extensions["storyhub"].engine
    assert engine.search(Request(query=parse("верблюд").query, audience="staff")).total == 2
    assert "Search for" not in offered(client, "верб")
    assert not any("возвращ" in word for words in offered(client, "возв").values() for word in words)


def test_companies_are_offered_that_somebody_told_about(client: PageClient, library: None):
    assert offered(client, "corn")["Companies"] == ["The Corner Shop"]
    response = client.client.get("/en/search/suggest?q=the+corner")
    assert response.json["groups"][0]["options"][0]["address"] == "/en/organisations/the-corner-shop"
    assert response.json["said"] == "1 suggestion"


@pytest.mark.parametrize("typed", ["", " ", "а", "%", "_", "((", "\x00", "a" * 999, "* * *"])
def test_whatever_is_typed_an_answer_comes(client: PageClient, library: None, typed: str):
    offered(client, typed)


def test_a_broken_index_still_offers_laws(client: PageClient, context: Flask):
    make_law(12, name="Return the money first")

    assert offered(client, "return") == {"Laws": ["12. Return the money first"]}


def test_suggestions_cost_two_queries_however_many_laws(client: PageClient, app: Flask, library: None):
    with count_sql(app) as few:
        offered(client, "mon")
    make_law(7, name="Money talks")
    with count_sql(app) as more:
        offered(client, "mon")

    assert few.count == more.count <= 3


def test_too_many_questions_are_refused(settings: Settings):
    app = create_app(replace(settings, limits=True, limit_suggest="2 per minute"))
    client = app.test_client()

    assert [client.get("/en/search/suggest?q=one").status_code for _ in range(3)] == [200, 200, 429]
    app.extensions["storyhub"].renderer.close()
