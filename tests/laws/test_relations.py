"""How laws stand to each other: what is refused, what is written down, and the curator's page."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit.actor import OPERATOR, VISITOR, Actor, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRelation
from storyhub.laws.service import relate, unrelate
from tests.laws.conftest import Someone
from tests.laws.laws_factories import NOW, make_law


@pytest.fixture
def laws(context: Flask) -> list[int]:
    return [make_law().id for _ in range(4)]


def tie(one: int, other: int, kind: str, *, actor: Actor = OPERATOR, verb=relate) -> None:  # type: ignore[no-untyped-def]
    with transaction():
        verb(db.session.get_one(Law, one), db.session.get_one(Law, other), kind, actor=actor, now=NOW)


def ties() -> set[tuple[int, int, str]]:
    return {(row.law_id, row.other_id, row.kind) for row in db.session.execute(select(LawRelation)).scalars()}


def test_relations_come_and_go_and_are_written_down(laws: list[int]):
    one, two, *_ = laws
    tie(one, two, "supports")
    tie(one, two, "supports")
    assert ties() == {(one, two, "supports")}
    tie(one, two, "supports", verb=unrelate)
    tie(one, two, "supports", verb=unrelate)
    assert ties() == set()
    noted = db.session.execute(select(AuditRow.action, AuditRow.key, AuditRow.why).where(AuditRow.action.like("law.%related"))).all()
    assert [tuple(row) for row in noted] == [
        ("law.related", str(one), "supports 2"),
        ("law.related", str(two), "back supports 1"),
        ("law.unrelated", str(one), "supports 2"),
        ("law.unrelated", str(two), "back supports 1"),
    ]


def test_a_tension_is_one_from_both_ends(laws: list[int]):
    one, two, *_ = laws
    tie(one, two, "in_tension_with")
    tie(two, one, "in_tension_with")
    assert ties() == {(one, two, "in_tension_with")}
    tie(two, one, "in_tension_with", verb=unrelate)
    assert ties() == set()


def test_special_cases_never_go_in_a_circle(laws: list[int]):
    one, two, three, four = laws
    tie(one, two, "special_case_of")
    tie(two, three, "special_case_of")
    tie(one, four, "special_case_of")
    before = ties()
    for low, high in ((two, one), (three, one), (three, two)):
        with pytest.raises(Conflict):
            tie(low, high, "special_case_of")
    assert ties() == before
    tie(four, three, "special_case_of")
    tie(three, one, "supports")


def test_what_cannot_be_is_refused_and_changes_nothing(laws: list[int]):
    one, two, three, _four = laws
    with transaction():
        db.session.get_one(Law, three).state = LawState.retired
    for kind, other, problem in (("supports", one, Invalid), ("likes", two, Invalid), ("supports", three, Conflict)):
        with pytest.raises(problem):
            tie(one, other, kind)
    for actor in (VISITOR, Actor(1, "R", frozenset({Role.researcher, Role.moderator}))):
        with pytest.raises(Forbidden):
            tie(one, two, "supports", actor=actor)
        with pytest.raises(Forbidden):
            tie(one, two, "supports", actor=actor, verb=unrelate)
    assert ties() == set()


def test_a_curator_relates_laws_on_their_page(app: Flask, curator: Someone, member: Someone):
    with app.app_context():
        one, two = make_law(number=1).id, make_law(number=2).id
    page = curator.client

    page.get("/en/laws/1/edit")
    page.get(page.soup.select_one('main a[href$="/relations"]')["href"])
    page.submit({"kind": "special_case_of", "other": "2"}, form="#new-relation")
    assert "special case of 2." in page.text
    page.get("/en/laws/2/relations")
    assert "has the special case 1." in page.text
    page.submit({"kind": "special_case_of", "other": "1"}, form="#new-relation", status=409)
    assert "both cannot be" in page.soup.select_one(".error-summary").get_text()
    page.submit({"kind": "supports", "other": ""}, form="#new-relation", status=422)
    with app.app_context():
        assert ties() == {(one, two, "special_case_of")}
    page.get("/en/laws/2/relations")
    page.submit(form=".ties form", button="Remove")
    assert "It stands alone so far." in page.text
    member.client.get("/en/laws/1/relations", status=403)
    page.get("/en/laws/99/relations", status=404)
