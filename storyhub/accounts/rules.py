"""Who may do what with people."""

from __future__ import annotations

from storyhub.kit.actor import Actor, Role


def may_manage_people(actor: Actor) -> bool:
    """Add people, give roles, end accounts."""
    return actor.has(Role.admin)
