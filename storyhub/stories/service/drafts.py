"""Keeping a story that is not sent yet. Neither audit log nor search ever hear of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from storyhub.kit.db import db
from storyhub.kit.errors import Conflict
from storyhub.stories.domain.unsent import Unsent, token_hash
from storyhub.stories.models import Draft


def start_draft(unsent: Unsent, *, token: str, key: bytes, lang: str, days: int, now: datetime) -> Draft:
    """A new draft behind a fresh token."""
    draft = Draft(
        token_hash=token_hash(key, token),
        payload=unsent.payload(),
        lang=lang,
        updated_at=now,
        expires_at=now + timedelta(days=days),
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def save_draft(draft: Draft, unsent: Unsent, *, version: int, lang: str, days: int, now: datetime) -> None:
    """Keeps a newer text; its time begins anew. Raises: Conflict if somebody saved another one since `version`."""
    if draft.version_id != version and draft.payload != unsent.payload():
        raise Conflict(log="a newer draft")
    draft.payload = unsent.payload()
    draft.lang = lang
    draft.updated_at = now
    draft.expires_at = now + timedelta(days=days)
    db.session.flush()


def delete_draft(token: str, *, key: bytes) -> None:
    """Deleting what is gone already is no mistake."""
    db.session.execute(delete(Draft).where(Draft.token_hash == token_hash(key, token)))


def delete_expired_drafts(now: datetime) -> int:
    """Deletes every draft whose time is over; how many."""
    return len(db.session.execute(delete(Draft).where(Draft.expires_at <= now).returning(Draft.id)).all())
