"""What a moderator may do with a story in the state it is in. One answer for page, view and verb."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from storyhub.kit.actor import Actor, Role
from storyhub.kit.i18n import gettext
from storyhub.moderation.domain.actions import Action, Done
from storyhub.moderation.domain.removing import Answer
from storyhub.moderation.models import Decision, RemovalRequest
from storyhub.stories.domain.words import MOVES, Audience, State
from storyhub.stories.models import Story
from storyhub.stories.rules import HasRevisions, has_correction_waiting, is_edit_waiting, may_moderate

# How long a decision can be taken back.
UNDO = timedelta(seconds=60)
MOVED_BY = {
    Action.publish: State.published,
    Action.ask: State.changes_requested,
    Action.decline: State.declined,
}


def actions_for(story: Story, *, has_redactions: bool = False) -> tuple[Action, ...]:
    """The decisions open now, in the order of the page; empty where nothing is to be decided.

    Publishing waits for a teller who was asked about an edit; of a published story it needs something new to show.
    """
    moves = MOVES[State(story.state)]
    open_now = {action for action in MOVED_BY if MOVED_BY[action] in moves}
    if has_correction_waiting(story) or (story.state == State.published and has_redactions):
        open_now.add(Action.publish)
    if is_edit_waiting(story.latest_revision):
        open_now.discard(Action.publish)
    return tuple(action for action in Action if action in open_now)


def may_be_merged(story: HasState) -> bool:
    """Whether it can be declined because it was told already: nobody takes a published story off the page like that."""
    return State.declined in MOVES[State(story.state)]


def may_be_kept(story: HasState) -> bool:
    """Whether another one can be declined in its favour."""
    return story.state not in (State.declined, State.withdrawn)


def may_ask_removal(story: Story) -> bool:
    """Only what readers can see is taken off the page."""
    return story.state == State.published


def may_be_flagged(story: Story) -> bool:
    """Readers report what readers can read."""
    return story.state == State.published and story.audience == Audience.public


def outcome_of(action: Action, story: HasRevisions) -> Done:
    """What the decision will have done to a story that is still as it was."""
    if action is Action.publish:
        return {State.published: Done.corrected, State.restricted: Done.restored}.get(State(story.state), Done.published)
    return {Action.ask: Done.asked, Action.decline: Done.declined}[action]


def why_not_undone(decision: Decision, story: Story, *, actor: Actor, now: datetime, has_followed: bool) -> str | None:
    """Why a decision stands, in a sentence; None if it can be taken back."""
    if actor.person_id is None or decision.moderator_id != actor.person_id:
        return str(gettext("Only the person who decided can take a decision back."))
    if decision.undone_at is not None:
        return str(gettext("This decision was taken back already."))
    if now > decision.decided_at + UNDO:
        return str(gettext("A decision can be taken back for a minute only. After that readers and the teller may have acted on it."))
    if story.version_id != decision.version_after or has_followed:
        return str(gettext("Something followed from this decision already, so it stands. You can decide anew."))
    return None


def why_not_answered(request: RemovalRequest, answer: Answer, actor: Actor) -> str | None:
    """Why this person may not give this answer to a request; None if they may."""
    if not may_moderate(actor) or actor.person_id is None:
        return str(gettext("Only moderators answer a request."))
    is_own = request.asked_by == actor.person_id
    if answer is Answer.taken_back:
        return None if is_own else str(gettext("Only the person who asked can take a request back."))
    return str(gettext("You asked for this yourself: another person has to look at it.")) if is_own else None


class HasState(Protocol):
    @property
    def state(self) -> str: ...


class HasTeller(Protocol):
    state: str
    audience: str
    receipt_hash: str | None


def may_thank(actor: Actor) -> bool:
    """People who read stories for their work."""
    return actor.is_signed_in and actor.has(Role.moderator, Role.researcher, Role.curator)


def takes_thanks(story: HasTeller) -> bool:
    """Public, and told by somebody who holds its code: an imported story has nobody who would read a note."""
    return story.state == State.published and story.audience == Audience.public and story.receipt_hash is not None
