"""Readers report a published story; moderators answer."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.kit.actor import OPERATOR, VISITOR
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.moderation.domain.flagging import FlagReason, Outcome
from storyhub.moderation.models import Flag
from storyhub.moderation.service import answer_flags, report_story
from storyhub.stories.domain.words import State
from storyhub.stories.models import Passage
from tests.moderation.moderation_factories import all_rows, make_task, moderator_at
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW, TEXT, make_story


def test_a_reader_reports_a_sentence_and_the_reading_page_sets_no_cookie(app: Flask) -> None:
    public = make_task(app, State.published)
    reader = PageClient(app)
    response = reader.get(f"/en/stories/{public}")
    assert "Set-Cookie" not in response.headers
    reader.get(reader.soup.select_one("a[href$='/report']")["href"])
    reader.submit({"reason": "personal_data", "sentence": "1"})
    assert reader.h1 == "Thank you for your report"
    (flag,) = all_rows(app, Flag)
    (passage,) = all_rows(app, Passage)
    assert (flag.reason, flag.passage_id, flag.answered_at) == ("personal_data", passage.id, None)
    assert passage.exact == TEXT[: passage.end]


def test_a_report_without_a_reason_comes_back(app: Flask) -> None:
    public = make_task(app, State.published)
    reader = PageClient(app)
    reader.get(f"/ru/stories/{public}/report")
    reader.submit({"sentence": "1"}, status=422)
    assert reader.soup.select_one("option[value='1']").has_attr("selected")
    assert all_rows(app, Flag) == []


@pytest.mark.parametrize("over", [{"state": State.received}, {"state": State.withdrawn}, {"state": State.published, "audience": "staff"}])
def test_what_readers_cannot_read_they_cannot_report(app: Flask, over: dict[str, str]) -> None:
    public = make_task(app, **over)
    PageClient(app).get(f"/en/stories/{public}/report", status=404)


def test_reports_are_answered_together_with_their_outcome(app: Flask) -> None:
    public = make_task(app, State.published)
    for reason in ("invented", "advertising"):
        reader = PageClient(app)
        reader.get(f"/en/stories/{public}/report")
        reader.submit({"reason": reason})
    client, person = moderator_at(app)
    client.get(f"/en/desk/moderation/{public}")
    assert "2 reports by readers" in client.text
    client.submit(form="#reports form", button="It stays")
    assert [(flag.outcome, flag.answered_by) for flag in all_rows(app, Flag)] == [("kept", person.id)] * 2
    client.get(f"/en/desk/moderation/{public}")
    assert not client.soup.select("#reports")


def test_only_a_moderator_answers_and_only_once(context: Flask) -> None:
    with transaction():
        story = make_story(state=State.published)
        report_story(story, FlagReason.other, place=None, now=NOW)
        with pytest.raises(Forbidden):
            answer_flags(story, Outcome.kept, actor=VISITOR, now=NOW)
        assert answer_flags(story, Outcome.kept, actor=OPERATOR, now=NOW) == 1
        with pytest.raises(Conflict):
            answer_flags(story, Outcome.kept, actor=OPERATOR, now=NOW)
    assert db.session.execute(db.select(Flag.outcome)).scalar() == "kept"


def test_reporting_is_limited(settings, renderer) -> None:
    from dataclasses import replace

    from storyhub.kit.web import limiter
    from storyhub.wiring import create_app

    app = create_app(replace(settings, limits=True, limit_report="2 per hour"))
    public = make_task(app, State.published)
    try:
        reader = PageClient(app)
        for status in (200, 200, 429):
            reader.get(f"/en/stories/{public}/report")
            reader.submit({"reason": "other"}, status=status)
        assert len(all_rows(app, Flag)) == 2
    finally:
        limiter.reset()
        limiter.enabled = False
