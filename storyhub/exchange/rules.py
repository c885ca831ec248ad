"""Who may take files out and in at the desk."""

from __future__ import annotations

from storyhub.coding.rules import may_use_desk
from storyhub.kit.actor import Actor, Role


def may_take_out(actor: Actor) -> bool:
    """Who works with codings: researchers and curators. What they find in the files they can read on pages as well."""
    return actor.is_signed_in and actor.has(Role.researcher, Role.curator)


def may_take_in(actor: Actor) -> bool:
    """A researcher her own codings; for others the operator does it at the command line."""
    return may_use_desk(actor)
