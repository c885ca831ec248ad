"""The history of rounds and passes: what happened, and what the coder had marked at that moment. Rows are only added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from storyhub.coding.domain.words import PassStep
from storyhub.coding.models import Coding, CodingRound, PassEvent
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.models import Passage


def remember(
    coding_round: CodingRound, step: PassStep, *, actor: Actor, now: datetime, coder_id: int | None = None, why: str = ""
) -> None:
    """Adds one line; for a pass with what its coder says now, so that a later change cannot hide what was said before."""
    said = _said(coding_round.story_id, coder_id) if coder_id is not None else []
    event = PassEvent(round_id=coding_round.id, coder_id=coder_id, actor_id=actor.person_id, step=step, why=why, said=said, at=now)
    db.session.add(event)
    db.session.flush()


def _said(story_id: int, coder_id: int) -> list[dict[str, Any]]:
    """Laws and places; never words of the story, which a withdrawal would have to find here."""
    chosen = (
        select(Coding, Passage.revision_id, Passage.start, Passage.end)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.story_id == story_id, Coding.coder_id == coder_id, Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .order_by(Coding.id)
    )
    return [
        {
            "coding": coding.id,
            "law": coding.law_id,
            "revision": revision_id,
            "start": start,
            "end": end,
            "polarity": coding.polarity,
            "strength": coding.strength,
        }
        for coding, revision_id, start, end in db.session.execute(chosen)
    ]
