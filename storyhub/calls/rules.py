"""Who may call for stories. Pure."""

from __future__ import annotations

from storyhub.kit.actor import Actor, Role

STAFF = (Role.moderator, Role.curator)


def may_call(actor: Actor) -> bool:
    """Moderators and curators: those who read what comes."""
    return actor.has(*STAFF)
