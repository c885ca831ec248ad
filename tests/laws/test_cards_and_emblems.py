"""The macros other pages use: a law as a card, and its emblem."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string

from storyhub.laws.queries import law_cards
from tests.laws.laws_factories import make_group, make_law, make_proposal

CARD = '{% from "macros/law_card.html" import law_card %}{{ law_card(card, evidence, level=3) }}'
EMBLEM = '{% from "macros/emblem.html" import law_emblem %}{{ law_emblem(number, 48) }}'


def shown(app: Flask, template: str, address: str = "/en/", **context: object) -> BeautifulSoup:
    with app.test_request_context(address):
        return BeautifulSoup(render_template_string(template, **context), "html.parser")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_card_links_to_the_law_and_counts_its_evidence(app: Flask, lang: str):
    with app.app_context():
        make_group("promise")
        law = make_law(group="promise", stages=("persuasion",))
        card = law_cards([law.id], lang=lang)[law.id]

    soup = shown(app, CARD, f"/{lang}/", card=card, evidence=SimpleNamespace(stories=3, upholds=2, violates=1))

    assert soup.select_one("h3 a")["href"] == f"/{lang}/laws/1"
    assert soup.select_one("h3 a").get_text() == card.name
    assert "2" in soup.select_one(".law-card__upholds").get_text()
    assert "1" in soup.select_one(".law-card__violates").get_text()
    assert not soup.select("[lang]")


def test_a_card_of_a_proposal_in_the_other_language_says_which(app: Flask):
    with app.app_context():
        law = make_proposal("ru")
        card = law_cards([law.id], lang="en")[law.id]

    soup = shown(app, CARD, card=card, evidence=None)

    assert soup.select_one("h3 a")["href"] == "/en/proposals/P-1"
    assert soup.select_one("h3 a")["lang"] == "ru"
    assert soup.select_one(".law-card__evidence") is None


@pytest.mark.parametrize("number", [None, 1, 12, 200])
def test_an_emblem_is_drawn_by_attributes_alone(app: Flask, number: int | None):
    svg = shown(app, EMBLEM, number=number).select_one("svg")

    assert (svg["width"], svg["aria-hidden"]) == ("48", "true")
    assert len(svg.select("path")) == (number is not None)
    assert len(svg.select("circle")) == (0 if number else 2)
    assert {part.get("fill") for part in svg.select("path, circle:last-child")} == {"currentColor"}
    assert not svg.select("[style]")
