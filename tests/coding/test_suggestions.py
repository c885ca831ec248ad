"""Suggestions: only where asked for, each with its reason, and never from what somebody else has not made public."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from storyhub.coding.queries.suggesting import Suggestion, suggest_laws
from storyhub.kit import outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.models import LawRevision
from storyhub.search.sync import rebuild
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story, plain_of, researcher_at
from tests.page_client import PageClient

HERE = "The courier came early and carried the parcel up. Then it rained."


def index(app: Flask) -> None:
    hub = app.extensions["storyhub"]
    rebuild(hub.registry, hub.engine, outbox)


def asked(app: Flask, story: int, exact: str, coder: Actor) -> tuple[Suggestion, ...]:
    start = plain_of(story).index(exact)
    row, engine = db.session.get_one(Story, story), app.extensions["storyhub"].engine
    return suggest_laws(row, start, start + len(exact), engine=engine, actor=coder, lang="en")


@pytest.fixture
def laws(context: Flask) -> list[int]:
    names = ("A steady hand", "Weather holds", "Umbrellas for everybody")
    made = [make_law(name_en=name, statement_en=f"{name} keeps people.", name_ru="", statement_ru="") for name in names]
    # Their examples would speak for all of them alike.
    db.session.execute(update(LawRevision).values(anchor_quotes_en=[], anchor_quotes_ru=[]))
    db.session.commit()
    return made


def test_a_public_passage_like_this_one_is_a_reason(context: Flask, laws: list[int]) -> None:
    told, here, ada, bob = make_story(), make_story(HERE), make_coder(), make_coder()
    make_coding(told, laws[0], ada, "The courier called an hour early")
    finish(told, ada)
    index(context)
    found = asked(context, here, "The courier came early", bob)
    assert [item.law.id for item in found] == [laws[0]]
    assert found[0].like is not None
    assert (found[0].like.story_public_id, found[0].like.exact) == (public_id(told), "The courier called an hour early")
    assert found[0].own == ""


def test_what_is_not_public_is_no_source_but_for_its_own_coder(context: Flask, laws: list[int]) -> None:
    told, here, ada, bob = make_story(), make_story(HERE), make_coder(), make_coder()
    make_coding(told, laws[0], ada, "The courier called an hour early", coders_needed=2)
    finish(told, ada)
    make_coding(here, laws[1], ada, "Then it rained", coders_needed=2)
    index(context)
    assert asked(context, here, "The courier came early", bob) == (), "the first of two has finished, and a coder is half-way"
    found = asked(context, here, "The courier came early", ada)
    assert [(item.law.id, item.own) for item in found] == [(laws[1], "Then it rained")]
    finish(told, bob)
    index(context)
    assert laws[0] in [item.law.id for item in asked(context, here, "The courier came early", bob)], "it was there all the time"


def test_what_another_coder_marked_here_speaks_once_it_is_public(context: Flask, laws: list[int]) -> None:
    here, ada, bob = make_story(HERE), make_coder(), make_coder()
    make_coding(here, laws[1], ada, "The courier came early", coders_needed=1)
    index(context)
    assert asked(context, here, "carried the parcel up", bob) == ()
    finish(here, ada)
    found = asked(context, here, "carried the parcel up", bob)
    assert [item.law.id for item in found] == [laws[1]]
    assert found[0].like is not None
    assert (found[0].like.exact, found[0].own) == ("The courier came early", "")


def test_an_old_index_gives_nothing_away_either(context: Flask, laws: list[int]) -> None:
    told, here, ada, bob = make_story(), make_story(HERE), make_coder(), make_coder()
    make_coding(told, laws[0], ada, "The courier called an hour early")
    finish(told, ada)
    index(context)
    row = db.session.get_one(Story, told)
    row.may_research = False
    db.session.flush()
    assert asked(context, here, "The courier came early", bob) == ()
    db.session.rollback()


def test_the_words_of_a_law_are_a_reason_in_any_form(context: Flask, laws: list[int]) -> None:
    story, coder = make_story("She held an umbrella over everybody. The rest was quiet."), make_coder()
    index(context)
    found = asked(context, story, "She held an umbrella over everybody", coder)
    assert found[0].law.id == laws[2]
    assert found[0].words == ("umbrellas", "everybody")
    assert found[0].like is None


def test_the_page_gives_reasons_chooses_nothing_and_marks_on_demand(app: Flask, client: PageClient) -> None:
    researcher_at(app, client)
    with app.app_context():
        told, here, ada, law = make_story(), make_story(HERE), make_coder(), make_law(7)
        make_coding(told, law, ada, "The courier called an hour early")
        finish(told, ada)
        index(app)
    desk = f"/en/desk/coding/{public_id(here)}"
    client.get(desk)
    assert "Like this passage" not in client.text, "not before she asks"
    client.submit({"from_sentence": "1"}, form="form.suggest")
    assert f"Like this passage in {public_id(told)}" in client.text
    assert client.soup.select(".suggest__law input:checked, .suggest__law option[selected]") == []
    client.submit(form=".suggest__how", button="violates")
    assert client.address.endswith("#s-1")
    assert client.soup.select_one(".codings .polarity--violates") is not None
    client.get(f"{desk}/suggestions?from_sentence=99", status=422)
    client.get(f"{desk}/suggestions", status=422)


@pytest.mark.parametrize(("word", "before", "after"), [("ask", 200, 200), ("after", 404, 200), ("off", 404, 404)])
def test_the_setting_says_when(app: Flask, client: PageClient, word: str, before: int, after: int) -> None:
    hub = app.extensions["storyhub"]
    hub.settings = replace(hub.settings, suggestions=word)
    researcher_at(app, client)
    with app.app_context():
        story = make_story(HERE)
        make_law(7)
        index(app)
    desk = f"/en/desk/coding/{public_id(story)}"
    for expected in (before, after):
        client.get(f"{desk}/suggestions?from_sentence=1", status=expected)
        client.get(desk)
        assert (client.soup.select_one("form.suggest") is not None) == (expected == 200)
        if client.soup.select_one('[data-part="finish"]'):
            client.submit(form='[data-part="finish"]')
