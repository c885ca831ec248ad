"""Quick intake: what was told elsewhere joins the queue, with the consent that was given, and its teller gets a code."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from storyhub.kit.actor import Role
from storyhub.stories.domain.words import State
from storyhub.stories.models import Consent, Story
from tests.moderation.moderation_factories import all_rows, moderator_at
from tests.page_client import PageClient

TEXT = "They sent me the wrong lamp twice. The third time the owner brought the right one herself, and a bulb with it."
FIELDS = {
    "text": TEXT, "channel": "letter", "where": "letter of 3 May", "consent": "Anna K. said yes by e-mail on 4 May.", "research": True,
}  # fmt: skip


def take_in(client: PageClient, **over: object) -> str:
    """The code of the story that was taken in."""
    client.get("/en/desk/intake")
    client.submit({**FIELDS, **over})
    return re.sub(r"\s", "", client.soup.select_one("[data-code]").get_text())


def test_it_joins_the_queue_with_where_it_was_told_and_who_allowed_it(app: Flask) -> None:
    client, _person = moderator_at(app)
    take_in(client)
    client.get(client.soup.select_one(".ways-on a")["href"])

    assert TEXT in client.text
    assert "in a letter or an e-mail : letter of 3 May" in client.text.replace("e-mail:", "e-mail :")
    assert "Anna K. said yes by e-mail on 4 May." in client.text
    assert "took the story in from elsewhere" in client.text


def test_its_teller_opens_it_with_the_code_and_may_withdraw_it(app: Flask) -> None:
    client, _person = moderator_at(app)
    code = take_in(client)
    teller = PageClient(app)
    teller.get("/en/receipt")
    teller.submit({"code": code})
    assert "S-000001" in teller.text

    teller.submit(form="form[action$='/receipt/withdraw']")
    teller.submit(form="form:has(input[name=confirm])")

    (story,) = all_rows(app, Story)
    assert (story.state, story.labels) == (State.withdrawn, {})


def test_readers_see_nothing_of_where_it_came_from(app: Flask) -> None:
    client, _person = moderator_at(app)
    take_in(client)
    client.get("/en/desk/moderation/S-000001")
    client.submit(form=".decision--publish")
    reader = PageClient(app)
    reader.get("/en/stories/S-000001")

    assert TEXT in reader.text
    for hidden in ("Anna", "3 May", "letter"):
        assert hidden not in reader.text


def test_only_what_was_allowed_is_noted_as_allowed(app: Flask) -> None:
    client, _person = moderator_at(app)
    take_in(client)

    assert {row.kind: row.granted for row in all_rows(app, Consent)} == {
        "publish": True, "research": True, "quote": False, "open_data": False,
    }  # fmt: skip


def test_the_same_form_sent_twice_is_one_story_with_one_code(app: Flask) -> None:
    client, _person = moderator_at(app)
    client.get("/en/desk/intake")
    form = client.soup
    client.submit(FIELDS)
    first = client.soup.select_one("[data-code]").get_text()
    client.soup = form
    client.submit(FIELDS)

    assert client.soup.select_one("[data-code]").get_text() == first
    assert len(all_rows(app, Story)) == 1


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"consent": "  "}, "Please write a sentence"),
        ({"channel": None}, "Choose where it was told."),
        ({"text": "Too short."}, "Please write at least"),
    ],
)
def test_what_is_missing_is_said_and_the_story_is_kept(app: Flask, over: dict[str, object], said: str) -> None:
    client, _person = moderator_at(app)
    client.get("/en/desk/intake")
    client.submit({**FIELDS, **over}, status=422)

    assert said in client.text
    assert client.soup.select_one("textarea[name=text]").get_text().strip() == over.get("text", TEXT)
    assert all_rows(app, Story) == []


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.curator, Role.admin])
def test_only_moderators_take_stories_in(app: Flask, role: Role) -> None:
    client, _person = moderator_at(app, role)
    client.get("/en/desk/intake", status=403)
