"""The blind pass, proven: until a round is complete nobody else can read from any page, file or header that somebody marked anything.

Walked are all addresses the site has, so that a page added later is walked, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storyhub.accounts.models import Person
from storyhub.api.domain.token import Scope
from storyhub.kit import outbox
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.search.sync import rebuild
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Story
from storyhub.stories.service import publish_story
from tests.accounts.accounts_factories import actor_for, make_person, sign_in
from tests.api.api_factories import token_for
from tests.coding.coding_factories import NOW, TEXT, finish, make_coder, make_coding, make_law, make_story
from tests.coding.walking_blind import Page, addresses, differences, page, read
from tests.page_client import PageClient
from tests.stories.pages import send

# Where a place taken may show, and nothing more: the queue, and the way on from the story that is open.
QUEUE = "/desk/coding"


@dataclass
class World:
    """A story that needs two coders, and everybody who must not notice what is done with it."""

    app: Flask
    story: int
    law: int
    proposal: int
    ada: Actor
    bob: Actor
    readers: dict[str, PageClient]
    where: list[str]
    code: str

    def seen(self) -> dict[str, Page]:
        """Every page as everybody gets it, after the indexer has done whatever it has to do."""
        with self.app.app_context():
            for _turn in range(3):
                with transaction():
                    # What may wait for some seconds is done now: a reading must not differ by the clock alone.
                    db.session.execute(db.update(outbox.OutboxRow).values(leased_until=None))
                self.app.extensions["storyhub"].indexer.run_once()
            db.session.remove()
        desks = [address for address in self.where if "/desk/" in address or "/proposals" in address]
        walks = {"visitor": self.where, "member": self.where, "coder": self.where, "curator": desks, "teller": []}
        walks["program"] = [address for address in self.where if address.startswith("/api/")]
        found = {
            f"{who} {address}": answer
            for who, walked in walks.items()
            for address, answer in read(self.readers[who], walked).items()
        }
        found["teller receipt"] = page(self.readers["teller"], "/en/receipt", "POST", {"code": self.code})
        return found

    def mark(self, coder: Actor, law: int, exact: str | None) -> int:
        with self.app.app_context():
            return make_coding(self.story, law, coder, exact, coders_needed=2, note="a note of hers")

    def finish(self, coder: Actor) -> None:
        with self.app.app_context():
            finish(self.story, coder, coders_needed=2)


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("storyhub.reading.views.laws.choice", lambda laws: sorted(laws)[0])
    app.config["WTF_CSRF_ENABLED"] = False
    hub = app.extensions["storyhub"]
    hub.settings = replace(hub.settings, coders_per_story=2)
    teller = PageClient(app)
    code = send(teller, TEXT)
    with app.app_context():
        people: dict[str, Person] = {
            "member": make_person(handle="somebody"),
            "coder": make_person(Role.researcher),
            "curator": make_person(Role.curator, Role.moderator),
        }
        with transaction():
            shop = Organisation(slug="shop", name="Shop", name_key="shop")
            db.session.add(shop)
            story = db.session.execute(db.select(Story)).scalar_one()
            publish_story(story, actor=actor_for(people["curator"]), now=NOW)
            db.session.flush()
            story.may_research, story.organisation_id, story.sector, story.stage = True, shop.id, "delivery", "experience"
            number = story.id
        other = make_story(TEXT.replace("courier", "postman"), sector="retail")
        laws, proposal = (make_law(1), make_law(2)), make_law(proposal=1)
        ada, bob = make_coder(), make_coder()
        token = token_for(people["coder"], Scope.coding)
        rebuild(hub.registry, hub.engine, outbox)
        where = addresses(app, stories=(number, other), laws=(1, 2), proposal=1, words="courier")
    readers = {"visitor": PageClient(app), "teller": teller}
    for name, person in people.items():
        readers[name] = PageClient(app)
        sign_in(readers[name], person)
    # What a researcher's own program gets; no cookie, but her token.
    readers["program"] = PageClient(app)
    readers["program"].client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    readers["program"].client.get("/api/v1/laws")
    return World(app, number, laws[0], proposal, ada, bob, readers, where, code)


def test_nothing_gives_an_unfinished_or_a_lonely_finished_pass_away(world: World) -> None:
    untouched = world.seen()
    assert sum(status == 200 for status, _headers, _body in untouched.values()) > 200, "it walks what it claims to walk"
    assert untouched[f"program /api/v1/desk/stories/{public_id(world.story)}"][0] == 200, "her program looks at the very story"
    assert untouched["teller receipt"][0] == untouched[f"coder /en/desk/coding/{public_id(world.story)}"][0] == 200

    world.mark(world.ada, world.law, "upstairs")
    world.mark(world.ada, world.proposal, "I had the door")
    world.mark(world.ada, world.proposal, None)
    begun = world.seen()
    noticed = differences(untouched, begun)
    assert {address for address in noticed if QUEUE not in address} == set(), noticed

    world.mark(world.ada, world.law, "The courier called")
    world.finish(world.ada)
    finished = world.seen()
    assert differences(begun, finished) == {}, "one mark more, and the first of two has finished"

    world.mark(world.bob, world.law, "an hour early")
    world.finish(world.bob)
    shown = differences(finished, world.seen())
    for place in (
        "visitor /en/", "visitor /en/laws/1", f"visitor /en/stories/{public_id(world.story)}", "teller receipt", "member /ru/laws",
        "visitor /api/v1/codings", "program /api/v1/laws/1", "program /api/v1/laws/1/evidence",
        "visitor /en/search?q=law%3A1", "visitor /en/proposals/P-1", "coder /en/sectors/delivery", "visitor /en/organisations/shop",
        "visitor /oai?verb=ListRecords&metadataPrefix=oai_dc", "visitor /oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=law:1",
    ):  # fmt: skip
        assert place in shown, f"{place} shows codings, so it had to be walked and must change now"


def test_a_taken_place_shows_only_as_a_story_that_comes_later_or_not_at_all(world: World) -> None:
    with world.app.app_context():
        third = make_story(sector="retail")
    coder = world.readers["coder"]
    coder.get("/en/desk/coding")
    cards = {str(card) for card in coder.soup.select(".queue__item")}
    world.mark(world.ada, world.law, "upstairs")
    coder.get("/en/desk/coding")
    after = [str(card) for card in coder.soup.select(".queue__item")]
    assert set(after) == cards, "the same cards, byte for byte"
    assert public_id(world.story) in after[-1]
    assert public_id(third) in after[-2]
    world.mark(world.bob, world.law, "upstairs")
    coder.get("/en/desk/coding")
    assert {str(card) for card in coder.soup.select(".queue__item")} == {card for card in cards if public_id(world.story) not in card}


def test_conditional_requests_and_heads_say_the_same(world: World) -> None:
    """An ETag from before is still good, hence nobody learns by asking again."""
    visitor = world.readers["visitor"].client
    story = f"/en/stories/{public_id(world.story)}"
    tags = {address: visitor.get(address).headers["ETag"] for address in (story, "/en/laws/1", "/en/", "/en/proposals/P-1")}
    world.mark(world.ada, world.law, "upstairs")
    world.finish(world.ada)
    assert [_again(visitor, address, tag) for address, tag in tags.items()] == [304] * 4
    world.finish(world.bob)
    assert _again(visitor, story, tags[story]) == 200


def _again(browser: FlaskClient, address: str, tag: str) -> int:
    return browser.get(address, headers={"If-None-Match": tag}).status_code
