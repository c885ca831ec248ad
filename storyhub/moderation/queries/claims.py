"""Who has a task, and which decision can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.moderation.models import Decision, TaskClaim
from storyhub.moderation.rules import UNDO


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody is at work on it, until then."""

    name: str
    person_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Undoable:
    """One's own decision of the last minute."""

    id: int
    until: datetime


def claim_of(kind: str, key: str, *, now: datetime) -> Claim | None:
    """One SQL query."""
    asked = (
        select(Person.name, TaskClaim.person_id, TaskClaim.until)
        .join(Person, Person.id == TaskClaim.person_id)
        .where(TaskClaim.kind == kind, TaskClaim.key == key, TaskClaim.until > now)
    )
    row = db.session.execute(asked).first()
    return None if row is None else Claim(name=row.name, person_id=row.person_id, until=row.until)


def undoable(decision: str, *, actor: Actor, now: datetime) -> Undoable | None:
    """The decision named in the address, if it is the actor's and young enough. At most one SQL query."""
    if not (decision.isascii() and decision.isdigit() and len(decision) < 10):
        return None
    found = db.session.get(Decision, int(decision))
    if found is None or found.before is None or found.undone_at is not None or found.moderator_id != actor.person_id:
        return None
    until = found.decided_at + UNDO
    return Undoable(found.id, until) if now <= until else None
