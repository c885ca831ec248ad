"""The audit log: who decided what, when and why. Append-only and hash-chained, so that a changed or missing row shows.

Holds no story text, no receipts and no addresses: only ids, words of the decision, and a reason a person wrote.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, column, select, table
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit.actor import Actor
from storyhub.kit.db import Base, UTCDateTime, db

GENESIS = "0" * 64
# All the log needs of people, whose table is another room's: what they are called now.
PERSON = table("person", column("id", Integer), column("name", String))


class AuditRow(Base):
    """One decision. The database refuses UPDATE and DELETE (triggers, see the first migration)."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_thing", "kind", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_label: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(64))
    why: Mapped[str] = mapped_column(Text, default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a thing's timeline, as a page shows it."""

    at: datetime
    actor: str
    action: str
    why: str


def record(action: str, *, kind: str, key: str, actor: Actor, now: datetime, why: str = "") -> None:
    """Appends one decision to the chain within the current transaction."""
    previous = db.session.execute(select(AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)).scalar()
    row = AuditRow(
        at=now,
        actor_id=actor.person_id,
        # Never a person's name: this row cannot be changed, and a name can be changed or erased.
        actor_label=actor.label if actor.is_signed_in else actor.name or actor.label,
        action=action,
        kind=kind,
        key=key,
        why=why,
        previous_hash=previous or GENESIS,
    )
    row.hash = _hash(row)
    db.session.add(row)
    # The next record of this transaction must see this one's hash.
    db.session.flush()


def timeline(kind: str, key: str) -> tuple[Event, ...]:
    """Everything decided about one thing, oldest first. One SQL query."""
    asked = (
        select(AuditRow, PERSON.c.name)
        .outerjoin(PERSON, PERSON.c.id == AuditRow.actor_id)
        .where(AuditRow.kind == kind, AuditRow.key == key)
        .order_by(AuditRow.id)
    )
    return tuple(Event(at=row.at, actor=name or row.actor_label, action=row.action, why=row.why) for row, name in db.session.execute(asked))


def verify() -> list[int]:
    """Ids of rows whose chain is broken; an empty list means the log is whole."""
    broken, previous = [], GENESIS
    for row in db.session.execute(select(AuditRow).order_by(AuditRow.id)).scalars():
        if row.previous_hash != previous or row.hash != _hash(row):
            broken.append(row.id)
        previous = row.hash
    return broken


def _hash(row: AuditRow) -> str:
    fields = [row.previous_hash, row.at.isoformat(), row.actor_id, row.actor_label, row.action, row.kind, row.key, row.why]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
