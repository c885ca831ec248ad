"""What remains of a story that is no longer shown: its tombstone, or the stub that says who restricted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storyhub.accounts.models import PersonRole
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db
from storyhub.stories.models import Withdrawal
from storyhub.stories.queries import restriction_of

_RANK = (Role.admin, Role.curator, Role.moderator)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """`reason` is a class of reasons, never a person's words."""

    on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """`role` of whoever restricted the story, None if the log does not tell; `why` was written to be read in public."""

    on: date | None
    role: str | None
    why: str


def tombstone(story_id: int) -> Tombstone:
    row = db.session.execute(select(Withdrawal).where(Withdrawal.story_id == story_id)).scalar_one_or_none()
    return Tombstone(on=row.at.date(), reason=row.reason) if row else Tombstone(on=None, reason="")


def restriction(story_id: int) -> Restriction:
    """Three SQL queries: the words meant for the public, the line of the log, the roles of whoever it names."""
    message = restriction_of(story_id)
    row = db.session.execute(
        select(AuditRow)
        .where(AuditRow.kind == "story", AuditRow.key == str(story_id), AuditRow.action == "story.restrict")
        .order_by(AuditRow.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return Restriction(
        on=message.at.date() if message else None,
        role=_role(row) if row else None,
        why=message.body if message else "",
    )


def _role(row: AuditRow) -> str | None:
    """The role the decision needed, of those the person holds; never the name."""
    if row.actor_id is None:
        return OPERATOR.label if row.actor_label == OPERATOR.label else None
    roles = set(db.session.execute(select(PersonRole.role).where(PersonRole.person_id == row.actor_id)).scalars())
    return next((str(role) for role in _RANK if role in roles), None)
