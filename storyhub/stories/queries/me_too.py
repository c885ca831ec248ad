"""How many readers experienced the same. One SQL query."""

from __future__ import annotations

from sqlalchemy import func, select

from storyhub.kit.db import db
from storyhub.stories.models import MeToo


def me_too_count(story_id: int) -> int:
    return db.session.execute(select(func.count()).select_from(MeToo).where(MeToo.story_id == story_id)).scalar_one()
