"""Codings as W3C Web Annotations: what a program that knows nothing of us finds at the place they point at."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from storyhub.exchange.domain.annotations import Annotated, AnnotatedPlace, collection
from storyhub.kit.db import db, transaction
from storyhub.stories.models import Story
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story, plain_of
from tests.exchange.project_factories import texts
from tests.page_client import PageClient

WORDS = "He carried it upstairs himself! 🎁"


def read(client: PageClient, story: int) -> dict[str, Any]:
    answer = client.get(f"/stories/S-{story:06}/annotations.jsonld")
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    found: dict[str, Any] = json.loads(answer.data)
    return found


def place_of(text: str, selectors: list[dict[str, Any]]) -> str:
    """What a reader of the W3C model finds: by position in code points, and by the quote between its neighbours; both must agree."""
    [position] = [one for one in selectors if one["type"] == "TextPositionSelector"]
    found = text[position["start"] : position["end"]]
    for quote in (one for one in selectors if one["type"] == "TextQuoteSelector"):
        whole = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
        assert quote["exact"] == found
        assert text.startswith(whole, position["start"] - len(quote.get("prefix", "")))
    return found


@pytest.fixture
def story(app: Flask) -> int:
    """Two coders marked it: a passage beyond the plain of UTF-16's single units, and the whole story."""
    with app.app_context():
        story = make_story(may_open_data=True)
        law, ada, bob = make_law(12), make_coder(), make_coder()
        make_coding(story, law, ada, WORDS, polarity="violates", strength=3, coders_needed=2)
        make_coding(story, law, bob, coders_needed=2)
        finish(story, ada, coders_needed=2)
        finish(story, bob, coders_needed=2)
    return story


def test_a_story_is_a_collection_of_its_public_codings(app: Flask, client: PageClient, story: int) -> None:
    found = read(client, story)
    site = app.extensions["storyhub"].settings.base_url
    assert (found["@context"], found["type"], found["total"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection", 2)
    whole, passage = found["first"]["items"]
    assert whole["target"] == f"{site}/stories/S-{story:06}"
    assert passage["motivation"] == "classifying"
    assert passage["body"][0]["source"] == f"{site}/laws/12"
    assert [body["value"] for body in passage["body"][1:]] == ["violates", "strength 3"]
    assert passage["target"]["state"] == {"type": "TimeState", "sourceDate": "2026-11-20T00:00:00Z"}
    assert passage["target"]["source"]["id"] == whole["target"]
    with app.app_context():
        assert place_of(plain_of(story), passage["target"]["selector"]) == WORDS
    assert len({one["id"] for one in found["first"]["items"]}) == 2
    assert read(client, story) == found


def test_without_open_data_positions_are_told_but_no_words(app: Flask, client: PageClient, story: int) -> None:
    assert WORDS in json.dumps(read(client, story), ensure_ascii=False)
    with app.app_context(), transaction():
        db.session.get_one(Story, story).may_open_data = False
    found = read(client, story)
    [selector] = found["first"]["items"][1]["target"]["selector"]
    assert selector["type"] == "TextPositionSelector"
    assert "upstairs" not in json.dumps(found)
    assert "rights" not in found["first"]["items"][1]


@pytest.mark.parametrize(
    ("change", "status"), [({"state": "withdrawn"}, 410), ({"state": "restricted"}, 404), ({"audience": "staff"}, 404)]
)
def test_what_is_not_public_has_no_annotations(app: Flask, client: PageClient, story: int, change: dict[str, str], status: int) -> None:
    read(client, story)
    with app.app_context(), transaction():
        for name, value in change.items():
            setattr(db.session.get_one(Story, story), name, value)
    client.get(f"/stories/S-{story:06}/annotations.jsonld", status=status)
    client.get("/stories/S-999999/annotations.jsonld", status=404)


def test_codings_of_an_unfinished_round_are_not_there(app: Flask, client: PageClient) -> None:
    with app.app_context():
        story, coder = make_story(), make_coder()
        make_coding(story, make_law(), coder, WORDS, coders_needed=2)
        finish(story, coder, coders_needed=2)
    assert read(client, story)["total"] == 0


@given(text=texts, data=st.data())
def test_a_selector_leads_back_to_the_very_passage_it_was_made_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = AnnotatedPlace(start, end, text[start:end], text[max(0, start - 32) : start], text[end : end + 32])
    coding = Annotated(1, "12", "upholds", 2, 1, datetime(2026, 11, 20, tzinfo=UTC), place)
    found = collection("https://x", "S-000001", [coding], version=date(2026, 11, 20), lang="en", is_open=True)
    again = json.loads(json.dumps(found, ensure_ascii=False).encode().decode())
    assert place_of(text, again["first"]["items"][0]["target"]["selector"]) == text[start:end]
