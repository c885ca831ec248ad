"""Who reads which story: taking and giving places, the order of the queue, places that run out, skipped stories."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.coding.models import CodingClaim, CodingRound, CodingSkip
from storyhub.coding.queries import QueueFilters, desk_queue, next_story, public_codings
from storyhub.coding.service import (
    give_story,
    release_places,
    set_coders_needed,
    skip_story,
    take_back,
    take_next,
    take_story,
    unskip_story,
)
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.stories.domain.public_id import public_id, story_id
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.calls.calls_factories import make_call
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, researcher_at
from tests.page_client import PageClient
from tests.sql_count import count_sql

DAY = timedelta(days=1)


def ids(actor: Actor, **over: object) -> list[int | None]:
    found = desk_queue(QueueFilters(**over), actor=actor)  # type: ignore[arg-type]
    assert found.total == len(found.cards)
    return [story_id(card.story.public_id) for card in found.cards]


def row(story: int) -> Story:
    return db.session.get_one(Story, story)


def take(story: int, coder: Actor, **over: object) -> None:
    with transaction():
        take_story(row(story), QueueFilters(**over), coder=coder, now=NOW)  # type: ignore[arg-type]


def give(story: int, coder: Actor, curator: Actor) -> None:
    with transaction():
        give_story(row(story), db.session.get_one(Person, coder.person_id), coders_needed=1, actor=curator, now=NOW)


@pytest.mark.usefixtures("context")
def test_two_coders_who_take_the_next_story_get_two_stories() -> None:
    first, second = make_story(), make_story()
    ada, bob, eve = make_coder(), make_coder(), make_coder()
    with transaction():
        taken = [take_next(QueueFilters(), coder=coder, now=NOW) for coder in (ada, bob, eve)]
    assert [story.id if story else None for story in taken] == [first, second, None]
    assert ids(ada) == [first]
    assert ids(bob) == [second]
    assert ids(eve) == []
    with transaction(), pytest.raises(Conflict):
        take_story(row(first), QueueFilters(), coder=eve, now=NOW)
    with pytest.raises(Forbidden):
        take(first, make_coder(Role.member))


@pytest.mark.usefixtures("context")
def test_a_place_without_a_sign_of_life_runs_out_and_a_mark_is_one() -> None:
    story, law, ada, bob = make_story(), make_law(), make_coder(), make_coder()
    take(story, ada)
    assert ids(bob) == []
    assert ids(bob, taken_since=NOW + DAY) == [story]
    make_coding(story, law, ada, "upstairs", now=NOW + 2 * DAY)
    assert ids(bob, taken_since=NOW + DAY) == []
    take(story, bob, taken_since=NOW + 3 * DAY)
    assert ids(bob) == [story]
    assert ids(ada) == [story], "she has begun it, so it stays hers to finish"


@pytest.mark.usefixtures("context")
def test_the_order_is_fewest_places_then_wanted_then_called_then_oldest() -> None:
    stories, law = [make_story() for _ in range(5)], make_law()
    ada, bob, curator = make_coder(), make_coder(), make_coder(Role.curator)
    make_coding(stories[0], law, ada, "upstairs", coders_needed=2)
    finish(stories[0], ada)
    take(stories[1], ada, coders_needed=2)
    with transaction():
        set_coders_needed(row(stories[4]), 2, actor=curator, now=NOW)
        set_coders_needed(row(stories[4]), 3, actor=curator, now=NOW)
    with transaction():
        called = make_call(slug="in-a-queue")
        row(stories[3]).call_id = called.id
    asked = {"coders_needed": 2, "called": frozenset({called.id})}
    assert ids(bob, **asked) == [stories[4], stories[3], stories[2], stories[0], stories[1]]
    filters = QueueFilters(coders_needed=2, called=frozenset({called.id}))
    after = [next_story(story, filters, actor=bob) for story in (stories[4], stories[2], stories[1])]
    assert after == [public_id(stories[3]), public_id(stories[0]), public_id(stories[4])]
    finish(stories[2], bob, coders_needed=2)
    assert next_story(stories[2], filters, actor=bob) == public_id(stories[0]), "finishing does not change what was read ahead"


@pytest.mark.usefixtures("context")
def test_a_given_story_comes_first_and_its_round_waits() -> None:
    other, story, ada, bob, curator = make_story(), make_story(), make_coder(), make_coder(), make_coder(Role.curator)
    give(story, ada, curator)
    assert ids(ada) == [story, other]
    assert ids(ada, show="given") == [story]
    assert ids(bob) == [other]
    finish(story, bob)
    assert db.session.execute(select(CodingRound.complete_at)).scalar_one() is None, "given to ada, so her eyes stay blind"
    finish(story, ada)
    assert db.session.execute(select(CodingRound.complete_at)).scalar_one() == NOW
    with pytest.raises(Conflict):
        give(story, ada, curator)
    with pytest.raises(Forbidden):
        give(other, ada, bob)
    with pytest.raises(Invalid):
        give(other, make_coder(Role.member), curator)


@pytest.mark.usefixtures("context")
def test_giving_it_to_two_asks_for_two_and_taking_back_lets_it_end() -> None:
    story, law, ada, bob, curator = make_story(), make_law(), make_coder(), make_coder(), make_coder(Role.curator)
    give(story, ada, curator)
    give(story, bob, curator)
    assert db.session.execute(select(CodingRound.coders_needed)).scalar_one() == 2
    make_coding(story, law, ada, "upstairs")
    finish(story, ada)
    with transaction():
        take_back(row(story), db.session.get_one(Person, bob.person_id), actor=curator, now=NOW)
    assert public_codings(story) == ()
    with transaction():
        set_coders_needed(row(story), 1, actor=curator, now=NOW)
    assert len(public_codings(story)) == 1
    with pytest.raises(Conflict), transaction():
        set_coders_needed(row(story), 2, actor=curator, now=NOW)
    with pytest.raises(Invalid), transaction():
        set_coders_needed(row(story), 0, actor=curator, now=NOW)


@pytest.mark.usefixtures("context")
def test_the_daily_round_frees_late_places_and_completes_what_waited_for_them() -> None:
    story, law, ada, bob, curator = make_story(), make_law(), make_coder(), make_coder(), make_coder(Role.curator)
    give(story, bob, curator)
    make_coding(story, law, ada, "upstairs")
    finish(story, ada)
    assert public_codings(story) == ()
    with transaction():
        assert release_places(taken_before=NOW + DAY, given_before=NOW, now=NOW) == 0
        assert release_places(taken_before=NOW, given_before=NOW + DAY, now=NOW) == 1
    assert len(public_codings(story)) == 1
    assert db.session.execute(select(CodingClaim)).all() == []


@pytest.mark.usefixtures("context")
def test_a_skipped_story_leaves_ones_own_queue_only_and_comes_back_on_demand() -> None:
    story, law, ada, bob = make_story(), make_law(), make_coder(), make_coder()
    make_coding(story, law, ada, "upstairs")
    for reason, words in (("", ""), ("nonsense", ""), ("other", " ")):
        with pytest.raises(Invalid), transaction():
            skip_story(row(story), reason=reason, words=words, coder=ada, now=NOW)
    with transaction():
        skip_story(row(story), reason="upsetting", coder=ada, now=NOW)
        skip_story(row(story), reason="unclear", coder=ada, now=NOW)
    assert db.session.execute(select(CodingSkip.reason)).scalars().all() == ["unclear"]
    assert ids(ada) == []
    assert ids(ada, show="skipped") == [story]
    assert ids(bob) == [story], "her place is free again"
    finish(story, bob)
    assert db.session.execute(select(CodingRound.complete_at)).scalar_one() == NOW, "nobody waits for whoever skipped"
    assert public_codings(story) == (), "and what she had marked counts for nothing"


@pytest.mark.usefixtures("context")
def test_asking_for_it_back_or_marking_ends_the_skip() -> None:
    first, second, law, ada = make_story(), make_story(), make_law(), make_coder()
    with transaction():
        for story in (first, second):
            skip_story(row(story), reason="not_my_field", coder=ada, now=NOW)
        unskip_story(row(first), coder=ada)
    assert ids(ada) == [first]
    make_coding(second, law, ada, "upstairs")
    assert ids(ada) == [second, first]


def test_taking_skipping_and_filters_by_pages(app: Flask, client: PageClient) -> None:
    researcher_at(app, client)
    with app.app_context():
        first, second = make_story(), make_story()
    client.get("/en/desk/coding?lang=en")
    client.submit(form='[data-part="take"]')
    assert client.h1 == f"Coding {public_id(first)}"
    assert client.address.endswith("?lang=en")
    client.get(f"/en/desk/coding/{public_id(first)}/skip?lang=en")
    client.submit({"reason": "other", "words": ""}, status=422)
    assert client.soup.select_one("#skip-other[checked]") is not None
    client.submit({"reason": "other", "words": "I know the teller"})
    assert client.h1 == f"Coding {public_id(second)}"
    client.get("/en/desk/coding?show=skipped")
    assert "You skipped 1 story" in client.text
    assert "Another reason" in client.text
    client.submit(form=".queue__act")
    assert client.h1 == f"Coding {public_id(first)}"
    client.get("/en/desk/coding")
    assert "2 stories wait for you" in client.text


def test_a_curator_gives_stories_by_a_page_and_nobody_else_may(app: Flask, client: PageClient) -> None:
    coder = researcher_at(app, client)
    with app.app_context():
        story, curator = make_story(), make_person(Role.curator, password=None)
    address, boss = f"/en/desk/coding/{public_id(story)}/readers", PageClient(app)
    client.get(address, status=403)
    sign_in(boss, curator)
    boss.get(address)
    assert "whoever takes it from the queue" in boss.text
    boss.submit({"value": coder.label}, form='[data-part="give"]')
    assert coder.label in boss.text
    boss.submit({"value": "99"}, form='[data-part="needed"]', status=422)
    client.get("/en/desk/coding")
    assert "given to you by a curator" in client.text
    boss.get(address)
    boss.submit(form=".rows form")
    assert "whoever takes it from the queue" in boss.text


def test_the_queue_costs_the_same_for_one_story_and_for_three(app: Flask, client: PageClient) -> None:
    researcher_at(app, client)
    costs = []
    for number in (1, 2):
        with app.app_context():
            for _ in range(number):
                story = make_story()
        with count_sql(app) as run:
            client.get("/en/desk/coding")
            client.get("/en/desk/coding?show=skipped")
            client.get(f"/en/desk/coding/{public_id(story)}")
        costs.append(run.count)
    assert costs[0] == costs[1]
