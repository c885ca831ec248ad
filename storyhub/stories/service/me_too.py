"""A reader says: I've experienced this, too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import NotFound
from storyhub.stories.models import MeToo, Story
from storyhub.stories.rules import may_read


def say_me_too(story: Story, *, actor: Actor, now: datetime) -> bool:
    """Counts the reader; False for a member who is counted already. A visitor leaves nothing but the day.

    Raises: NotFound if the actor may not read the story.
    """
    if not may_read(actor, story):
        raise NotFound(log="not readable")
    mine = select(MeToo.id).where(MeToo.story_id == story.id, MeToo.person_id == actor.person_id)
    if actor.is_signed_in and db.session.execute(mine).scalar() is not None:
        return False
    db.session.add(MeToo(story_id=story.id, person_id=actor.person_id, day=now.date()))
    db.session.flush()
    return True
