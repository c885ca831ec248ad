"""Lists that go on where they stood, whatever is published and withdrawn meanwhile; and cursors that are not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from storyhub.api.domain.cursor import cursor_key, make_cursor, read_cursor
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from storyhub.stories.service import withdraw_story
from tests.api.api_factories import Program
from tests.reading.reading_factories import NOW, make_coder, make_coding, make_law, make_story

pytestmark = pytest.mark.usefixtures("context")
DAY = date(2026, 11, 1)
# Between two pages: publish with a day (negative), or withdraw one of those that are there.
STEPS = st.lists(st.tuples(st.sampled_from(("publish", "withdraw")), st.integers(0, 5)), max_size=3)


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(days=st.lists(st.integers(0, 3), min_size=1, max_size=7), meanwhile=st.lists(STEPS, max_size=5), limit=st.integers(1, 3))
def test_nothing_that_stays_is_missed_or_comes_twice(
    app: Flask, days: list[int], meanwhile: list[list[tuple[str, int]]], limit: int
) -> None:
    program = Program(app)
    with transaction():
        db.session.execute(db.update(Story).values(audience="staff"))
    there = [make_story(may_open_data=True, published_on=DAY + timedelta(days=day)) for day in days]
    staying, changes, seen = set(there), iter(meanwhile), []
    path: str | None = f"/stories?limit={limit}"
    while path:
        page = program.get(path)
        seen += [item["id"] for item in page["items"]]
        path = page["next"] and page["next"].removeprefix("http://127.0.0.1:8000")
        for step, number in next(changes, []):
            if step == "publish":
                make_story(published_on=DAY + timedelta(days=number))
            elif staying:
                gone = sorted(staying)[number % len(staying)]
                staying.discard(gone)
                with transaction():
                    withdraw_story(db.session.get_one(Story, gone), actor=OPERATOR, now=NOW)
    assert len(seen) == len(set(seen)), "none comes twice"
    assert {public_id(story) for story in staying} <= set(seen), "none that stays is missed"


def test_every_list_goes_on_to_its_end(program: Program) -> None:
    coder, laws = make_coder(), [make_law(number) for number in range(1, 6)]
    story = make_story()
    for law in laws:
        make_coding(story, law, None, coder_id=coder)
    for first in ("/laws?limit=2", "/laws?limit=2&sort=evidence", "/laws?limit=2&sort=strength&lang=ru", "/codings?limit=2"):
        pages, path = [], first
        while path:
            response = program.call("GET", path)
            pages.append(response.json["items"])
            path = response.json["next"]
            assert ('rel="next"' in response.headers.get("Link", "")) == bool(path), "the header says what the body says"
            path = path and path.removeprefix("http://127.0.0.1:8000")
        assert [len(page) for page in pages] == [2, 2, 1], first
        assert len({str(item) for page in pages for item in page}) == 5, first


def test_a_cursor_is_good_for_its_own_list_alone(app: Flask, program: Program) -> None:
    for _number in range(3):
        make_story()
    following = program.get("/stories?lang=ru&limit=1")["next"]
    cursor = following.split("cursor=")[1]
    assert len(program.get(f"/stories?lang=ru&limit=100&cursor={cursor}")["items"]) == 2, "how much is shown is all the same to it"
    for other in ("/stories?", "/stories?lang=en&", "/laws?", "/codings?", "/calls?"):
        fault = program.get(f"{other}cursor={cursor}", status=422)["errors"][0]
        assert fault["parameter"] == "cursor"
    hub = app.extensions["storyhub"]
    hub.settings = replace(hub.settings, secret_key="another instance has another secret")
    program.get(f"/stories?lang=ru&cursor={cursor}", status=422)


@pytest.mark.parametrize(
    "forged", ["", "x", "====", "🎁", "A" * 400, "A" * 401, "%00", "../..", "e30", "null", "-_-_", "W10", "%ED%A0%80" * 2]
)
def test_a_forged_cursor_is_refused_with_its_name(program: Program, forged: str) -> None:
    answer = program.call("GET", f"/stories?cursor={forged}")
    assert answer.status_code in (400, 422)
    assert answer.status_code == 400 or answer.json["errors"][0]["parameter"] == "cursor"


@given(st.integers(0, 10_000), st.text(max_size=5), st.data())
def test_one_changed_character_makes_a_cursor_a_stranger(number: int, of: str, data: st.DataObject) -> None:
    key = cursor_key("a secret of the tests that is long enough")
    cursor = make_cursor(key, of, ("2026-11-22", number))
    assert read_cursor(key, of, cursor) == ("2026-11-22", number)
    place = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda char: char != cursor[place]))
    assert read_cursor(key, of, cursor[:place] + other + cursor[place + 1 :]) is None
    assert read_cursor(key, of + "x", cursor) is None
