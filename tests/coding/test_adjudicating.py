"""Settling differences: who may, what is kept, and that nobody's codings change."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.models import Adjudication, Coding, CodingRound
from storyhub.coding.queries import adjudicated_rows, comparison
from storyhub.coding.service import close_round, follow_revision
from storyhub.coding.service.adjudicating import NewVersion, Ruling, adjudicate, name_adjudicator
from storyhub.kit.actor import VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import actor_for, make_person, sign_in
from tests.coding.coding_factories import NOW, TEXT, finish, make_coder, make_coding, make_law, make_story, publish_text, researcher_at
from tests.page_client import PageClient
from tests.sql_count import count_sql

WORDS = "I had the door"


def coded(one: Actor, two: Actor, *, done: bool = True) -> tuple[int, int, int, int]:
    """A story both marked in the same place with different laws: story, the two codings, a third law."""
    story, law, other = make_story(), make_law(12), make_law(13)
    first = make_coding(story, law, one, WORDS, coders_needed=2)
    second = make_coding(story, other, two, "had the door open", polarity="violates", coders_needed=2)
    for coder in (one, two) if done else (one,):
        finish(story, coder, 2)
    return story, first, second, make_law(14)


def settle(story: int, actor: Actor, considered: tuple[int, ...], chosen: tuple[int, ...] = (), **over: Any) -> int:
    with transaction():
        ruling = Ruling(considered=considered, chosen=chosen, new=over.get("new"), reason=over.get("reason", "because it is so"))
        return adjudicate(db.session.get_one(Story, story), ruling, actor=actor, now=NOW).id


def snapshot() -> list[tuple[object, ...]]:
    rows = db.session.execute(select(Coding).order_by(Coding.id)).scalars()
    return [(row.id, row.version_id, row.passage_id, row.law_id, row.polarity, row.strength, row.removed_at) for row in rows]


def adjudicated(story: int) -> list[tuple[str, str, str]]:
    rows = adjudicated_rows(comparison(db.session.get_one(Story, story), lang="en"), "S")
    return [(row["exact"], row["law"], row["source"]) for row in rows]


def test_one_several_none_or_a_new_version_and_again(context: None) -> None:
    story, first, second, third = coded(make_coder(), make_coder())
    curator, before, both = make_coder(Role.curator), snapshot(), (first, second)
    assert adjudicated(story) == []
    settle(story, curator, both, (first,))
    assert adjudicated(story) == [(WORDS, "12", "chosen")]
    settle(story, curator, both, both)
    assert adjudicated(story) == [(WORDS, "12", "chosen"), ("had the door open", "13", "chosen")]
    settle(story, curator, both)
    assert adjudicated(story) == []
    settle(story, curator, both, new=NewVersion(34, 55, third, "mixed", 3))
    assert adjudicated(story) == [("I had the door open.", "14", "new")]
    assert snapshot() == before
    (place,) = comparison(db.session.get_one(Story, story), lang="en").places
    assert len(place.earlier) == 3, "what was decided before is kept"


def test_who_may_settle(context: None) -> None:
    one, two = make_coder(), make_coder()
    story, first, second, _law = coded(one, two, done=False)
    curator = make_coder(Role.curator)
    for actor in (curator, one, VISITOR):
        with pytest.raises(Forbidden):
            settle(story, actor, (first,), (first,))
    finish(story, two, 2)
    for actor in (one, make_coder(), make_coder(Role.moderator), make_coder(Role.admin)):
        with pytest.raises(Forbidden):
            settle(story, actor, (first, second), (first,))
    found = db.session.get_one(Story, story)
    with pytest.raises(Forbidden):
        name_adjudicator(found, one.person_id, actor=one, now=NOW)
    with pytest.raises(Invalid):
        name_adjudicator(found, make_coder().person_id, actor=curator, now=NOW)
    with transaction():
        name_adjudicator(db.session.get_one(Story, story), one.person_id, actor=curator, now=NOW)
    assert settle(story, one, (first, second), (second,))
    with pytest.raises(Forbidden):
        settle(story, two, (first, second), (first,))


def test_what_is_refused_leaves_what_was_decided(context: None) -> None:
    story, first, second, law = coded(make_coder(), make_coder())
    curator, both = make_coder(Role.curator), (first, second)
    settle(story, curator, both, (first,))
    new = NewVersion(0, 5, law, "upholds", 2)
    for over in (
        {"reason": "  "}, {"reason": "x" * 2001}, {"chosen": (999,)}, {"chosen": (first,), "new": new},
        {"new": NewVersion(5, 5, law, "upholds", 2)}, {"new": NewVersion(0, 5, 4711, "upholds", 2)}, {"new": NewVersion(0, 5, law, "x", 2)},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            settle(story, curator, both, **over)
    with pytest.raises(Conflict):
        settle(story, curator, (first,), (first,))
    assert adjudicated(story) == [(WORDS, "12", "chosen")]
    assert len(db.session.execute(select(Adjudication)).all()) == 1


def test_what_all_said_alike_stands_without_a_decision(context: None) -> None:
    story, law, one, two = make_story(), make_law(12), make_coder(), make_coder()
    for coder in (one, two):
        make_coding(story, law, coder, WORDS, coders_needed=2)
    for coder in (one, two):
        finish(story, coder, 2)
    assert adjudicated(story) == [(WORDS, "12", "agreed")]


def test_a_decision_follows_a_changed_text_only_where_its_place_is_certain(context: None) -> None:
    story, first, second, _law = coded(make_coder(), make_coder())
    settle(story, make_coder(Role.curator), (first, second), (first,))
    publish_text(story, TEXT + " And thanks.")
    with transaction():
        follow_revision(story, now=NOW)
    assert adjudicated(story) == [(WORDS, "12", "chosen")]
    publish_text(story, "Nothing of it is left in this text, not a word.")
    with transaction():
        follow_revision(story, now=NOW)
    assert adjudicated(story) == []
    with transaction():
        db.session.get_one(Story, story).state = "withdrawn"
        follow_revision(story, now=NOW)
    assert list(db.session.execute(select(Adjudication.reason)).scalars()) == [""], "a reason may quote the story"


def test_the_page_is_shut_until_one_has_finished_and_to_curators_until_the_round_is_complete(app: Flask, client: PageClient) -> None:
    me = researcher_at(app, client)
    with app.app_context():
        other = make_coder()
        story, _first, _second, _law = coded(other, me, done=False)
        curator = make_person(Role.curator, password=None)
    for address in ("compare", "adjudicated.csv"):
        client.get(f"/en/desk/coding/{public_id(story)}/{address}", status=404)
    with app.app_context():
        sign_in(client, curator)
    client.get(f"/en/desk/coding/{public_id(story)}/compare", status=404)
    with app.app_context(), transaction():
        close_round(db.session.get_one(Story, story), actor=actor_for(curator), now=NOW)
    client.get(f"/en/desk/coding/{public_id(story)}/compare")
    assert "I had the door" in client.text
    assert "had the door open" not in [q.get_text() for q in client.soup.select(".difference q")], "unfinished codings stay unseen"


def test_compare_settle_and_settle_again_on_the_page(app: Flask, client: PageClient) -> None:
    me = researcher_at(app, client)
    with app.app_context():
        story, first, second, law = coded(me, make_coder())
        with transaction():
            db.session.execute(select(CodingRound)).scalar_one().adjudicator_id = me.person_id
    address = f"/en/desk/coding/{public_id(story)}/compare"
    with count_sql(app) as one:
        client.get(address)
    assert client.soup.select_one(f"#d-{first} a[href='#w-{first}']") is not None
    assert client.soup.select_one(f"#w-{first}") is not None
    assert client.soup.select_one(f".compare__story a[href='#d-{first}']") is not None
    assert "law differs" in client.text
    client.submit({"chosen": [str(first)], "reason": " "}, form=".settle", status=422)
    client.submit({"chosen": None, "reason": "typed with care"}, form=".settle", status=422)
    assert "typed with care" in client.text
    client.submit({"chosen": [str(second)], "reason": "the second reads it right"}, form=".settle")
    assert client.address == f"{address}#d-{first}"
    assert "the second reads it right" in client.text
    client.submit({"verdict": "new", "law": str(law), "reason": "neither of them"}, form=".settle")
    assert "a new version" in client.text
    client.get(f"{address}?kind=open")
    assert client.soup.select_one(".difference") is None
    client.get(f"{address}?kind=law")
    assert client.soup.select_one(".difference") is not None
    answer = client.client.get(f"/en/desk/coding/{public_id(story)}/adjudicated.csv")
    assert answer.get_data(as_text=True).splitlines()[1].startswith(f"{public_id(story)},34,53,I had the door open,14,upholds,2,new,")
    with app.app_context():
        three, _a, _b, _c = make_story(), 0, 0, 0
        for words in ("The courier", WORDS, "Nobody"):
            make_coding(three, law, me, words)
        finish(three, me)
    with count_sql(app) as many:
        client.get(f"/en/desk/coding/{public_id(three)}/compare")
    assert many.count <= one.count
