"""Deciding about a story, from the page of the task."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.accounts.models import Person
from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.outbox import OutboxRow
from storyhub.moderation.domain.actions import Action, DecisionDraft, Done
from storyhub.moderation.models import Decision
from storyhub.moderation.rules import actions_for
from storyhub.moderation.service import decide_story
from storyhub.stories.domain.words import DeclineReason, State
from storyhub.stories.models import Notice, Story
from tests.accounts.accounts_factories import actor_for
from tests.moderation.moderation_factories import all_rows, make_task, moderator_at, story_now
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW, TEXT, make_story

WORDS = "Please leave out the surname of the courier; the rest is fine."
NEWER = "The courier came very late. He apologised and carried the box upstairs. I have ordered there ever since."
ASKED = {"ask-message": WORDS}


def open_task(app: Flask, public: str, *, lang: str = "en") -> tuple[PageClient, Person]:
    client, person = moderator_at(app)
    client.get(f"/{lang}/desk/moderation/{public}")
    return client, person


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("state", [State.received, State.in_review, State.changes_requested])
def test_publishing_a_waiting_story(app: Flask, state: State, lang: str) -> None:
    public = make_task(app, state)
    client, person = open_task(app, public, lang=lang)
    client.submit(form=".decision--publish", status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Location"] == f"/{lang}/desk/moderation?done=published&decision=1"
    story = story_now(app, public)
    assert (story.state, story.published_revision_id) == (State.published, story.latest_revision_id)
    assert story.answered_at is not None
    (decision,) = all_rows(app, Decision)
    assert (decision.action, decision.moderator_id, decision.key) == ("published", person.id, str(story.id))
    with app.app_context():
        last = audit.timeline("story", str(story.id))[-1]
        assert (last.actor, last.action) == (person.name, "story.publish")
        assert audit.verify() == []
        waiting = {(row.kind, row.key) for row in db.session.execute(db.select(OutboxRow)).scalars()}
    assert ("index.story", str(story.id)) in waiting
    client.get(client.response.headers["Location"])
    assert client.soup.select_one("[role=status]") is not None
    assert public not in client.text


def test_asking_for_changes_needs_words_and_tells_the_teller(app: Flask) -> None:
    public = make_task(app)
    client, _ = open_task(app, public)
    client.submit({"ask-message": "  \n "}, form=".decision--ask", status=422)
    assert "the teller will read it" in client.text
    assert client.soup.title.get_text().startswith("Error: ")
    assert client.soup.select_one(".error-summary a")["href"] == "#ask-message"
    assert story_now(app, public).state == State.received
    client.submit(ASKED, form=".decision--ask")
    assert story_now(app, public).state == State.changes_requested
    assert "Asked." in client.text
    notice = all_rows(app, Notice)[-1]
    assert (notice.kind, notice.body) == ("changes_requested", WORDS)
    client.get(f"/en/desk/moderation/{public}")
    assert WORDS in client.text


def test_declining_needs_a_reason_from_the_list_and_words(app: Flask) -> None:
    public = make_task(app)
    client, _ = open_task(app, public)
    client.submit({"decline-message": WORDS}, form=".decision--decline", status=422)
    assert "Choose a reason." in client.text
    assert client.soup.select_one("#decline-message").get_text().strip() == WORDS
    client.submit({"decline-reason": "whim", "decline-message": WORDS}, form=".decision--decline", status=422)
    client.submit({"decline-reason": "advertising", "decline-message": " "}, form=".decision--decline", status=422)
    assert client.soup.select_one("input[value=advertising]").has_attr("checked")
    assert story_now(app, public).state == State.received
    client.submit({"decline-reason": "advertising", "decline-message": WORDS}, form=".decision--decline")
    assert story_now(app, public).state == State.declined
    (decision,) = all_rows(app, Decision)
    assert (decision.action, decision.reason, decision.message) == ("declined", "advertising", "")
    notice = all_rows(app, Notice)[-1]
    assert (notice.reason, notice.body) == ("advertising", WORDS)


def test_a_correction_shows_what_changed_and_can_be_published(app: Flask) -> None:
    public = make_task(app, State.published, correction=NEWER)
    before = story_now(app, public)
    client, _ = open_task(app, public)
    assert client.soup.select_one(".word-diff ins").get_text().strip() == "very"
    assert not client.soup.select(".word-diff del")
    assert "came very late" in client.soup.select_one(".story-text").get_text()
    assert not client.soup.select(".decision--ask, .decision--decline")
    client.submit(form=".decision--publish")
    assert "corrected text is published" in client.text
    after = story_now(app, public)
    assert after.published_revision_id == after.latest_revision_id != before.published_revision_id
    client.get(f"/en/desk/moderation/{public}")
    assert not client.soup.select(".word-diff, .decision--publish")


@pytest.mark.parametrize("state", [State.declined, State.withdrawn])
def test_what_is_decided_for_good_offers_no_decision(app: Flask, state: State) -> None:
    public = make_task(app, state)
    client, _ = open_task(app, public)
    assert "nothing to decide" in client.text
    assert not client.soup.select(".decision")
    assert ("story was withdrawn" in client.text) == (state is State.withdrawn)


REFUSED = [
    (State.published, Action.publish),
    (State.published, Action.ask),
    (State.published, Action.decline),
    (State.declined, Action.publish),
    (State.changes_requested, Action.ask),
    (State.restricted, Action.ask),
    *((State.withdrawn, action) for action in Action),
]


@pytest.mark.parametrize(("state", "action"), REFUSED)
def test_moves_that_do_not_exist_are_refused(context: Flask, state: State, action: Action) -> None:
    with transaction():
        number = make_story(state=state).id
    story = db.session.get_one(Story, number)
    assert action not in actions_for(story)
    draft = DecisionDraft(action, story.version_id, WORDS, DeclineReason.other)
    with pytest.raises(Conflict), transaction():
        decide_story(db.session.get_one(Story, number), draft, actor=OPERATOR, now=NOW)
    assert db.session.get_one(Story, number).state == state
    assert db.session.execute(db.select(Decision)).first() is None


@pytest.mark.parametrize("state", [State.received, State.in_review, State.changes_requested, State.restricted])
def test_every_open_decision_works_and_says_what_it_did(context: Flask, state: State) -> None:
    with transaction():
        allowed = actions_for(make_story(state=state))
    assert allowed
    for action in allowed:
        with transaction():
            story = make_story(state=state)
            draft = DecisionDraft(action, story.version_id, WORDS, DeclineReason.other)
            done = Done(decide_story(story, draft, actor=OPERATOR, now=NOW).action)
            assert (
                story.state
                == {
                    Done.published: State.published,
                    Done.restored: State.published,
                    Done.asked: State.changes_requested,
                    Done.declined: State.declined,
                }[done]
            )


@pytest.mark.parametrize("roles", [(), (Role.researcher,), (Role.curator, Role.admin, Role.member)])
def test_only_a_moderator_decides(context: Flask, roles: tuple[Role, ...]) -> None:
    with transaction():
        story = make_story(state=State.received)
        actor = VISITOR if not roles else actor_for(_person(roles))
        with pytest.raises(Forbidden):
            decide_story(story, DecisionDraft(Action.publish, story.version_id), actor=actor, now=NOW)
        with pytest.raises(Forbidden):
            decide_story(story, DecisionDraft(Action.publish, story.version_id), actor=TELLER, now=NOW)


def _person(roles: tuple[Role, ...]) -> Person:
    from tests.accounts.accounts_factories import make_person

    return make_person(*roles)


def test_a_decline_without_a_reason_is_refused_by_the_verb_too(context: Flask) -> None:
    with transaction():
        story = make_story(state=State.received)
        with pytest.raises(Invalid):
            decide_story(story, DecisionDraft(Action.decline, story.version_id, WORDS), actor=OPERATOR, now=NOW)


def test_a_stale_form_decides_nothing_and_keeps_the_words(app: Flask) -> None:
    public = make_task(app)
    client, _ = open_task(app, public)
    client.submit({**ASKED, "csrf_token": "stale"}, form=".decision--ask", status=422)
    assert client.soup.select_one("#ask-message").get_text().strip() == WORDS
    assert story_now(app, public).state == State.received
    client.submit(form=".decision--ask")
    assert story_now(app, public).state == State.changes_requested


def test_signed_out_while_writing_the_words_come_back(app: Flask) -> None:
    public = make_task(app)
    client, _ = open_task(app, public)
    client.client.delete_cookie("storyhub-session")
    client.submit(ASKED, form=".decision--ask", status=403)
    assert WORDS in client.text
    assert public not in client.text
    assert story_now(app, public).state == State.received


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "burn", "version": "1"},
        {"action": "publish"},
        {"action": "publish", "version": "x"},
        {"action": "publish", "version": "-1"},
    ],
)
def test_a_made_up_form_is_refused(app: Flask, data: dict[str, str]) -> None:
    public = make_task(app)
    client, _ = open_task(app, public)
    token = client.soup.select_one("input[name=csrf_token]")["value"]
    client.post(f"/en/desk/moderation/{public}", {"csrf_token": token, **data}, status=400)
    assert story_now(app, public).state == State.received


def test_the_filters_come_along_to_the_queue(app: Flask) -> None:
    make_task(app)
    client, _ = moderator_at(app)
    client.get("/ru/desk/moderation?kind=received&lang=en")
    client.get(client.soup.select_one(".queue__title a")["href"])
    client.submit(form=".decision--publish", status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Location"] == "/ru/desk/moderation?kind=received&lang=en&done=published&decision=1"


def test_markup_in_a_story_stays_text_and_markdown_is_shown(app: Flask) -> None:
    public = make_task(app, text=f"**Loud** <script>alert(1)</script> {TEXT}")
    client, _ = open_task(app, public)
    assert client.soup.select_one(".story-text strong").get_text() == "Loud"
    assert not client.soup.select(".story-text script")
