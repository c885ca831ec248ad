"""A moderator's first look at a proposal: nothing dangerous in it. Whether it becomes a law is the curators' business."""

from __future__ import annotations

from datetime import datetime

from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Forbidden, NotFound
from storyhub.laws.models import Law
from storyhub.moderation.models import Decision
from storyhub.moderation.service.claims import forget_claim
from storyhub.stories.rules import may_moderate

KIND = "proposal"
LOOKED = "looked"


def first_look(law_id: int, *, actor: Actor, now: datetime) -> None:
    """Says that a person has read it; it leaves the queue. Raises: Forbidden, NotFound."""
    if not may_moderate(actor):
        raise Forbidden(log="looking needs the moderator role")
    law = db.session.get(Law, law_id)
    if law is None:
        raise NotFound(log="proposal")
    db.session.add(
        Decision(
            kind=KIND, key=str(law.id), action=LOOKED, story_version=law.version_id, moderator_id=actor.person_id, decided_at=now
        )
    )
    forget_claim(KIND, str(law.id))
    audit.record("law.looked_at", kind="law", key=str(law.id), actor=actor, now=now)
