"""What tokens tell of a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.api.models import ApiToken
from storyhub.kit.db import db


def export_tokens(person_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(select(ApiToken).where(ApiToken.person_id == person_id).order_by(ApiToken.id)).scalars()
    return [
        {
            "name": row.name,
            "scope": row.scope,
            "made_at": row.created_at.isoformat(),
            "expires_on": row.expires_on.isoformat(),
            "last_used_on": row.last_used_on.isoformat() if row.last_used_on else None,
        }
        for row in rows
    ]


def erase_tokens(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """Whatever else is kept: nobody is left for whom a program could act."""
    db.session.execute(delete(ApiToken).where(ApiToken.person_id == person_id).execution_options(synchronize_session=False))
