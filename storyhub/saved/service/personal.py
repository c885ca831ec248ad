"""What saved searches tell of a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.accounts.models import Person
from storyhub.kit.db import db
from storyhub.saved.models import SavedSearch


def export_searches(person_id: int) -> list[dict[str, Any]]:
    """Also those asked for without signing in, to the account's own address."""
    rows = db.session.execute(select(SavedSearch).where(_theirs(person_id)).order_by(SavedSearch.id)).scalars()
    return [{"name": row.name, "query": row.query, "letters": row.every, "saved_at": row.created_at.isoformat()} for row in rows]


def erase_searches(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """Whatever else is kept: what somebody looks for is no contribution."""
    db.session.execute(delete(SavedSearch).where(_theirs(person_id)).execution_options(synchronize_session=False))


def _theirs(person_id: int) -> Any:
    mailbox = select(Person.email).where(Person.id == person_id, Person.email.is_not(None)).scalar_subquery()
    return (SavedSearch.person_id == person_id) | (SavedSearch.address == mailbox)
