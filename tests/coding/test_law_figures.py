"""Figures of many laws at once against counting by hand, and what a distinct teller is."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask

from storyhub.coding.queries.law_figures import LawFigures, law_figures
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Contact, Organisation, OwnStory, Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story
from tests.sql_count import count_sql

PLACES = (None, "an hour early", "I had the door", "upstairs")


def told_by(story: int, *, account: int | None = None, address: str | None = None) -> int:
    """Ties a story to an account or an address."""
    with transaction():
        if account is not None:
            db.session.add(OwnStory(story_id=story, person_id=account, added_at=NOW))
        if address is not None:
            db.session.add(
                Contact(story_id=story, address=address, lang="en", token_hash=f"t{story}", delete_on=date(2027, 1, 1), created_at=NOW)
            )
    return story


def coded(story: int, law: int, *polarities: str) -> None:
    coder = make_coder()
    for polarity, exact in zip(polarities, PLACES[1:], strict=False):
        make_coding(story, law, coder, exact, polarity=polarity)
    finish(story, coder)


def organisations(*names: str) -> list[int]:
    with transaction():
        rows = [Organisation(slug=name, name=name, name_key=name) for name in names]
        db.session.add_all(rows)
        db.session.flush()
        return [row.id for row in rows]


def test_many_laws_are_counted_as_by_hand(context: Flask) -> None:
    chance, laws = Random(7), [make_law(number) for number in (11, 12, 13, 14)]
    shop, bank, shop_again = organisations("shop", "bank", "shop-again")
    with transaction():
        db.session.get_one(Organisation, shop_again).merged_into_id = shop
    kept = {shop: shop, bank: bank, shop_again: shop, None: None}
    coders, accounts = [make_coder(), make_coder()], [make_coder().person_id, make_coder().person_id]
    public: list[dict[str, Any]] = []
    for number in range(40):
        company, is_waiting = chance.choice(list(kept)), number % 9 == 8
        story, teller = told_story(chance, accounts, company)
        marked = [one for coder in coders for one in marked_by(coder, chance, story, laws[:3])]
        for coder in coders[: 1 if is_waiting else 2]:
            finish(story, coder, coders_needed=2)
        hidden = chance.choice([{}, {}, {}, {"audience": Audience.staff}, {"state": State.withdrawn}, {"may_research": False}])
        with transaction():
            for name, value in hidden.items():
                setattr(db.session.get_one(Story, story), name, value)
        if not hidden and not is_waiting:
            public += [{**one, "story": story, "teller": teller, "company": kept[company]} for one in marked]
    counted = law_figures(laws)
    assert counted == {law: by_hand([one for one in public if one["law"] == law]) for law in laws}
    assert all(counted[law].u > 2 < counted[law].v for law in laws[:3]), "too little was told to prove anything"


def told_story(chance: Random, accounts: list[int | None], company: int | None) -> tuple[int, object]:
    """A story with a teller of a random kind: its id, and what makes this teller another than all others."""
    kind = chance.choice(["account", "address", "author", "nobody"])
    author = f"A{chance.randrange(2)}"
    story = make_story(organisation_id=company, labels={"author": author} if kind == "author" else {}, source="forum")
    if kind == "account":
        account = chance.choice(accounts)
        return told_by(story, account=account), account
    if kind == "address":
        address = chance.choice(["ada@example.org", "Ada@Example.org", "bob@example.org"])
        return told_by(story, address=address), address.lower()
    return story, author if kind == "author" else ("story", story)


def marked_by(coder: Actor, chance: Random, story: int, laws: list[int]) -> list[dict[str, Any]]:
    marked = []
    for place, law in chance.sample([(place, law) for place in PLACES for law in laws], chance.randrange(5)):
        polarity, at = chance.choice(["upholds", "upholds", "violates", "mixed"]), NOW - timedelta(days=chance.randrange(500))
        make_coding(story, law, coder, place, polarity=polarity, now=at, coders_needed=2)
        marked.append({"law": law, "place": place, "polarity": polarity, "at": at})
    return marked


def by_hand(codings: list[dict[str, Any]]) -> LawFigures:
    def distinct(what: str, *polarities: str) -> int:
        return len({one[what] for one in codings if one[what] is not None and (not polarities or one["polarity"] in polarities)})

    first = defaultdict(lambda: NOW + timedelta(days=1))
    for one in codings:
        if one["polarity"] == "upholds":
            first[one["story"]] = min(first[one["story"]], one["at"])
    return LawFigures(
        stories=distinct("story"),
        tellers=distinct("teller"),
        organisations=distinct("company"),
        passages=len({(one["story"], one["place"]) for one in codings if one["place"] is not None}),
        upholds=distinct("story", "upholds"),
        violates=distinct("story", "violates"),
        mixed=distinct("story", "mixed"),
        u=distinct("teller", "upholds"),
        v=distinct("teller", "violates"),
        last_upheld=max(first.values(), default=None),
    )


def test_one_teller_counts_once_on_each_side(context: Flask) -> None:
    law, account = make_law(12), make_coder().person_id
    for polarity in ("upholds", "upholds", "violates"):
        coded(told_by(make_story(), account=account), law, polarity)
    coded(make_story(), law, "mixed")
    found = law_figures([law])[law]
    assert (found.stories, found.tellers, found.u, found.v) == (4, 2, 1, 1)
    assert (found.upholds, found.violates, found.mixed) == (2, 1, 1)
    assert found.contradicts == 0.5


def test_an_account_goes_before_an_address_and_an_address_before_an_author(context: Flask) -> None:
    law, account = make_law(12), make_coder().person_id
    coded(told_by(make_story(), account=account, address="ada@example.org"), law, "upholds")
    coded(told_by(make_story(), address="ada@example.org"), law, "upholds")
    coded(told_by(make_story(labels={"author": "Ada"}, source="forum"), address="ADA@example.org"), law, "upholds")
    assert law_figures([law])[law].u == 2
    coded(make_story(labels={"author": "Ada"}, source="forum"), law, "upholds")
    coded(make_story(labels={"author": "Ada"}, source="forum"), law, "upholds")
    coded(make_story(labels={"author": "Ada"}, source="another forum"), law, "upholds")
    coded(make_story(labels={"author": ""}, source="forum"), law, "upholds")
    coded(make_story(labels={"author": ""}, source="forum"), law, "upholds")
    assert law_figures([law])[law].u == 6


def test_a_story_is_new_once(context: Flask) -> None:
    law, story = make_law(12), make_story()
    first, second = make_coder(), make_coder()
    make_coding(story, law, first, "upstairs", now=NOW - timedelta(days=400), coders_needed=2)
    make_coding(story, law, second, "an hour early", now=NOW)
    for coder in (first, second):
        finish(story, coder, coders_needed=2)
    assert law_figures([law])[law].last_upheld == NOW - timedelta(days=400)


def test_staff_count_what_staff_may_read(context: Flask) -> None:
    law = make_law(12)
    coded(make_story(audience=Audience.staff), law, "upholds")
    assert law_figures([law])[law] == LawFigures()
    assert law_figures([law], actor=Actor(1, "M", frozenset({Role.moderator})))[law].u == 1


@pytest.mark.parametrize("laws", [1, 3])
def test_one_query_however_many_laws(app: Flask, context: Flask, laws: int) -> None:
    ids = [make_law() for _ in range(laws)]
    for law in ids:
        coded(make_story(), law, "upholds", "violates")
    db.session.rollback()
    with count_sql(app) as run:
        assert all(found.stories == 1 for found in law_figures(ids).values())
    assert run.count == 1
    with count_sql(app) as run:
        assert law_figures([]) == {}
    assert not run.count
