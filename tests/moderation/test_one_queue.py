"""Everything that waits in one queue; claims that expire; a decision taken back within a minute; ready messages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask

from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, NotFound
from storyhub.laws.models import Law
from storyhub.moderation.domain.actions import Action, DecisionDraft
from storyhub.moderation.domain.flagging import FlagReason
from storyhub.moderation.domain.messages import MESSAGES, message_text
from storyhub.moderation.domain.removing import Removal
from storyhub.moderation.models import Decision, TaskClaim
from storyhub.moderation.queries import Claimed, Filters, TaskState, queue_counts, queued_tasks
from storyhub.moderation.service import (
    Redacted,
    ask_removal,
    claim_task,
    decide_story,
    first_look,
    pending_of,
    redacted_source,
    release_task,
    replace_places,
    report_story,
    undo_decision,
)
from storyhub.stories.domain.words import DeclineReason, State
from storyhub.stories.models import Notice, Story
from storyhub.stories.service import withdraw_story
from tests.accounts.accounts_factories import actor_for, make_person
from tests.laws.laws_factories import make_proposal
from tests.moderation.moderation_factories import all_rows, make_task, moderator_at, story_now
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories.stories_factories import NOW, TEXT, make_story, rendered

MINUTE = timedelta(minutes=1)


def queued(filters: Filters | None = None, *, now: datetime = NOW) -> list[tuple[str, str]]:
    return [(task.state, task.public_id) for task in queued_tasks(filters or Filters(), page=1, size=25, now=now, promise_days=3)]


def every_kind() -> None:
    """One task of each kind; S-000001 is an ordinary story, S-000005 one with a threat in it."""
    make_story(TEXT, state=State.received)
    reported = make_story(TEXT, state=State.published)
    report_story(reported, FlagReason.invented, place=None, now=NOW)
    report_story(reported, FlagReason.other, place=None, now=NOW)
    doubtful = make_story(TEXT, state=State.published)
    ask_removal(doubtful, Removal.restrict, "A court.", actor=actor_for(make_person(Role.moderator)), now=NOW)
    make_story(TEXT, state=State.received, source="complaints")
    make_story("The clerk shouted that he would kill you all if you came back, and I never did.", state=State.received, now=NOW)
    make_proposal()


def test_everything_that_waits_is_in_one_queue_the_dangerous_first(context: Flask) -> None:
    with transaction():
        every_kind()
    assert queued() == [
        ("received", "S-000005"),
        ("flag", "S-000002"),
        ("removal", "S-000003"),
        ("received", "S-000001"),
        ("proposal", "P-1"),
        ("received", "S-000004"),
    ]
    assert queue_counts(Filters(), now=NOW).by_state == {"received": 3, "flag": 1, "removal": 1, "proposal": 1}
    assert queued(Filters(state=TaskState.flag)) == [("flag", "S-000002")]


def test_the_reasons_are_said_in_words(app: Flask) -> None:
    with app.app_context(), transaction():
        every_kind()
        make_story(f"Write to courier.ivan@example.org, they said. {TEXT}", state=State.received)
    client, _person = moderator_at(app)
    client.get("/en/desk/moderation")
    for words in (
        "a threat is mentioned",
        "reported by 2 readers",
        "a colleague asks for a second person",
        "certain personal data in 1 place",
        "nobody has looked at it yet",
    ):
        assert words in client.text


def test_the_order_reads_what_is_kept_and_never_the_texts(app: Flask) -> None:
    with app.app_context(), transaction():
        make_story(TEXT, state=State.received)
        make_story(TEXT, state=State.in_review, now=NOW + MINUTE, danger_signs="self_harm")
        make_story("Он написал: я вас взорву, если не вернёте мне деньги сегодня.", state=State.received, danger_signs=None)
        assert queued() == [("in_review", "S-000002"), ("received", "S-000001"), ("received", "S-000003")]
        with count_sql(app) as seen:
            queue_counts(Filters(), now=NOW)
        assert not any("plain" in statement for statement in seen)
    client, _person = moderator_at(app)
    client.get("/en/desk/moderation")
    assert "somebody may want to harm themselves" in client.text
    # The worker has not come to this one yet: its place is not right, what is said about it is.
    assert "a threat is mentioned" in client.text


def test_one_task_of_each_kind_and_three_cost_the_same_queries(context: Flask) -> None:
    with transaction():
        every_kind()
    with count_sql(context) as few:
        queued()
    with transaction():
        for _ in range(2):
            flagged = make_story(TEXT, state=State.published)
            report_story(flagged, FlagReason.other, place=None, now=NOW)
            make_story(TEXT, state=State.received)
    with count_sql(context) as more:
        queued()
    assert few.count == more.count == 4


def test_a_first_look_takes_a_proposal_out_of_the_queue(app: Flask) -> None:
    with app.app_context(), transaction():
        law = make_proposal().id
    client, _person = moderator_at(app)
    client.get("/en/desk/moderation?kind=proposal")
    for link in client.soup.select(".queue__title a, .queue__act a"):
        assert link["href"].endswith("/proposals/P-1")
    assert len(client.soup.select(".queue__act a")) == 1
    client.submit(form=".queue__act", button="harmless")
    with app.app_context():
        assert queued() == []
        assert db.session.get_one(Law, law).state == "proposed"
        with pytest.raises(Forbidden), transaction():
            first_look(law, actor=VISITOR, now=NOW)


def test_taking_a_task_shows_who_has_it_and_opening_takes_nothing(app: Flask) -> None:
    public = make_task(app)
    anna, _a = moderator_at(app, name="Anna")
    boris, _b = moderator_at(app, name="Boris")
    boris.get(f"/en/desk/moderation/{public}")
    boris.get("/en/desk/moderation")
    assert "is at it" not in boris.text
    anna.get("/en/desk/moderation")
    anna.submit(form=".queue__act", button="Take it")
    assert "You are at it" in anna.text
    boris.get("/en/desk/moderation?claimed=free")
    assert "Nothing waits here" in boris.text
    boris.get("/en/desk/moderation")
    assert "Anna is at it" in boris.text
    assert not boris.soup.select("button[value=take]")
    anna.get("/en/desk/moderation?claimed=mine")
    anna.submit(form=".queue__act", button="Give it back")
    boris.get("/en/desk/moderation?claimed=free")
    assert boris.soup.select("button[value=take]")


def test_a_claim_expires_and_then_another_may_take_it(context: Flask) -> None:
    with transaction():
        make_story(TEXT, state=State.received)
        anna, boris = (actor_for(make_person(Role.moderator, name=name)) for name in ("Anna", "Boris"))
        claim_task("story", "1", minutes=15, actor=anna, now=NOW)
        with pytest.raises(Conflict):
            claim_task("story", "1", minutes=15, actor=boris, now=NOW + timedelta(minutes=14))
        release_task("story", "1", actor=boris)
        assert db.session.get(TaskClaim, ("story", "1")) is not None
        claim_task("story", "1", minutes=15, actor=boris, now=NOW + timedelta(minutes=16))
        with pytest.raises(Forbidden):
            claim_task("story", "1", minutes=15, actor=actor_for(make_person(Role.curator)), now=NOW)
    mine = Filters(claimed=Claimed.mine, person_id=boris.person_id)
    assert queued(mine, now=NOW + timedelta(minutes=20)) == [("received", "S-000001")]
    assert queued(mine, now=NOW + timedelta(minutes=32)) == []
    assert queued(Filters(claimed=Claimed.free), now=NOW + timedelta(minutes=32)) == [("received", "S-000001")]


@pytest.mark.parametrize(
    ("action", "fields"),
    [("publish", {}), ("ask", {"ask-message": "Why?"}), ("decline", {"decline-reason": "other", "decline-message": "No."})],
)
def test_the_last_decision_is_taken_back_from_the_queue(app: Flask, action: str, fields: dict[str, str]) -> None:
    public = make_task(app, State.in_review)
    before = story_now(app, public)
    client, _person = moderator_at(app)
    client.get(f"/en/desk/moderation/{public}")
    client.submit(fields, form=f".decision--{action}")
    assert story_now(app, public).state != State.in_review
    client.submit(form=".undo")
    after = story_now(app, public)
    assert (after.state, after.answered_at, after.published_on) == (State.in_review, before.answered_at, before.published_on)
    assert after.published_revision_id is None
    assert all_rows(app, Notice) == []
    assert all_rows(app, Decision)[-1].undone_at is not None
    assert "took the decision back" in client.text
    PageClient(app).get(f"/en/stories/{public}", status=404)


def decided(*, state: State = State.in_review, action: Action = Action.publish) -> tuple[Story, Decision, object]:
    story = make_story(TEXT, state=state)
    actor = actor_for(make_person(Role.moderator))
    draft = DecisionDraft(action, story.version_id, "Words.", DeclineReason.other)
    return story, decide_story(story, draft, actor=actor, now=NOW), actor


def test_after_a_minute_or_by_somebody_else_a_decision_stands(context: Flask) -> None:
    with transaction():
        _story, decision, actor = decided()
        other = actor_for(make_person(Role.moderator, name="Boris"))
        with pytest.raises(Conflict, match="cannot be undone"):
            undo_decision(decision.id, actor=other, now=NOW)
        with pytest.raises(Conflict) as late:
            undo_decision(decision.id, actor=actor, now=NOW + MINUTE + timedelta(seconds=1))
        assert "a minute only" in str(late.value.message)
        with pytest.raises(NotFound):
            undo_decision(999, actor=actor, now=NOW)
        undo_decision(decision.id, actor=actor, now=NOW + MINUTE)
        with pytest.raises(Conflict):
            undo_decision(decision.id, actor=actor, now=NOW)


@pytest.mark.parametrize("what", ["report", "withdrawal", "request"])
def test_what_something_followed_from_stands_with_the_reason(context: Flask, what: str) -> None:
    with transaction():
        story, decision, actor = decided()
        if what == "report":
            report_story(story, FlagReason.other, place=None, now=NOW)
        elif what == "request":
            ask_removal(story, Removal.restrict, "A court.", actor=actor_for(make_person(Role.moderator, name="Eva")), now=NOW)
        else:
            withdraw_story(story, actor=TELLER, now=NOW)
        with pytest.raises(Conflict) as stands:
            undo_decision(decision.id, actor=actor, now=NOW)
        assert "followed" in str(stands.value.message)


def test_a_ready_message_is_put_in_and_can_be_changed_before_it_is_sent(app: Flask) -> None:
    public = make_task(app, text="Курьер опоздал на час. Он извинился и поднял коробку на этаж. Заказываю только там.")
    client, _person = moderator_at(app)
    client.get(f"/en/desk/moderation/{public}")
    client.submit({"ready": "person"}, form=".decision--ask", button="Put it in")
    text = client.soup.select_one("#ask-message").get_text().strip()
    assert text == message_text("person", "ask", "ru")
    client.submit({"ask-message": f"{text} Спасибо!"}, form=".decision--ask")
    assert all_rows(app, Notice)[-1].body == f"{text} Спасибо!"


def test_ready_messages_are_whole_in_both_languages() -> None:
    assert {message.action for message in MESSAGES} == {"ask", "decline"}
    assert len({message.key for message in MESSAGES}) == len(MESSAGES)
    for message in MESSAGES:
        assert all((message.title_ru, message.title_en, message.text_ru, message.text_en))
        assert any("а" <= letter <= "я" for letter in message.text_ru)
        assert message.text_en.isascii()




def test_a_public_story_with_something_chosen_to_be_hidden_waits_until_it_is_published(context: Flask) -> None:
    with transaction():
        story = make_story(TEXT)
        number = story.id
        newest = story.latest_revision
    assert queued() == []
    with transaction():
        replace_places(db.session.get_one(Story, number), [(0, 3, "name")], revision_id=newest.id, actor=OPERATOR, now=NOW)
    assert queued() == [("correction", f"S-{number:06d}")]
    with transaction():
        story = db.session.get_one(Story, number)
        source = redacted_source(story, pending_of(story))
        draft = DecisionDraft(Action.publish, story.version_id)
        decide_story(story, draft, actor=OPERATOR, now=NOW, redacted=Redacted(source, rendered(source)))
    assert queued() == []
