"""What stories hold of a person: which ones are on their page, which they know too, which texts they wrote as a moderator."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import MeToo, OwnStory, Revision


def export_own(person_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(select(OwnStory).where(OwnStory.person_id == person_id).order_by(OwnStory.story_id)).scalars()
    return [{"story": public_id(row.story_id), "added_at": row.added_at.isoformat()} for row in rows]


def erase_own(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """The tie goes, the stories stay their tellers': each is withdrawn by its code."""
    db.session.execute(delete(OwnStory).where(OwnStory.person_id == person_id))


def export_known(person_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(select(MeToo).where(MeToo.person_id == person_id).order_by(MeToo.id)).scalars()
    return [{"story": public_id(row.story_id), "day": row.day.isoformat()} for row in rows]


def erase_known(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """The count stays right; who was counted is forgotten."""
    db.session.execute(update(MeToo).where(MeToo.person_id == person_id).values(person_id=None))


def export_texts(person_id: int) -> list[dict[str, Any]]:
    """Versions of stories written by the person: that they did, and why; the words are the tellers'."""
    rows = db.session.execute(select(Revision).where(Revision.person_id == person_id).order_by(Revision.id)).scalars()
    return [
        {
            "story": public_id(row.story_id),
            "version": row.number,
            "why": row.why,
            "redacted": row.redacted,
            "written_at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def keep_texts(_person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """A story's versions are its teller's history; who wrote them is the handle from now on."""
