"""Who may do what in the library. Pure; asked by view, verb and template alike."""

from __future__ import annotations

from storyhub.kit.actor import TELLER, Actor, Role
from storyhub.laws.models import Law


def may_edit(actor: Actor) -> bool:
    """Writing and rewording laws is for curators."""
    return actor.has(Role.curator)


def may_decide(actor: Actor, law: Law) -> bool:
    """A curator decides, but never on their own proposal."""
    return may_edit(actor) and not is_own(actor, law.proposer_id)


def is_own(actor: Actor, proposer_id: int | None) -> bool:
    """True if this very person made the proposal."""
    return actor.person_id is not None and actor.person_id == proposer_id


def may_propose(actor: Actor) -> bool:
    """Everyone signed in, and a teller through the receipt of the story."""
    return actor.is_signed_in or actor.label == TELLER.label or may_edit(actor)


def needs_story(actor: Actor) -> bool:
    """A proposal comes with a story; only a curator may bring one from elsewhere."""
    return not may_edit(actor)
