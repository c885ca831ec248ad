"""What stories hold of a person: which ones are on their page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import OwnStory


def export_own(person_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(select(OwnStory).where(OwnStory.person_id == person_id).order_by(OwnStory.story_id)).scalars()
    return [{"story": public_id(row.story_id), "added_at": row.added_at.isoformat()} for row in rows]


def erase_own(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """The tie goes, the stories stay their tellers': each is withdrawn by its code."""
    db.session.execute(delete(OwnStory).where(OwnStory.person_id == person_id))
