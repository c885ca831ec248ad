"""What a moderator may do with a story in the state it is in. One answer for page, view and verb."""

from __future__ import annotations

from typing import Protocol

from storyhub.kit.actor import Actor, Role
from storyhub.moderation.domain.actions import Action, Done
from storyhub.stories.domain.words import MOVES, Audience, State
from storyhub.stories.rules import HasRevisions, has_correction_waiting

MOVED_BY = {
    Action.publish: State.published,
    Action.ask: State.changes_requested,
    Action.decline: State.declined,
    Action.restrict: State.restricted,
}


def actions_for(story: HasRevisions) -> tuple[Action, ...]:
    """The decisions open now, in the order of the page; empty where nothing is to be decided."""
    moves = MOVES[State(story.state)]
    return tuple(
        action for action in Action if MOVED_BY[action] in moves or (action is Action.publish and has_correction_waiting(story))
    )


def outcome_of(action: Action, story: HasRevisions) -> Done:
    """What the decision will have done to a story that is still as it was."""
    if action is Action.publish:
        return {State.published: Done.corrected, State.restricted: Done.restored}.get(State(story.state), Done.published)
    return {Action.ask: Done.asked, Action.decline: Done.declined}.get(action, Done.restricted)


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
