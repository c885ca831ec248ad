"""Who may have, and use, which token."""

from __future__ import annotations

from dataclasses import replace

from storyhub.api.domain.token import Scope
from storyhub.kit.actor import Actor, Role

# The roles a token of a scope acts with: no more than its matter needs, whatever else the person is.
POWERS = {Scope.intake: frozenset[Role](), Scope.coding: frozenset({Role.researcher})}


def may_have(actor: Actor, scope: Scope) -> bool:
    """Anybody with an account takes stories in; coding is for researchers. Asked when a token is made, and each time it is used."""
    return actor.is_signed_in and POWERS[scope] <= actor.roles


def acting(actor: Actor, scope: Scope) -> Actor:
    """The person with the powers of the scope alone."""
    return replace(actor, roles=POWERS[scope])
