"""From one state to the next: review, ask, publish, decline, restrict."""

from __future__ import annotations

from datetime import datetime

from storyhub.kit import audit, outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import detect_language
from storyhub.stories.domain.words import MOVES, DeclineReason, State
from storyhub.stories.models import Story
from storyhub.stories.rules import has_correction_waiting, is_edit_waiting, may_moderate, may_restrict
from storyhub.stories.service.followers import tell_followers
from storyhub.stories.service.notices import give_notice
from storyhub.stories.service.passages import follow_turning_point


def expect_version(story: Story, version: int) -> None:
    """Raises: Conflict if the story changed since the caller saw `version`."""
    if story.version_id != version:
        raise Conflict(log=f"story {story.id} is at version {story.version_id}, not {version}")


def begin_review(story: Story, *, actor: Actor, now: datetime) -> None:
    """A moderator takes the story up. Raises: Forbidden, Conflict (also while the teller has an edit to answer)."""
    _need(may_moderate(actor))
    if is_edit_waiting(story.latest_revision):
        raise Conflict(log="an edit waits for the teller")
    move(story, State.in_review)
    note(story, "story.review", actor=actor, now=now)


def publish_story(story: Story, *, actor: Actor, now: datetime) -> None:
    """Shows readers the newest text: the first time, as a correction, or after a restriction. Raises: Forbidden, Conflict."""
    _need(may_moderate(actor))
    if is_edit_waiting(story.latest_revision):
        raise Conflict(lazy_gettext("The teller has not answered the suggested edit yet."), log="an edit waits for the teller")
    if story.state == State.published:
        if not has_correction_waiting(story):
            raise Conflict(log="nothing new to publish")
        word = "story.publish_correction"
    else:
        word = "story.restore" if story.state == State.restricted else "story.publish"
        move(story, State.published)
    _show_newest(story)
    story.published_on = story.published_on or now.date()
    story.answered_at = story.answered_at or now
    _tell(story, "published", now=now)
    note(story, word, actor=actor, now=now)
    announce(story)
    outbox.record("coding.follow", str(story.id))


def request_changes(story: Story, *, message: str, actor: Actor, now: datetime) -> None:
    """Asks the teller for a change, in words shown with the receipt. Raises: Forbidden, Conflict, Invalid without a message."""
    _need(may_moderate(actor))
    need_words(message)
    move(story, State.changes_requested)
    story.answered_at = story.answered_at or now
    _tell(story, "changes_requested", body=message, now=now)
    note(story, "story.request_changes", actor=actor, now=now)


def decline_story(story: Story, *, reason: DeclineReason, message: str, actor: Actor, now: datetime) -> None:
    """Will not be published, for a reason shown with the receipt. Raises: Forbidden, Conflict, Invalid without a message."""
    _need(may_moderate(actor))
    need_words(message)
    move(story, State.declined)
    story.answered_at = story.answered_at or now
    _tell(story, "declined", reason=DeclineReason(reason), body=message, now=now)
    note(story, "story.decline", actor=actor, now=now, why=DeclineReason(reason))


def restrict_story(story: Story, *, why: str, actor: Actor, now: datetime) -> None:
    """Leaves a public stub that says who took the text off and why. Raises: Forbidden, Conflict, Invalid without a reason."""
    _need(may_restrict(actor))
    need_words(why)
    move(story, State.restricted)
    _tell(story, "restricted", body=why, now=now)
    note(story, "story.restrict", actor=actor, now=now, why=why)
    announce(story)
    outbox.record("coding.follow", str(story.id))
    tell_followers(story, now=now)


def move(story: Story, to: State) -> None:
    """Raises: Conflict unless `MOVES` allows it."""
    if to not in MOVES[State(story.state)]:
        raise Conflict(log=f"story {story.id}: {story.state} -> {to}")
    story.state = to


def note(story: Story, action: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """One line in the audit log, after the change itself reached the database."""
    db.session.flush()
    audit.record(action, kind="story", key=str(story.id), actor=actor, now=now, why=why)


def announce(story: Story) -> None:
    """Asks for the story's document to be made anew, and for its text to be compared with the others'."""
    outbox.record("index.story", str(story.id))
    outbox.record("near.story", str(story.id))


def _show_newest(story: Story) -> None:
    newest = story.latest_revision
    if newest is None:
        raise Conflict(log="a story without a text")
    if newest.number > 1:
        story.lang = detect_language(newest.plain)
    story.published_revision = newest
    db.session.flush()
    follow_turning_point(story)


def _tell(story: Story, kind: str, *, now: datetime, reason: str | None = None, body: str = "") -> None:
    give_notice(story.id, kind, now=now, reason=reason, body=body)


def _need(allowed: bool) -> None:
    if not allowed:
        raise Forbidden(log="not a moderator")


def need_words(text: str) -> None:
    """Raises: Invalid without a word."""
    if not text.strip():
        raise Invalid(lazy_gettext("Please say why in a sentence: the teller will read it."))
