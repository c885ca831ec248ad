"""Coding by a program: the verbs of the desk, and its rules."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from storyhub.accounts.models import Person
from storyhub.api.domain.token import Scope
from storyhub.coding.models import Coding
from storyhub.kit.actor import Role
from storyhub.kit.db import db
from tests.accounts.accounts_factories import actor_for, make_person, rows
from tests.api.api_factories import Program, token_for
from tests.coding.coding_factories import TEXT, finish, make_coding, make_law, make_story, publish_text

pytestmark = pytest.mark.usefixtures("context")
STORY = "/desk/stories/S-000001"


@pytest.fixture
def ada() -> Person:
    return make_person(Role.researcher)


@pytest.fixture
def coder(app: Flask, ada: Person) -> Program:
    make_story()
    make_law(12)
    make_law(proposal=7)
    return Program(app, token_for(ada, Scope.coding))


def marked(**over: Any) -> dict[str, Any]:
    return {"revision": 1, "law": "12", "polarity": "upholds", "strength": 3, "start": 4, "end": 18, "note": "early", **over}


def test_a_story_is_taken_marked_changed_and_finished(app: Flask, coder: Program) -> None:
    seen = coder.get(STORY)
    assert (seen["is_open"], seen["is_begun"], seen["mine"]) == (True, False, [])
    coder.ask("POST", f"{STORY}/take")
    first = coder.ask("POST", f"{STORY}/codings", json=marked(), status=201)
    assert first["exact"] == seen["text"][4:18]
    whole = coder.ask("POST", f"{STORY}/codings", json=marked(law="P-7", start=None, end=None), status=201)
    assert (whole["law"], whole["start"], whole["exact"]) == ("P-7", None, None)
    changed = coder.ask("PATCH", f"/desk/codings/{first['id']}", json={"version": first["version"], "polarity": "mixed", "law": "P-7"})
    assert (changed["polarity"], changed["law"], changed["note"], changed["strength"]) == ("mixed", "P-7", "early", 3)
    coder.ask("PATCH", f"/desk/codings/{first['id']}", json={"version": first["version"], "strength": 1}, status=409)
    coder.ask("DELETE", f"/desk/codings/{whole['id']}", status=204)
    coder.ask("DELETE", f"/desk/codings/{whole['id']}", status=204)
    assert [one["id"] for one in coder.get(STORY)["mine"]] == [first["id"]]
    assert coder.get("/codings")["items"] == [], "blind until finished"
    done = coder.ask("POST", f"{STORY}/finish")
    assert (done["is_finished"], done["is_open"]) == (True, False)
    assert coder.ask("POST", f"{STORY}/finish", status=200) == done
    coder.ask("POST", f"{STORY}/codings", json=marked(), status=409)
    coder.ask("DELETE", f"/desk/codings/{first['id']}", status=409)
    assert [one["id"] for one in coder.get("/codings")["items"]] == [first["id"]]


def test_only_a_story_that_was_taken_is_marked(app: Flask, coder: Program) -> None:
    assert "place" in coder.ask("POST", f"{STORY}/codings", json=marked(), status=409)["detail"]
    coder.ask("POST", f"{STORY}/finish", status=409)
    assert rows(app, Coding) == []
    other = Program(app, token_for(make_person(Role.researcher), Scope.coding))
    other.ask("POST", f"{STORY}/take")
    coder.ask("POST", f"{STORY}/take", status=409)


def test_what_others_marked_is_nowhere_and_cannot_be_touched(app: Flask, ada: Person, coder: Program) -> None:
    bob = actor_for(make_person(Role.researcher))
    before = coder.call("GET", STORY).data
    theirs = make_coding(1, 1, bob, "upstairs", coders_needed=2, note="a note of his")
    assert coder.call("GET", STORY).data == before
    finish(1, bob, coders_needed=2)
    assert coder.call("GET", STORY).data == before
    for method, body in (("PATCH", {"version": 1, "strength": 1}), ("DELETE", None)):
        unknown = coder.call(method, "/desk/codings/99", json=body).json
        hidden = coder.call(method, f"/desk/codings/{theirs}", json=body).json
        assert hidden["status"] == 404
        assert {**hidden, "instance": ""} == {**unknown, "instance": ""}
    with app.app_context():
        assert db.session.get_one(Coding, theirs).removed_at is None


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (marked(law="99"), "#/law"), (marked(law="law 12"), "#/law"), (marked(polarity="likes"), "#/polarity"),
        (marked(strength=4), "#/strength"), (marked(strength=True), "#/strength"), (marked(strength="3"), "#/strength"),
        (marked(start=-1), "#/start"), (marked(note="x" * 2001), "#/note"),
        (marked(coder="bob"), "#/coder"), (marked(revision=None), "#/revision"),
    ],
)  # fmt: skip
def test_a_coding_that_cannot_be_is_refused_with_its_place(coder: Program, body: dict[str, Any], place: str) -> None:
    coder.ask("POST", f"{STORY}/take")
    errors = coder.ask("POST", f"{STORY}/codings", json=body, status=422)["errors"]
    assert {error["pointer"] for error in errors} == {place}


@pytest.mark.parametrize("over", [{"start": 4, "end": None}, {"start": 9, "end": 4}, {"start": 0, "end": 9_999}, {"start": 83, "end": 84}])
def test_a_place_that_is_none_is_refused_by_the_verb(app: Flask, coder: Program, over: dict[str, Any]) -> None:
    coder.ask("POST", f"{STORY}/take")
    if over["start"] == 83:
        over = {"start": TEXT.replace("*", "").index("🎁") + 1, "end": 10_000}
    coder.ask("POST", f"{STORY}/codings", json=marked(**over), status=422)
    assert rows(app, Coding) == []


def test_another_text_by_now_is_a_conflict(coder: Program) -> None:
    coder.ask("POST", f"{STORY}/take")
    publish_text(1, "Quite another text by now. It has two sentences.")
    coder.ask("POST", f"{STORY}/codings", json=marked(), status=409)


def test_what_is_not_to_be_coded_is_not_there(app: Flask, coder: Program) -> None:
    make_story(may_research=False)
    make_story(state="received", published_on=None)
    for number in (2, 3, 99):
        coder.get(f"/desk/stories/S-00000{number}" if number < 9 else "/desk/stories/S-000099", status=404)
        coder.ask("POST", f"/desk/stories/S-00000{number}/take" if number < 9 else "/desk/stories/S-000099/take", status=404)
