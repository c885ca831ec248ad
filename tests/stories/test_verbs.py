"""Verbs of stories: every allowed move, every refused one, and what each leaves behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.outbox import OutboxRow
from storyhub.stories.domain.drafts import Place
from storyhub.stories.domain.words import MOVES, WAITING, ConsentKind, DeclineReason, State
from storyhub.stories.models import Consent, Notice, Passage, Revision, Story, Touchpoint, Withdrawal
from storyhub.stories.rules import has_correction_waiting, may_be_coded, may_read
from storyhub.stories.service import (
    StoryDetails,
    begin_review,
    correct_story,
    decline_story,
    expect_version,
    find_organisation,
    granted_consents,
    mark_turning_point,
    open_receipt,
    place_passage,
    publish_story,
    request_changes,
    restrict_story,
    set_consents,
    update_details,
    withdraw_story,
)
from tests.stories.stories_factories import ALL, KEY, NOW, TEXT, make_story, rendered, revision_of, tell

MODERATOR = Actor(label="moderator", roles=frozenset({Role.moderator}))
RESEARCHER = Actor(label="researcher", roles=frozenset({Role.researcher}))
VERBS = {
    State.in_review: lambda story, actor: begin_review(story, actor=actor, now=NOW),
    State.changes_requested: lambda story, actor: request_changes(story, message="Please…", actor=actor, now=NOW),
    State.published: lambda story, actor: publish_story(story, actor=actor, now=NOW),
    State.declined: lambda story, actor: decline_story(story, reason=DeclineReason.other, message="No.", actor=actor, now=NOW),
    State.restricted: lambda story, actor: restrict_story(story, why="A court.", actor=actor, now=NOW),
    State.withdrawn: lambda story, actor: withdraw_story(story, actor=actor, now=NOW),
}


@pytest.fixture
def write(context: Flask):
    with transaction():
        yield context


def kinds_waiting(story: Story) -> set[str]:
    db.session.flush()
    return set(db.session.execute(select(OutboxRow.kind).where(OutboxRow.key == str(story.id))).scalars())


def forget_outbox() -> None:
    db.session.execute(text("DELETE FROM outbox"))


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("after", list(VERBS))
def test_a_story_moves_only_where_the_table_of_moves_leads(write: Flask, before: State, after: State):
    story = make_story(state=before)
    if after in MOVES[before]:
        VERBS[after](story, MODERATOR)
        assert story.state == after
    else:
        with pytest.raises(Conflict):
            VERBS[after](story, MODERATOR)
        assert story.state == before


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
@pytest.mark.parametrize("actor", [VISITOR, RESEARCHER], ids=["visitor", "researcher"])
def test_only_moderators_decide(write: Flask, verb, actor: Actor):
    story = make_story(state=State.published if verb is VERBS[State.restricted] else State.received)
    with pytest.raises(Forbidden):
        verb(story, actor)


@pytest.mark.parametrize("state", [State.in_review, State.changes_requested, State.published, State.declined])
def test_a_teller_moderates_nothing(write: Flask, state: State):
    story = make_story(state=State.received)
    with pytest.raises(Forbidden):
        VERBS[state](story, TELLER)


def test_words_are_required_where_the_teller_reads_them(write: Flask):
    story = make_story(state=State.received)
    with pytest.raises(Invalid):
        request_changes(story, message="  ", actor=MODERATOR, now=NOW)
    with pytest.raises(Invalid):
        decline_story(story, reason=DeclineReason.other, message="", actor=MODERATOR, now=NOW)
    assert story.state == State.received


def test_publishing_rounds_to_the_day_and_keeps_the_first_one(write: Flask):
    story = make_story(state=State.received)
    publish_story(story, actor=MODERATOR, now=NOW)
    restrict_story(story, why="A court.", actor=MODERATOR, now=NOW + timedelta(days=2))
    publish_story(story, actor=MODERATOR, now=NOW + timedelta(days=9))

    assert story.published_on == NOW.date()
    assert story.answered_at == NOW
    assert kinds_waiting(story) == {"index.story", "ledger.story", "near.story", "coding.follow"}
    assert [event.action for event in audit.timeline("story", str(story.id))] == [
        "story.submit",
        "story.publish",
        "story.restrict",
        "story.restore",
    ]
    assert audit.verify() == []


def test_the_first_answer_is_what_the_promise_is_measured_by(write: Flask):
    story = make_story(state=State.received)
    request_changes(story, message="Please…", actor=MODERATOR, now=NOW + timedelta(hours=1))
    publish_story(story, actor=MODERATOR, now=NOW + timedelta(days=5))

    assert story.answered_at == NOW + timedelta(hours=1)


def test_nothing_new_is_not_published_twice(write: Flask):
    with pytest.raises(Conflict):
        publish_story(make_story(), actor=MODERATOR, now=NOW)


def test_a_late_decision_is_told_that_it_is_late(write: Flask):
    story = make_story(state=State.received)
    seen = story.version_id
    begin_review(story, actor=MODERATOR, now=NOW)
    db.session.flush()

    with pytest.raises(Conflict):
        expect_version(story, seen)
    expect_version(story, story.version_id)


def test_only_staff_read_what_is_for_staff(write: Flask):
    story = make_story(audience="staff")
    assert may_read(RESEARCHER, story)
    assert not may_read(VISITOR, story)
    assert may_read(VISITOR, make_story())
    assert not may_read(MODERATOR, make_story(state=State.restricted))


def test_a_code_opens_its_story_and_no_other(write: Flask):
    story, code = tell()
    _other, other_code = tell()

    assert open_receipt(code.lower(), key=KEY) is story
    assert open_receipt(other_code, key=KEY) is not story
    for wrong in ("", code[:-1], "0" * 28, "\0"):
        with pytest.raises(NotFound):
            open_receipt(wrong, key=KEY)
    with pytest.raises(NotFound):
        open_receipt(code, key=b"another key")


def test_the_same_nonce_makes_one_story_whatever_the_text(write: Flask):
    story, code = tell(nonce="n")
    again, same = tell("Quite another text, which is long enough.", nonce="n")

    assert (again, same) == (story, code)
    assert db.session.execute(select(Revision.plain)).scalars().all() == [TEXT]


def test_without_the_consent_to_publish_nothing_is_stored(write: Flask):
    with pytest.raises(Invalid):
        tell(consents=frozenset({ConsentKind.research}))
    assert db.session.execute(select(Story)).first() is None


# Corrections


@pytest.mark.parametrize("state", list(State))
def test_a_teller_corrects_what_waits_or_is_published(write: Flask, state: State):
    story = make_story(state=state)
    source = TEXT + " More."
    if state not in WAITING | {State.published}:
        with pytest.raises(Conflict):
            correct_story(story, source=source, rendered=rendered(source), actor=TELLER, now=NOW)
        return

    revision = correct_story(story, source=source, rendered=rendered(source), actor=TELLER, now=NOW)

    assert (revision.number, revision.author, story.latest_revision) == (2, "teller", revision)
    assert story.state == (State.in_review if state == State.changes_requested else state)
    assert has_correction_waiting(story) == (state == State.published)


def test_a_correction_is_read_by_everybody_only_once_published(write: Flask):
    story = make_story()
    first = story.published_revision
    source = TEXT + " And more."
    correct_story(story, source=source, rendered=rendered(source), actor=TELLER, now=NOW)
    forget_outbox()
    assert story.published_revision is first

    publish_story(story, actor=MODERATOR, now=NOW)

    assert story.published_revision is story.latest_revision is not first
    assert kinds_waiting(story) == {"index.story", "ledger.story", "near.story", "coding.follow"}


def test_the_same_text_is_no_correction(write: Flask):
    story = make_story(state=State.changes_requested)
    revision = correct_story(story, source=TEXT, rendered=rendered(TEXT), actor=TELLER, now=NOW)

    assert (revision.number, story.state) == (1, State.in_review)


def test_a_moderators_redaction_keeps_the_state_and_its_author(write: Flask):
    story = make_story(state=State.in_review)
    source = TEXT.replace("The courier", "[name]")
    revision = correct_story(story, source=source, rendered=rendered(source), actor=MODERATOR, now=NOW, why="a name")

    assert (revision.author, revision.why, story.state) == ("moderator", "a name", State.in_review)


@pytest.mark.parametrize("actor", [VISITOR, RESEARCHER])
def test_nobody_else_corrects(write: Flask, actor: Actor):
    with pytest.raises(Forbidden):
        correct_story(make_story(), source=TEXT, rendered=rendered(TEXT), actor=actor, now=NOW)


def test_the_language_follows_the_published_text(write: Flask):
    story = make_story()
    source = "Курьер опоздал, но донёс коробку до квартиры и извинился."
    correct_story(story, source=source, rendered=rendered(source), actor=TELLER, now=NOW)
    assert story.lang == "en"
    publish_story(story, actor=MODERATOR, now=NOW)
    assert story.lang == "ru"


# Passages


def test_a_passage_loses_blank_edges_and_is_used_again(write: Flask):
    revision = revision_of(make_story())
    start = TEXT.index(" He apologised")
    passage = place_passage(revision, start, start + len(" He apologised "))

    assert passage.exact == "He apologised"
    assert (passage.prefix, passage.suffix) == (TEXT[: start + 1][-32:], TEXT[start + 14 :][:32])
    assert place_passage(revision, start + 1, start + 14) is passage


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(TEXT) + 1), (11, 12), (10**9, 10**10)])
def test_a_place_outside_the_text_or_blank_is_refused(write: Flask, start: int, end: int):
    revision = revision_of(make_story())
    assert TEXT[11] == " "
    with pytest.raises(Invalid):
        place_passage(revision, start, end)


def test_the_turning_point_follows_its_words_or_is_forgotten(write: Flask):
    story = make_story()
    start = TEXT.index("He apologised")
    mark_turning_point(story, start, start + len("He apologised"), now=NOW)
    moved = "It was a Monday. " + TEXT
    correct_story(story, source=moved, rendered=rendered(moved), actor=TELLER, now=NOW)
    publish_story(story, actor=MODERATOR, now=NOW)
    assert story.turning_point is not None
    assert story.turning_point.revision_id == story.published_revision_id
    assert moved[story.turning_point.start : story.turning_point.end] == "He apologised"

    gone = "Quite another text, in which nobody says sorry."
    correct_story(story, source=gone, rendered=rendered(gone), actor=TELLER, now=NOW)
    publish_story(story, actor=MODERATOR, now=NOW)
    assert story.turning_point is None


# Details


def test_details_left_out_stay_and_none_takes_away(write: Flask):
    story = make_story(state=State.received)
    update_details(story, StoryDetails(title="A title", stage="feedback", speed=3), actor=TELLER, now=NOW)
    update_details(story, StoryDetails(stage=None), actor=TELLER, now=NOW)

    assert (story.title, story.stage, story.speed) == ("A title", None, 3)


def test_free_words_of_a_published_story_are_a_moderators(write: Flask):
    story = make_story()
    update_details(story, StoryDetails(stage="feedback"), actor=TELLER, now=NOW)
    for details in (StoryDetails(title="Buy here"), StoryDetails(organisation="Buy here")):
        with pytest.raises(Conflict):
            update_details(story, details, actor=TELLER, now=NOW)
    update_details(story, StoryDetails(title="Better"), actor=MODERATOR, now=NOW)
    assert story.title == "Better"


def test_spellings_of_one_company_are_one_company(write: Flask):
    first = find_organisation("Дом у  Щучьей протоки", "hospitality")

    assert find_organisation(" дом У щучьей ПРОТОКИ ", None) is first
    assert (first.slug, first.sector) == ("dom-u-shchuchey-protoki", "hospitality")
    other = find_organisation("Dom u Shchuchey protoki", "food")
    assert other.slug == "dom-u-shchuchey-protoki-2"
    other.merged_into_id = first.id
    db.session.flush()
    assert find_organisation("DOM U SHCHUCHEY PROTOKI", None) is first


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_company_needs_a_name(write: Flask, name: str):
    with pytest.raises(Invalid):
        find_organisation(name, None)


# Consents


def test_the_ledger_only_grows_and_says_what_holds_now(write: Flask):
    story, _code = tell(consents=frozenset({ConsentKind.publish}))
    set_consents(story, ALL, lang="ru", now=NOW)
    set_consents(story, ALL, lang="ru", now=NOW)
    set_consents(story, frozenset({ConsentKind.publish, ConsentKind.quote}), lang="en", now=NOW)
    rows = db.session.execute(select(Consent).order_by(Consent.id)).scalars().all()

    assert len(rows) == 4 + 3 + 2
    assert granted_consents(story.id) == {ConsentKind.publish, ConsentKind.quote}
    assert (story.may_research, story.may_quote, story.may_open_data) == (False, True, False)
    assert {row.wording for row in rows} == {"2026-11"}


def test_without_research_a_published_story_is_not_coded(write: Flask):
    story = make_story()
    assert may_be_coded(story)
    forget_outbox()
    set_consents(story, ALL - {ConsentKind.research}, lang="en", now=NOW)

    assert not may_be_coded(story)
    assert kinds_waiting(story) == {"index.story", "ledger.story", "coding.follow"}


def test_taking_back_the_publishing_is_withdrawing(write: Flask):
    story = make_story()
    set_consents(story, frozenset({ConsentKind.research}), lang="en", now=NOW)

    assert story.state == State.withdrawn
    with pytest.raises(Conflict):
        set_consents(story, ALL, lang="en", now=NOW)


# Withdrawal


SECRET = "Zaphodine"


def every_cell() -> str:
    """All that any table holds, as one text."""
    db.session.flush()
    tables = db.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    assert {"story", "revision", "passage", "audit", "outbox", "notice"} <= set(tables)
    return "\n".join(str(tuple(row)) for table in tables for row in db.session.execute(text(f'SELECT * FROM "{table}"')))


@pytest.mark.parametrize("actor", [TELLER, MODERATOR, OPERATOR], ids=["teller", "moderator", "operator"])
def test_withdrawing_leaves_no_word_of_the_story_in_any_table(write: Flask, actor: Actor):
    places = (Place(f"The desk of {SECRET}", 4, 2), Place("Payment", 3, 3))
    details = StoryDetails(title=f"About {SECRET}", country="RU", month="2026-04", tenure="years", speed=1, touchpoints=places)
    words = f"I met {SECRET} at the counter. She was called {SECRET} and she helped me at once."
    story = make_story(words, details=details, labels={"note": SECRET}, rights=f"given by {SECRET}")
    place_passage(revision_of(story), 0, 12)
    mark_turning_point(story, 0, 12, now=NOW)
    for verb in (TELLER, MODERATOR):
        changed = f"{words} {verb.label}"
        correct_story(story, source=changed, rendered=rendered(changed), actor=verb, now=NOW, why=f"{SECRET} named")
    publish_story(story, actor=MODERATOR, now=NOW)
    restrict_story(story, why="A court.", actor=MODERATOR, now=NOW)
    db.session.add(Notice(story_id=story.id, kind="message", body=f"Is {SECRET} a name?", at=NOW))
    forget_outbox()
    assert SECRET in every_cell()

    withdraw_story(story, actor=actor, now=NOW, reason="teller")

    assert [line for line in every_cell().splitlines() if SECRET in line] == []
    assert (story.title, story.country, story.tenure, story.speed, story.labels) == (None, None, None, None, {})
    assert story.organisation_id is None
    assert db.session.execute(select(Touchpoint)).all() == []
    assert all(row.purged_at == NOW for row in db.session.execute(select(Revision)).scalars())
    assert set(db.session.execute(select(Passage.exact)).scalars()) == {""}
    assert granted_consents(story.id) == frozenset()
    ledger = db.session.execute(select(Withdrawal)).scalar_one()
    assert (ledger.public_id, ledger.reason) == ("S-000001", "teller")
    assert kinds_waiting(story) == {"index.story", "ledger.story", "near.story", "coding.follow", "purge.story"}
    assert story.published_on == NOW.date()


def test_the_code_of_a_withdrawn_story_still_answers(write: Flask):
    story, code = tell()
    withdraw_story(story, actor=TELLER, now=NOW)

    assert open_receipt(code, key=KEY).state == State.withdrawn


@pytest.mark.parametrize("change", [
    lambda story: update_details(story, StoryDetails(title="x"), actor=MODERATOR, now=NOW),
    lambda story: mark_turning_point(story, 0, 1, now=NOW),
    lambda story: withdraw_story(story, actor=TELLER, now=NOW),
])  # fmt: skip
def test_a_withdrawn_story_takes_nothing_more(write: Flask, change):
    with pytest.raises(Conflict):
        change(make_story(state=State.withdrawn))
