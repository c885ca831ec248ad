"""The proposals a person made, and what has become of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.laws.queries import LawCard, law_cards


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """`number` is the proposal's, `card` the law as lists show it."""

    number: int
    card: LawCard
    proposed_at: datetime
    reason: str


def own_proposals(person_id: int, *, lang: str) -> tuple[OwnProposal, ...]:
    """Newest first. Two SQL queries."""
    mine = select(Law).where(Law.proposer_id == person_id, Law.proposal_number.is_not(None)).order_by(Law.id.desc())
    laws = db.session.execute(mine).scalars().all()
    cards = law_cards([law.id for law in laws], lang=lang)
    return tuple(
        OwnProposal(number=law.proposal_number or 0, card=cards[law.id], proposed_at=law.created_at, reason=law.decision_reason)
        for law in laws
        if law.id in cards
    )
