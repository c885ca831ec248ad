"""What editions hold of a person: which ones a curator began and froze. Pages name people by what they are called now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from storyhub.editions.models import Edition
from storyhub.kit.db import db

Record = dict[str, Any]


def export_editions(person_id: int) -> list[Record]:
    """Editions the person began or froze. One SQL query."""
    mine = or_(Edition.created_by_id == person_id, Edition.frozen_by_id == person_id)
    rows = db.session.execute(select(Edition).where(mine).order_by(Edition.id)).scalars()
    return [
        {
            "edition": row.number,
            "began_at": row.created_at.isoformat() if row.created_by_id == person_id else None,
            "froze_at": row.frozen_at.isoformat() if row.frozen_at and row.frozen_by_id == person_id else None,
        }
        for row in rows
    ]


def keep_under_handle(_person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """Decisions stay, under the handle."""
