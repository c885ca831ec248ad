"""What the teller thinks the story shows, for the receipt's page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.models import TellerClaim
from storyhub.kit.db import db
from storyhub.laws.queries import law_cards


@dataclass(frozen=True, slots=True)
class ClaimedLaw:
    law_id: int
    law_key: str
    law_name: str


def claimed_laws(story_id: int, *, lang: str) -> tuple[ClaimedLaw, ...]:
    """The laws the teller named, in the order of naming."""
    chosen = select(TellerClaim.law_id).where(TellerClaim.story_id == story_id).order_by(TellerClaim.at, TellerClaim.law_id)
    ids = list(db.session.execute(chosen).scalars())
    cards = law_cards(ids, lang=lang) if ids else {}
    return tuple(ClaimedLaw(law_id=law_id, law_key=cards[law_id].key, law_name=cards[law_id].name) for law_id in ids if law_id in cards)
