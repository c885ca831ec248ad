"""What machines find on a page of a law or story, and behind its signposts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.words import LawState, LineageKind
from storyhub.laws.models import Law, LawLineage
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.citing.expanding import expand
from tests.laws.laws_factories import NOW, make_law
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, make_coder, make_coding, make_story

BASE = "http://127.0.0.1:8000"


def data(client: PageClient) -> dict[str, Any]:
    [block] = client.soup.select('head script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(str(block.string))
    return found


def links(client: PageClient) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in client.response.headers["Link"].split(", "):
        address, rel, *_rest = part.split("; ")
        found.setdefault(rel[5:-1], []).append(address[1:-1])
    return found


def test_a_law_is_a_term_of_the_library_on_its_page_and_in_its_document(client: PageClient, context: Flask):
    make_law(name_en="Slack </script><b>", aliases_en=("time to spare",))
    client.get("/en/laws/1")
    here, found = data(client), links(client)
    expand(here)
    assert (here["@id"], here["@type"], here["termCode"]) == (f"{BASE}/laws/1", "DefinedTerm", "1")
    assert here["name"] == "Slack </script><b>"
    assert here["alternateName"] == ["time to spare"]
    assert client.soup.select_one('head link[type="application/ld+json"]')["href"] == "/laws/1.jsonld"
    assert found["cite-as"] == [f"{BASE}/laws/1"]
    assert found["type"] == ["https://schema.org/AboutPage", "https://schema.org/DefinedTerm"]
    assert found["describedby"] == [f"{BASE}/laws/1.jsonld"]
    assert found["item"] == [f"{BASE}/en/laws/1/evidence.csv", f"{BASE}/en/laws/1/strength.csv"]
    for address in (address for rel in found if rel not in ("type", "license") for address in found[rel]):
        client.get(address.removeprefix(BASE))

    answer = client.get("/laws/1.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.headers["Link"] == f'<{BASE}/laws/1>; rel="describes"'
    assert answer.headers["Last-Modified"]
    whole = expand(answer.get_json(force=True))
    assert {value["@language"] for value in whole["https://schema.org/name"]} == {"ru", "en"}
    [around, *_rest] = client.get("/laws/1.linkset.json").get_json(force=True)["linkset"]
    assert around["anchor"] == f"{BASE}/ru/laws/1"


def test_a_merged_law_names_the_one_it_lives_on_in(client: PageClient, context: Flask):
    old, new = make_law(), make_law()
    with transaction():
        db.session.get_one(Law, old.id).state = LawState.merged
        db.session.add(LawLineage(old_id=old.id, new_id=new.id, kind=LineageKind.merged_into, at=NOW))
    found = client.get("/laws/1.jsonld").get_json(force=True)

    assert found["dct:isReplacedBy"] == [{"@id": f"{BASE}/laws/2"}]
    client.get("/en/laws/1")
    assert data(client)["dct:isReplacedBy"] == found["dct:isReplacedBy"]


def test_the_library_is_a_set_of_all_laws_in_force(client: PageClient, context: Flask):
    for _number in range(20):
        make_law()
    client.get("/en/laws")
    assert data(client)["@type"] == "DefinedTermSet"
    assert set(links(client)) == {"cite-as", "type", "license", "linkset"}, "twenty laws are too many for a header"

    whole = expand(client.get("/laws.jsonld").get_json(force=True))
    assert len(whole["https://schema.org/hasDefinedTerm"]) == 20
    sets = client.get("/laws.linkset.json").get_json(force=True)["linkset"]
    assert len(sets[0]["item"]) == 20


def test_a_story_says_what_its_page_says_and_no_word_of_its_text(client: PageClient, context: Flask):
    law = make_law()
    story = make_story(ENGLISH, title="</script>", sector="retail", may_open_data=True)
    make_coding(story, law.id, "refunded my money", coder_id=make_coder())
    ident = public_id(story)
    client.get(f"/ru/stories/{ident}")
    here, found = data(client), links(client)
    expand(here)
    assert (here["@id"], here["name"], here["inLanguage"]) == (f"{BASE}/stories/{ident}", "</script>", "en")
    assert (here["keywords"], here["about"]) == (["retail"], [{"@id": f"{BASE}/laws/1"}])
    assert here["license"] == found["license"][0] == "https://creativecommons.org/licenses/by/4.0/"
    assert "author" not in found
    assert found["collection"] == [f"{BASE}/stories"]
    document = client.get(f"/stories/{ident}.jsonld").get_data(as_text=True)
    assert "The clerk" not in document
    assert json.loads(document)["@id"] == here["@id"]

    with transaction():
        db.session.get_one(Story, story).may_open_data = False
    client.get(f"/en/stories/{ident}")
    assert "license" not in data(client)
    assert "license" not in links(client)


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        ({"state": State.withdrawn}, 410),
        ({"state": State.restricted}, 404),
        ({"audience": Audience.staff}, 404),
        ({"state": State.in_review}, 404),
    ],
)
def test_what_is_not_for_everybody_is_in_no_document(app: Flask, client: PageClient, context: Flask, columns: dict[str, Any], status: int):
    ident = public_id(make_story(ENGLISH, title="Unspeakable", **columns))
    staff = PageClient(app)
    sign_in(staff, make_person(Role.moderator))
    for kind in ("jsonld", "linkset.json"):
        for who in (client, staff):
            assert "Unspeakable" not in who.get(f"/stories/{ident}.{kind}", status=status).get_data(as_text=True)
    if columns.get("audience"):
        staff.get(f"/en/stories/{ident}")
        assert "Unspeakable" in staff.text
        assert not staff.soup.select('script[type="application/ld+json"]')
        assert "Link" not in staff.response.headers


def test_a_document_of_nothing_is_not_found(client: PageClient, context: Flask):
    for address in ("laws/7.jsonld", "laws/0.linkset.json", f"laws/{'9' * 20}.jsonld", "stories/S-000009.jsonld", "stories/x.jsonld"):
        client.get(f"/{address}", status=404)
