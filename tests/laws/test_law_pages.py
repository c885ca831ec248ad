"""Writing, rewording and the history of a law, as curators and readers see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law, LawLineage
from storyhub.laws.service import draft_of, relate, reword_law
from tests.laws.conftest import Someone
from tests.laws.laws_factories import NOW, make_group, make_law
from tests.laws.test_editing import reword
from tests.page_client import PageClient
from tests.sql_count import count_sql

WHOLE = {
    "name_ru": "Запас в обещании",
    "name_en": "Slack in the promise",
    "statement_ru": "Кому назвали срок с запасом, тот возвращается.",
    "statement_en": "Slack brings people back.",
}


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_curator_writes_a_law(app: Flask, curator: Someone, lang: str):
    with app.app_context():
        make_group("ease")
    client = curator.client

    client.get(f"/{lang}/laws/new")
    lists = {"aliases_en": "slack\n\nmargin", "signs_en": "They said tomorrow.\n"}
    client.submit({**WHOLE, **lists, "group": "ease", "stages": ["persuasion", "feedback"]})

    assert client.address == f"/{lang}/laws/1"
    with app.app_context():
        law = db.session.execute(select(Law)).scalar_one()
        assert law.current.stages == ["persuasion", "feedback"]
        assert law.current.aliases_en == ["slack", "margin"]
        assert law.current.signs_en == ["They said tomorrow."]
        assert law.group.slug == "ease"


def test_a_law_without_a_language_comes_back_with_every_word(curator: Someone):
    client = curator.client
    client.get("/en/laws/new")

    client.submit({**WHOLE, "name_en": "", "stages": ["persuasion"], "aliases_ru": "срок"}, status=422)

    assert client.soup.select_one(".error-summary a[href='#name_en']")
    assert client.soup.select_one("[name=statement_ru]").get_text().strip() == WHOLE["statement_ru"]
    assert client.soup.select_one("[name=stages][value=persuasion]").has_attr("checked")
    assert client.soup.select_one("[name=aliases_ru]").get_text().strip() == "срок"


@pytest.mark.parametrize("address", ["/en/laws/new", "/en/laws/1/edit"])
def test_only_curators_get_the_forms(app: Flask, client: PageClient, member: Someone, curator: Someone, address: str):
    with app.app_context():
        make_law()

    curator.client.get(address)
    member.client.get(address, status=403)
    member.client.post(address, WHOLE, status=403)
    client.get(address)
    assert client.address.startswith("/en/sign-in")


def test_a_curator_rewords_a_law_and_says_why(app: Flask, curator: Someone):
    with app.app_context():
        make_law(stages=("persuasion",), aliases_ru=("срок",))
    client = curator.client

    client.get("/en/laws/1/edit")
    assert client.soup.select_one("[name=aliases_ru]").get_text().strip() == "срок"
    assert client.soup.select_one("[name=stages][value=persuasion]").has_attr("checked")
    client.submit({"statement_en": "Slack brings people back more readily."}, status=422)
    assert client.soup.select_one(".error-summary a[href='#why']")
    client.submit({"why": "shorter"})

    assert client.address == "/en/laws/1"
    with app.app_context():
        revision = db.session.execute(select(Law)).scalar_one().current
        assert (revision.number, revision.why) == (2, "shorter")
        assert revision.statement_en == "Slack brings people back more readily."


def test_of_two_rewordings_the_second_is_told_and_shown_the_difference(app: Flask, curator: Someone, second_curator: Someone):
    with app.app_context():
        make_law()
    for one in (curator, second_curator):
        one.client.get("/en/laws/1/edit")
    curator.client.submit({"statement_en": "The first curator was here.", "why": "first"})

    client = second_curator.client
    client.submit({"statement_en": "The second curator was here.", "why": "second"}, status=409)

    assert "Someone changed this law while you were writing" in client.text
    assert client.soup.select_one("[name=statement_en]").get_text().strip() == "The second curator was here."
    assert client.soup.select_one(".conflict ins").get_text().strip() == "second"
    client.submit()
    with app.app_context():
        assert db.session.execute(select(Law)).scalar_one().current.number == 3


def test_a_law_not_in_force_cannot_be_reworded(app: Flask, curator: Someone):
    with app.app_context():
        law = make_law()
        with transaction():
            db.session.get(Law, law.id).state = "retired"

    curator.client.get("/en/laws/1/edit", status=409)
    curator.client.get("/en/laws/2/edit", status=404)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_history_shows_what_went_and_what_came(app: Flask, client: PageClient, curator: Someone, lang: str):
    with app.app_context():
        law = make_law(statement_en="Slack brings people back.")
        reword(law, why="more exact", actor=curator.actor, statement_en="Slack often brings them back.")

    client.get(f"/{lang}/laws/1/history")

    versions = client.soup.select(".version")
    assert [version["id"] for version in versions] == ["v-2", "v-1"]
    assert [word.get_text() for word in versions[0].select(".changes ins")][:2] == ["often", "them"]
    assert [word.get_text() for word in versions[0].select(".changes del")] == ["people"]
    assert "more exact" in client.text
    assert curator.actor.name in client.text
    assert "Slack brings people back." in versions[1].get_text()


def test_the_history_cuts_what_stayed_and_names_stages_in_words(app: Flask, client: PageClient, curator: Someone):
    long = " ".join(f"word{number}" for number in range(120))
    with app.app_context():
        make_law(explanation_en=f"{long} old {long}", stages=("persuasion", "feedback"))
    curator.client.get("/en/laws/1/edit")
    curator.client.submit({"explanation_en": f"{long} new {long}", "stages": ["persuasion"], "why": "clearer"})

    client.get("/en/laws/1/history")

    changes = [text.get_text() for text in client.soup.select(".version:first-child .changes__text")[:2]]
    explanation = next(text for text in changes if "word1" in text)
    assert len(explanation) < 300
    assert "word119 old new word0" in explanation
    assert explanation.startswith("… ")
    assert explanation.endswith(" …")
    assert "feedback" in client.soup.select_one(".changes del:-soup-contains(feedback)").get_text()


def test_the_history_goes_over_several_pages(app: Flask, client: PageClient):
    with app.app_context():
        law = make_law()
        with transaction():
            found = db.session.execute(select(Law).where(Law.id == law.id)).scalar_one()
            for turn in range(21):
                reword_law(found, replace(draft_of(found), statement_en=f"Slack brings {turn} back."), why="x", actor=OPERATOR, now=NOW)

    client.get("/en/laws/1/history")
    assert len(client.soup.select(".version")) == 20
    client.get("/en/laws/1/history?page=2")
    assert [version["id"] for version in client.soup.select(".version")] == ["v-2", "v-1"]
    assert client.soup.select_one("#v-2 ins")
    client.get("/en/laws/1/history?page=3", status=404)
    client.get("/en/laws/7/history", status=404)


def test_the_history_costs_the_same_with_one_and_with_three(app: Flask, client: PageClient):
    with app.app_context():
        law = make_law()
    with count_sql(app) as one:
        client.get("/en/laws/1/history")
    with app.app_context():
        reword(law, statement_en="Slack brings people back.")
        reword(law, statement_en="Slack brings many back.")
    with count_sql(app) as three:
        client.get("/en/laws/1/history")

    assert one.count == three.count


def test_the_history_tells_what_became_of_a_law(app: Flask, client: PageClient):
    with app.app_context():
        for number in (1, 2, 3):
            make_law(number=number, name_en=f"Name {number}")
        with transaction():
            one, two, three = db.session.execute(select(Law).order_by(Law.number)).scalars()
            relate(one, two, "supports", actor=OPERATOR, now=NOW + timedelta(days=1))
            db.session.add(LawLineage(old_id=three.id, new_id=one.id, kind="merged_into", why="The same.", at=NOW + timedelta(days=2)))

    client.get("/en/laws/1/history")
    steps = [step.get_text(" ", strip=True) for step in client.soup.select(".milestones__what")]
    assert steps == ["merged into this one: law 3: Name 3 . The same.", "related: supports law 2", "written"]
    client.get("/en/laws/2/history")
    assert "related: supported by law 1" in client.text
    client.get("/en/laws/3/history")
    assert "merged into law 1: Name 1" in client.text
