"""Who may do what with editions. Pure predicates."""

from __future__ import annotations

from storyhub.editions.domain.words import EditionState
from storyhub.editions.models import Edition
from storyhub.kit.actor import Actor
from storyhub.laws.rules import may_edit


def may_prepare(actor: Actor) -> bool:
    """Editions are prepared, frozen and looked after by curators."""
    return may_edit(actor)


def is_draft(edition: Edition) -> bool:
    return edition.state == EditionState.draft
