"""A moderator's edit: what is taken out for safety, what is suggested, and what the teller answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.stories.domain.words import REDACTED_KEPT, Approval, State
from storyhub.stories.models import Notice, Passage, Revision, Story
from storyhub.stories.rules import has_correction_waiting
from storyhub.stories.service import (
    answer_edit,
    begin_review,
    correct_story,
    place_passage,
    publish_story,
    purge_redacted_texts,
    redact,
    suggest_edit,
)
from tests.stories.stories_factories import NOW, TEXT, make_story, rendered, revision_of

MODERATOR = Actor(label="moderator", roles=frozenset({Role.moderator}))
RESEARCHER = Actor(label="researcher", roles=frozenset({Role.researcher}))
WITH_PHONE = "The courier came late. Call him on +7 900 000-00-00, he is kind. I have ordered there ever since."
WITHOUT = WITH_PHONE.replace("+7 900 000-00-00", "[phone]")
EDIT = TEXT.replace("The courier", "A courier")


@pytest.fixture
def write(context: Flask):
    with transaction():
        yield context


def suggested(story: Story, source: str = EDIT, *, actor: Actor = MODERATOR) -> Revision:
    return suggest_edit(story, rendered(source), "It reads as if you knew him.", source=source, actor=actor, now=NOW)


def redacted(story: Story, source: str = WITHOUT, *, actor: Actor = MODERATOR) -> Revision:
    return redact(story, rendered(source), source=source, kinds=["phone"], actor=actor, now=NOW)


def correct(story: Story, source: str, *, actor: Actor = TELLER) -> Revision:
    return correct_story(story, source=source, rendered=rendered(source), actor=actor, now=NOW)


def notices(story: Story) -> list[tuple[str, str]]:
    db.session.flush()
    rows = db.session.execute(select(Notice).where(Notice.story_id == story.id).order_by(Notice.id)).scalars()
    return [(row.kind, row.body) for row in rows]


@pytest.mark.parametrize("verb", [suggested, redacted])
@pytest.mark.parametrize("actor", [VISITOR, RESEARCHER, TELLER])
def test_only_moderators_edit(write: Flask, verb, actor: Actor):
    story = make_story(state=State.in_review)
    with pytest.raises(Forbidden):
        verb(story, actor=actor)
    assert revision_of(story).number == 1


@pytest.mark.parametrize("verb", [suggested, redacted])
@pytest.mark.parametrize("state", [State.declined, State.withdrawn])
def test_a_story_that_is_decided_against_or_gone_is_not_edited(write: Flask, verb, state: State):
    story = make_story(state=state)
    with pytest.raises(Conflict):
        verb(story)


def test_a_redaction_is_the_newest_text_at_once_and_names_only_kinds(write: Flask):
    story = make_story(WITH_PHONE, state=State.in_review)
    revision = redacted(story)

    assert story.latest_revision is revision
    assert (revision.approval, revision.redacted, revision.author) == (None, "phone", "moderator")
    assert story.state == State.in_review
    assert audit.timeline("story", str(story.id))[-1].why == "phone"
    assert "900" not in str(audit.timeline("story", str(story.id))) + str(notices(story))


def test_readers_see_a_redaction_only_when_it_is_published(write: Flask):
    story = make_story(WITH_PHONE)
    first = revision_of(story)
    revision = redacted(story)
    assert story.published_revision is first
    assert has_correction_waiting(story)
    publish_story(story, actor=MODERATOR, now=NOW)
    assert story.published_revision is revision


def test_a_redaction_names_what_kind_it_took_out(write: Flask):
    with pytest.raises(Invalid):
        redact(make_story(), rendered(WITHOUT), source=WITHOUT, kinds=[], actor=MODERATOR, now=NOW)


def test_the_text_before_a_redaction_is_emptied_when_its_time_is_over(write: Flask):
    story = make_story(WITH_PHONE, state=State.in_review)
    first = revision_of(story)
    place = place_passage(first, 23, 48)
    redacted(story)

    assert purge_redacted_texts(NOW + REDACTED_KEPT - timedelta(seconds=1)) == 0
    assert "900" in first.plain
    assert purge_redacted_texts(NOW + REDACTED_KEPT) == 1
    assert (first.source, first.plain, first.html) == ("", "", "")
    db.session.refresh(first)
    assert first.purged_at is not None
    assert db.session.get_one(Passage, place.id).exact == ""
    assert revision_of(story).plain == rendered(WITHOUT).plain
    assert purge_redacted_texts(NOW + REDACTED_KEPT) == 0


def test_a_text_that_readers_see_is_never_emptied(write: Flask):
    story = make_story(WITH_PHONE)
    redacted(story)
    assert purge_redacted_texts(NOW + REDACTED_KEPT) == 0
    publish_story(story, actor=MODERATOR, now=NOW)
    assert purge_redacted_texts(NOW + REDACTED_KEPT) == 1


def test_a_suggestion_waits_for_the_teller_and_cannot_be_published_before(write: Flask):
    story = make_story(state=State.received)
    edit = suggested(story)

    assert (story.state, edit.approval, story.answered_at) == (State.changes_requested, Approval.asked, NOW)
    assert notices(story) == [("edit_suggested", "It reads as if you knew him.")]
    for verb in (publish_story, begin_review):
        with pytest.raises(Conflict):
            verb(story, actor=OPERATOR, now=NOW)
    with pytest.raises(Conflict):
        suggested(story, EDIT + " Really.")


def test_a_suggestion_needs_a_reason_and_a_change(write: Flask):
    story = make_story(state=State.received)
    with pytest.raises(Invalid):
        suggest_edit(story, rendered(EDIT), "  ", source=EDIT, actor=MODERATOR, now=NOW)
    with pytest.raises(Invalid):
        suggested(story, revision_of(story).source)
    assert story.state == State.received


def test_an_approved_edit_is_the_text_that_goes_on(write: Flask):
    story = make_story(state=State.received)
    edit = suggested(story)
    answer_edit(story, True, now=NOW)

    assert (story.state, story.latest_revision, edit.approval) == (State.in_review, edit, Approval.approved)
    publish_story(story, actor=MODERATOR, now=NOW)
    assert story.published_revision is edit


def test_a_refused_edit_brings_the_tellers_own_text_back_with_the_reason(write: Flask):
    story = make_story(state=State.received)
    own = revision_of(story)
    edit = suggested(story)
    answer_edit(story, False, why="I did know him.", now=NOW)

    assert (story.state, story.latest_revision, edit.approval) == (State.in_review, own, Approval.refused)
    assert notices(story)[-1] == ("edit_refused", "I did know him.")
    # The next text takes a number of its own, and the refused one is not what it is made of.
    again = suggested(story, TEXT + " Again.")
    assert again.number == 3
    answer_edit(story, False, now=NOW)
    assert story.latest_revision is own


def test_an_edit_of_a_published_story_changes_nothing_for_readers_until_both_agreed(write: Flask):
    story = make_story()
    own = revision_of(story)
    suggested(story)
    assert (story.state, story.published_revision) == (State.published, own)
    with pytest.raises(Conflict):
        publish_story(story, actor=MODERATOR, now=NOW)
    answer_edit(story, False, now=NOW)
    assert not has_correction_waiting(story)

    edit = suggested(story, TEXT + " Again.")
    answer_edit(story, True, now=NOW)
    assert story.published_revision is own
    publish_story(story, actor=MODERATOR, now=NOW)
    assert story.published_revision is edit


def test_an_answer_is_given_once(write: Flask):
    story = make_story(state=State.received)
    suggested(story)
    answer_edit(story, True, now=NOW)
    with pytest.raises(Conflict):
        answer_edit(story, False, now=NOW)


@pytest.mark.parametrize(
    ("source", "approval", "number"),
    [(EDIT, Approval.approved, 2), (TEXT, Approval.refused, 1), (TEXT + " My own words.", Approval.superseded, 3)],
)
def test_a_text_of_the_tellers_own_is_an_answer(write: Flask, source: str, approval: Approval, number: int):
    story = make_story(state=State.received)
    edit = suggested(story)
    correct(story, source)
    assert (edit.approval, revision_of(story).number, story.state) == (approval, number, State.in_review)


def test_a_redaction_puts_a_waiting_suggestion_aside(write: Flask):
    story = make_story(WITH_PHONE, state=State.received)
    edit = suggested(story, WITH_PHONE + " Really.")
    revision = redacted(story)
    assert (edit.approval, story.latest_revision, story.state) == (Approval.superseded, revision, State.in_review)
    assert edit.purge_after is not None
