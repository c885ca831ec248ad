"""A reader says: I've experienced this, too."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date, datetime

from sqlalchemy import delete, select

from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.kit.errors import NotFound
from storyhub.stories.models import DaySalt, MeToo, SeenToday, Story
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


def say_me_too_unknown(story: Story, *, visitor: str, now: datetime) -> bool:
    """Counts a visitor; False for one who was counted today, by whichever process.

    `visitor` is a pseudonym; what is kept of it means nothing tomorrow.

    Raises: NotFound if visitors may not read the story.
    """
    today = now.date()
    key = hmac.new(_salt_of(today).encode(), f"{story.id}|{visitor}".encode(), hashlib.sha256).hexdigest()
    if db.session.get(SeenToday, key) is not None:
        return False
    counted = say_me_too(story, actor=VISITOR, now=now)
    db.session.add(SeenToday(key=key, day=today))
    db.session.flush()
    return counted


def forget_seen(today: date) -> int:
    """Pseudonyms of days that are over, and what they were made with; how many. Done once a day, and by the first visitor of the next."""
    gone = db.session.execute(delete(SeenToday).where(SeenToday.day < today).returning(SeenToday.key)).all()
    db.session.execute(delete(DaySalt).where(DaySalt.day < today))
    return len(gone)


def _salt_of(today: date) -> str:
    found = db.session.get(DaySalt, today)
    if found is None:
        forget_seen(today)
        found = DaySalt(day=today, salt=secrets.token_hex(32))
        db.session.add(found)
        db.session.flush()
    return found.salt
