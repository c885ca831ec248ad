"""Who may do what with people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from storyhub.kit.actor import Actor, Role


def may_manage_people(actor: Actor) -> bool:
    """Add people, give roles, end accounts."""
    return actor.has(Role.admin)


# Whoever decides over other people's stories, laws or accounts proves themselves twice.
NEEDS_SECOND_FACTOR = frozenset({Role.moderator, Role.curator, Role.admin})


def must_have_second_factor(roles: Iterable[str]) -> bool:
    return not NEEDS_SECOND_FACTOR.isdisjoint(roles)


def without_powers(actor: Actor) -> Actor:
    """The same person with no role beyond a member's: what somebody is who has yet to set up a second factor."""
    return replace(actor, roles=actor.roles & {Role.member})


def may_answer_requests(actor: Actor) -> bool:
    """Read who asks to join the research, and answer."""
    return actor.has(Role.curator, Role.admin)
