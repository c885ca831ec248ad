"""A story that answers a call: the call goes along through every page of telling, and is dropped only by the teller or by time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from storyhub.calls.models import Call
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.text import Renderer
from storyhub.stories.forms.imported import parse_record
from storyhub.stories.models import Draft, Story
from storyhub.stories.queries.export import export_rows
from storyhub.stories.service import import_story
from storyhub.wiring import create_app
from tests.accounts.accounts_factories import make_person, sign_in
from tests.calls.calls_factories import make_call
from tests.page_client import PageClient
from tests.stories.pages import code_on
from tests.stories.stories_factories import NOW, TEXT, make_story, rendered

SECRET = TEXT + " Call me at +44 7700 900123."


@pytest.fixture
def slug(app: Flask) -> str:
    with app.app_context(), transaction():
        return make_call().slug


def answered(app: Flask) -> list[str | None]:
    """The calls of all stories, by number."""
    with app.app_context():
        return list(db.session.execute(select(Call.slug).select_from(Story).outerjoin(Call, Call.id == Story.call_id)).scalars())


def change_call(app: Flask, slug: str, **values: object) -> None:
    with app.app_context(), transaction():
        call = db.session.execute(select(Call).where(Call.slug == slug)).scalar_one()
        for name, value in values.items():
            setattr(call, name, value)


def move(app: Flask, slug: str, *, closed_days_ago: int) -> None:
    """As if the call had closed so many days ago."""
    today = datetime.now(UTC).date()
    change_call(app, slug, opens_on=today - timedelta(days=90), closes_on=today - timedelta(days=closed_days_ago))


def ticked(client: PageClient) -> bool:
    box = client.soup.select_one("input[name=answers]")
    return box is not None and (box.get("type") == "hidden" or box.has_attr("checked"))


def test_the_call_goes_through_errors_checking_changing_and_sending(client: PageClient, app: Flask, slug: str):
    client.get(f"/en/tell?call={slug}")
    assert "My story answers the call “While you waited”" in client.text
    client.submit({"text": "short"}, status=422)
    assert ticked(client)
    client.submit({"text": SECRET, "publish": "y"})
    assert "It answers the call “While you waited”" in client.text
    client.submit(form="form.tell", button="Change the text")
    assert ticked(client)
    client.submit()
    client.submit(form="form.tell", button="Hide it")
    assert "It answers the call" in client.text
    assert "900123" not in client.soup.select_one(".check-page").get_text()
    client.submit(form="form.tell")

    assert code_on(client)
    assert answered(app) == [slug]


def test_unticking_drops_the_call_and_only_sending_decides(client: PageClient, app: Flask, slug: str):
    client.get(f"/en/tell?call={slug}")
    client.submit({"text": "short", "answers": None}, status=422)
    assert client.soup.select_one("input[name=answers]:not([checked])")
    client.submit({"text": TEXT, "publish": "y"})
    assert "It answers the call" not in client.text
    client.submit(form="form.tell")
    assert answered(app) == [None]


def test_a_draft_keeps_the_call_for_another_device(client: PageClient, app: Flask, slug: str):
    client.get(f"/en/tell?call={slug}")
    client.submit({"text": TEXT, "publish": "y"}, button="Save and continue later")
    other = PageClient(app)
    other.get(client.address)
    assert ticked(other)
    other.submit({"text": TEXT + " More."}, button="Save and continue later")
    client.submit({"text": TEXT + " Else."}, button="Save and continue later", status=409)
    client.submit(button="Keep this text")
    assert ticked(client)
    client.submit({"publish": "y"})
    client.submit(form="form.tell")
    assert answered(app) == [slug]


def test_a_draft_of_before_there_were_calls_opens(client: PageClient, app: Flask):
    client.get("/en/tell")
    client.submit({"text": TEXT}, button="Save and continue later")
    with app.app_context():
        assert set(db.session.execute(select(Draft)).scalar_one().payload) == {"text", "ticked"}
    client.get(client.address)
    assert not client.soup.select_one("input[name=call]")


def test_the_page_that_slows_down_keeps_the_call(settings: Settings, renderer: Renderer):
    app = create_app(replace(settings, limits=True, limit_submit="1 per hour", proof_of_work="off"))
    app.extensions["storyhub"].renderer = renderer
    client = PageClient(app)
    with app.app_context(), transaction():
        slug = make_call().slug
    for status in (200, 429):
        client.get(f"/en/tell?call={slug}")
        client.submit({"text": TEXT, "publish": "y"})
        client.submit(form="form.tell", status=status)
    assert ticked(client)
    assert answered(app) == [slug]


@pytest.mark.parametrize(("days", "said", "counts"), [(7, "can send until", True), (8, "does not answer it any more", False)])
def test_a_call_that_closes_meanwhile_still_takes_the_story_for_a_week(
    client: PageClient, app: Flask, slug: str, days: int, said: str, counts: bool
):
    client.get(f"/en/tell?call={slug}")
    move(app, slug, closed_days_ago=days)
    client.submit({"text": TEXT, "publish": "y"})
    assert said in client.text
    client.submit(form="form.tell")
    assert code_on(client)
    assert answered(app) == [slug if counts else None]


def test_a_call_that_is_taken_back_meanwhile_costs_nobody_a_story(client: PageClient, app: Flask, slug: str):
    client.get(f"/en/tell?call={slug}")
    client.submit({"text": TEXT, "publish": "y"})
    change_call(app, slug, withdrawn_at=datetime.now(UTC))
    client.submit(form="form.tell")
    assert code_on(client)
    assert answered(app) == [None]
    client.get(f"/en/tell?call={slug}")
    assert "taken back" in client.text
    assert "While you waited" not in client.text


def test_a_call_that_is_coming_says_when(client: PageClient, app: Flask):
    with app.app_context(), transaction():
        slug = make_call(2, 9).slug
    client.get(f"/ru/tell?call={slug}")
    assert not client.soup.select_one("input[name=answers]")
    client.get(f"/en/tell?call={slug}")
    assert "opens on" in client.text


@pytest.mark.parametrize("slug", ["nothing", "<script>", "%00", "x" * 400])
def test_what_is_no_call_is_passed_over(client: PageClient, app: Flask, slug: str):
    client.get(f"/en/tell?call={slug}")
    assert not client.soup.select_one("input[name=call]")
    client.get("/en/tell")
    fields = {str(field["name"]): str(field.get("value", "")) for field in client.soup.select("form.tell input[type=hidden]")}
    client.post("/en/tell/send", {**fields, "text": TEXT, "publish": "y", "call": slug, "answers": "y"})
    assert code_on(client)
    assert answered(app) == [None]


def test_a_moderator_sees_which_call_a_story_answers(client: PageClient, app: Flask, slug: str):
    with app.app_context():
        with transaction():
            call = db.session.execute(select(Call)).scalar_one()
            make_story(call_id=call.id)
        sign_in(client, make_person(Role.moderator))
    client.get("/en/desk/moderation/S-000001")
    assert client.soup.select_one(f".facts a[href='/en/calls/{slug}']").get_text() == "While you waited"


def test_a_copy_that_is_read_back_keeps_the_call(context: Flask, slug: str, tmp_path: Path):
    with transaction():
        make_story(call_id=db.session.execute(select(Call.id)).scalar_one())
        make_story()
    records = [json.loads(json.dumps(record)) for record in export_rows()]
    assert [record["call"] for record in records] == [slug, None]
    unknown = {**records[0], "id": "x", "call": "elsewhere"}
    with transaction():
        stories = [
            import_story(parse_record(record), rendered(record["text"]), source="copy", rights="own", publish=True, now=NOW)
            for record in (*records, unknown)
        ]
    assert [story.call.slug if story.call else None for story in stories] == [slug, None, None]
    assert [story.labels.get("call") for story in stories] == [None, None, "elsewhere"]


def test_a_foreign_record_may_call_anything_a_call():
    parsed = parse_record({"id": "1", "text": TEXT, "call": "support line"})
    assert (parsed.call, parsed.labels["call"]) == (None, "support line")
