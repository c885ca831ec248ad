"""Where teller and company met: kept all together, read by a moderator before anybody else, gone with the story."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, TELLER, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.stories.domain.drafts import Place
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story, Touchpoint
from storyhub.stories.service import StoryDetails, expect_version, request_changes, update_details
from tests.moderation.moderation_factories import make_task, moderator_at
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories.pages import open_status, send
from tests.stories.stories_factories import NOW, make_story

MODERATOR = Actor(label="moderator", roles=frozenset({Role.moderator}))
DOOR, DESK, BILL = Place("The door", 3, 5), Place("The desk", 4, 1), Place("The bill", 3, 3)


@pytest.fixture
def write(context: Flask):
    with transaction():
        yield context


def change(story: Story, *places: Place, actor: Actor = TELLER) -> None:
    update_details(story, StoryDetails(touchpoints=places), actor=actor, now=NOW)


def kept() -> list[tuple[int, str, int, int]]:
    db.session.flush()
    rows = db.session.execute(select(Touchpoint).order_by(Touchpoint.position)).scalars()
    return [(row.position, row.name, row.expected, row.received) for row in rows]


def test_the_new_places_take_the_place_of_all_old_ones(write: Flask):
    story = make_story(state=State.received)
    change(story, DOOR, DESK)
    change(story, DESK, BILL, DOOR)
    assert kept() == [(0, "The desk", 4, 1), (1, "The bill", 3, 3), (2, "The door", 3, 5)]

    update_details(story, StoryDetails(title="A title"), actor=TELLER, now=NOW)
    assert len(kept()) == 3

    change(story)
    assert kept() == []


@pytest.mark.parametrize("bad", [
    (Place("", 1, 1),), (Place("x" * 121, 1, 1),), (Place("x", 0, 1),), (Place("x", 1, 6),), (DOOR,) * 6,
])  # fmt: skip
def test_places_that_cannot_be_kept_are_refused_whole(write: Flask, bad: tuple[Place, ...]):
    story = make_story(state=State.received)
    change(story, DOOR)

    with pytest.raises(Invalid):
        change(story, *bad)

    assert kept() == [(0, "The door", 3, 5)]


def test_places_of_a_published_story_are_a_moderators(write: Flask):
    story = make_story()
    with pytest.raises(Conflict):
        change(story, DOOR)
    change(story, DOOR, actor=MODERATOR)

    assert kept() == [(0, "The door", 3, 5)]


def test_a_moderator_who_read_other_places_is_told(write: Flask):
    story = make_story(state=State.received)
    change(story, DOOR)
    db.session.flush()
    seen = story.version_id

    change(story, DOOR)
    db.session.flush()
    expect_version(story, seen)
    change(story, Place("Buy at my shop", 5, 5))
    db.session.flush()
    with pytest.raises(Conflict):
        expect_version(story, seen)


def test_the_log_says_that_places_changed_and_not_which(write: Flask):
    story = make_story(state=State.received)
    change(story, Place("Zaphodine at the counter", 1, 1))

    (line,) = [event for event in audit.timeline("story", str(story.id)) if event.action == "story.details"]
    assert line.why == "touchpoints"


def ask_places(client: PageClient, code: str) -> None:
    """Opens the question about places through the pages."""
    open_status(client, code)
    client.submit(form="form:has(input[value=show])")
    while not client.soup.select_one(".prompt--touchpoints"):
        name = client.soup.select_one(".prompt input[name=prompt]")
        assert name is not None
        client.submit(form=f".prompt form:has(input[name=prompt][value={name['value']}])", button="Skip")


def test_five_rows_are_there_without_a_script_and_come_back_filled(client: PageClient):
    code = send(client)
    ask_places(client, code)
    assert len(client.soup.select("fieldset[data-row]:not([hidden])")) == 5
    assert len(client.soup.select("datalist#touchpoint-examples option")) > 8
    desk = {"place_2": "The desk", "expected_2": "4", "received_2": "1"}
    client.submit({**desk, "place_5": "The bill", "expected_5": "3", "received_5": "3"}, form=".prompt__form")

    ask_places(client, code)

    shown = [str(field.get("value", "")) for field in client.soup.select(".prompt__form input[name^=place_]")]
    assert shown == ["The desk", "The bill", "", "", ""]
    assert [str(option["value"]) for option in client.soup.select(".prompt__form option[selected]")][:4] == ["4", "1", "3", "3"]


def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(client: PageClient, app: Flask):
    code = send(client)
    ask_places(client, code)
    fields = {"place_1": "The door", "expected_1": "3", "received_1": "5", "place_2": "The desk", "expected_2": "4"}

    client.submit(fields, form=".prompt__form", status=422)

    assert [str(link["href"]) for link in client.soup.select(".error-summary a")] == ["#received_2"]
    assert client.soup.select_one("#received_2-error")
    assert [str(field.get("value", "")) for field in client.soup.select("input[name^=place_]")][:2] == ["The door", "The desk"]
    with app.app_context():
        assert kept() == []
    client.submit({"received_2": "1"}, form=".prompt__form")
    with app.app_context():
        assert kept() == [(0, "The door", 3, 5), (1, "The desk", 4, 1)]


def test_places_are_taken_back_by_emptying_them(client: PageClient, app: Flask):
    code = send(client)
    ask_places(client, code)
    client.submit({"place_1": "The door", "expected_1": "3", "received_1": "5"}, form=".prompt__form")
    ask_places(client, code)

    client.submit({"place_1": "", "expected_1": "", "received_1": ""}, form=".prompt__form")

    with app.app_context():
        assert kept() == []


def test_an_answer_to_a_published_story_changes_no_place(client: PageClient, app: Flask):
    code = send(client)
    ask_places(client, code)
    with app.app_context(), transaction():
        story = db.session.execute(select(Story)).scalar_one()
        request_changes(story, message="Please…", actor=OPERATOR, now=NOW)
        db.session.execute(Story.__table__.update().values(state=State.published))

    client.submit({"place_1": "Buy at my shop", "expected_1": "5", "received_1": "5"}, form=".prompt__form")

    with app.app_context():
        assert kept() == []


def test_a_moderator_sees_every_place(app: Flask):
    public = make_task(app, details=StoryDetails(touchpoints=(DOOR, DESK)))
    client, _person = moderator_at(app)

    client.get(f"/en/desk/moderation/{public}")

    facts = client.soup.select_one(".facts")
    assert facts is not None
    for words in ("The door", "expected 3, got 5", "The desk", "expected 4, got 1"):
        assert words in facts.get_text(" ", strip=True)


def test_a_task_costs_the_same_with_one_place_and_with_three(app: Flask):
    counts = []
    for places in ((DOOR,), (DOOR, DESK, BILL)):
        # Other words each time: stories that look alike are looked up, too.
        public = make_task(app, text=" ".join(f"Place {len(places)}{n}." for n in range(9)), details=StoryDetails(touchpoints=places))
        client, _person = moderator_at(app, name=f"Anna {len(places)}")
        with count_sql(app) as run:
            client.get(f"/en/desk/moderation/{public}")
        counts.append(run.count)

    assert counts[0] == counts[1]
