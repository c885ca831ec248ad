"""What sounds like a proposal: laws and declined ideas while one types, and stories that could help."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.curation.queries.look_alikes import content_words, helpful_stories, look_alikes
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, VISITOR
from storyhub.kit.db import db, transaction
from storyhub.laws.service import decline_proposal
from storyhub.search.sync import rebuild
from storyhub.stories.models import Story
from tests.coding import coding_factories as coding
from tests.curation.curation_factories import LATER, law_of, make_proposal, mark
from tests.laws.conftest import Someone
from tests.laws.laws_factories import make_law
from tests.page_client import PageClient

LETTER = "A letter by hand brings people back to the bakery for years."


@pytest.fixture
def library(app: Flask) -> Flask:
    """A law, a declined idea and two stories, all in the index."""
    with app.app_context():
        make_law(name_en="Early promises", name_ru="Ранние обещания", statement_en="A promise kept early outlasts a gift.")
        declined = make_proposal(name="Letters by hand", statement=LETTER)
        with transaction():
            decline_proposal(law_of(declined), reason="Law 1 says the same.", actor=OPERATOR, now=LATER)
        coding.make_story("The bakery wrote me a letter by hand. I came back every week, for years.")
        coding.make_story("My bus was late and nobody told me anything about it at all.")
        index(app)
    return app


def index(app: Flask) -> None:
    hub = app.extensions["storyhub"]
    rebuild(hub.registry, hub.engine, outbox)


def test_words_that_say_nothing_are_left_out():
    assert content_words("A promise, kept early: is a PROMISE!") == ["promise", "kept", "early"]
    assert content_words("the and of") == []


def test_laws_and_declined_ideas_are_found_by_any_form_of_their_words(library: Flask):
    with library.app_context():
        engine = library.extensions["storyhub"].engine
        for typed, key in (("Promising early", "1"), ("раннее обещание", "1"), ("handwritten letters by hand", "P-1")):
            assert look_alikes(typed, engine=engine, lang="en")[0].key == key
        assert look_alikes("quantum chromodynamics", engine=engine, lang="en") == ()
        assert look_alikes("", engine=engine, lang="en") == ()
        assert "P-1" not in [card.key for card in look_alikes(LETTER, engine=engine, lang="en", but=2)]


def test_the_form_says_what_is_there_already_without_a_script(library: Flask, member: Someone):
    client = member.client
    client.get("/en/proposals/new")
    client.submit({"name": "Letters", "statement": "x", "explanation": "My words"}, button="Check for look-alikes")

    assert "1 law or proposal sounds like it." in client.text
    assert client.soup.select_one(".look-alikes__law a")["href"] == "/en/proposals/P-1"
    assert client.soup.select_one("[name=explanation]").get_text().strip() == "My words"
    client.submit({"name": "Quantum chromodynamics", "statement": ""}, button="Check for look-alikes")
    assert "Nothing in the library sounds like it." in client.text


def test_the_script_is_answered_with_the_sentence_to_read_out(library: Flask, member: Someone, client: PageClient):
    library.config["WTF_CSRF_ENABLED"] = False
    answer = member.client.client.post("/en/proposals/look-alikes", data={"name": "early promise"}).get_json()
    assert answer["said"] == "1 law or proposal sounds like it."
    assert [(law["key"], law["address"], law["state"]) for law in answer["laws"]] == [("1", "/en/laws/1", "accepted")]
    # A teller without an account proposes, too.
    assert len(client.client.post("/en/proposals/look-alikes", data={"name": "early promise"}).get_json()["laws"]) == 1
    library.config["WTF_CSRF_ENABLED"] = True
    assert client.client.post("/en/proposals/look-alikes", data={"name": "early promise"}).status_code == 422


def test_stories_that_could_help_are_near_and_not_marked_yet(library: Flask, client: PageClient):
    with library.app_context():
        engine = library.extensions["storyhub"].engine
        law_id = make_proposal(name="Notes by hand", statement=LETTER)
        assert [card.public_id for card in helpful_stories(law_id, engine=engine, actor=VISITOR)] == ["S-000001"]
    client.get("/en/proposals/P-2")
    assert [link["href"] for link in client.soup.select(".helpful a")] == ["/en/stories/S-000001"]

    with library.app_context():
        story_id, coder = 1, coding.make_coder()
        coding.make_coding(story_id, law_id, coder, "a letter by hand")
        # Marked, but behind closed doors: the list must not tell.
        assert len(helpful_stories(law_id, engine=engine, actor=VISITOR)) == 1
        coding.finish(story_id, coder)
        assert helpful_stories(law_id, engine=engine, actor=VISITOR) == ()


def test_what_was_marked_helps_to_find_more_and_the_unwilling_are_left_alone(library: Flask):
    with library.app_context():
        law_id = make_proposal(name="Surprise", statement="Nobody expects what nobody asked for.")
        mark(law_id)
        coding.make_story("Then the plumber called an hour early as well.", title="Plumber")
        refused = coding.make_story("The painter called an hour early, too.", title="Painter")
        index(library)
        engine = library.extensions["storyhub"].engine
        assert {card.title for card in helpful_stories(law_id, engine=engine, actor=VISITOR)} >= {"Plumber", "Painter"}
        with transaction():
            db.session.get_one(Story, refused).may_research = False
        assert "Painter" not in {card.title for card in helpful_stories(law_id, engine=engine, actor=VISITOR)}


def test_a_broken_index_takes_nothing_away_but_the_hints(app: Flask, member: Someone):
    with app.app_context():
        make_proposal()
    member.client.get("/en/proposals/P-1")
    member.client.get("/en/proposals/new")
    member.client.submit({"name": "Letters", "statement": "x"}, button="Check for look-alikes")
