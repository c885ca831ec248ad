"""Who may do what with a story. Pure predicates over an actor and a row."""

from __future__ import annotations

from typing import Protocol

from storyhub.kit.actor import TELLER, Actor, Role
from storyhub.stories.domain.words import MOVES, WAITING, Approval, Audience, State

# A teller may still change what was sent, unless it was decided against or taken away.
CORRECTABLE = WAITING | {State.published}


class Readable(Protocol):
    """What the reading rule looks at: a story, or the two columns of one."""

    state: str
    audience: str


class HasRevisions(Protocol):
    state: str
    published_revision_id: int | None
    latest_revision_id: int | None


class HasApproval(Protocol):
    @property
    def approval(self) -> str | None: ...


class Codable(Protocol):
    state: str
    may_research: bool


def is_visible_state(state: str) -> bool:
    """True if stories in this state are shown at all."""
    return state == State.published


def may_read(actor: Actor, story: Readable) -> bool:
    """Published, and meant for everybody or the actor is staff."""
    return is_visible_state(story.state) and (story.audience == Audience.public or actor.is_staff)


def may_be_coded(story: Codable) -> bool:
    """Published, with the teller's consent to research."""
    return story.state == State.published and story.may_research


def may_moderate(actor: Actor) -> bool:
    return actor.has(Role.moderator)


def may_restrict(actor: Actor) -> bool:
    return actor.has(Role.moderator, Role.curator, Role.admin)


def may_correct(actor: Actor, story: Readable) -> bool:
    """A teller (who showed the code) while it waits or is published; a moderator also while it is restricted."""
    if actor == TELLER:
        return story.state in CORRECTABLE
    return may_moderate(actor) and (story.state in CORRECTABLE or story.state == State.restricted)


def may_withdraw(actor: Actor, story: Readable) -> bool:
    """The teller, or staff who may restrict, in any state but withdrawn."""
    return (actor == TELLER or may_restrict(actor)) and State.withdrawn in MOVES[State(story.state)]


def may_name(actor: Actor, story: Readable) -> bool:
    """Free words (title, organisation, touchpoints) are read by a moderator first: of a published story a teller may not change them."""
    return may_moderate(actor) or story.state in WAITING


def has_correction_waiting(story: HasRevisions) -> bool:
    """True while readers see an older text than the newest one."""
    return story.state == State.published and story.latest_revision_id != story.published_revision_id


def is_edit_waiting(newest: HasApproval | None) -> bool:
    """True while the newest text is a moderator's suggestion that the teller has not answered."""
    return newest is not None and newest.approval == Approval.asked
