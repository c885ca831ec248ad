"""A draft behind its return link. One SQL query; one whose time is over is not there, whether it is deleted yet or not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.stories.domain.unsent import token_hash
from storyhub.stories.models import Draft

_LONGEST_TOKEN = 64


def find_draft(token: str, *, key: bytes, now: datetime) -> Draft | None:
    """The draft of this token."""
    if not token or len(token) > _LONGEST_TOKEN:
        return None
    asked = select(Draft).where(Draft.token_hash == token_hash(key, token), Draft.expires_at > now)
    return db.session.execute(asked).scalar()
