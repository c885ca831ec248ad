"""Verbs of one's own stories: a signed-in teller puts a story on their page by its code, and takes it off again.

Nothing of it goes into the log, which is kept for ever: who told a story is for its teller to say, and to unsay.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import OwnStory, Story


def keep_own_story(story: Story, *, actor: Actor, now: datetime) -> None:
    """The code proves whose story it is. Raises: Forbidden (a visitor), Conflict (on somebody else's page)."""
    if actor.person_id is None:
        raise Forbidden(log="own stories need an account")
    kept = db.session.get(OwnStory, story.id)
    if kept is None:
        db.session.add(OwnStory(story_id=story.id, person_id=actor.person_id, added_at=now))
    elif kept.person_id != actor.person_id:
        text = lazy_gettext("This story is on another person’s page. It has to be taken off there first.")
        raise Conflict(text, log="story kept elsewhere")


def let_own_story_go(story_id: int, *, actor: Actor) -> None:
    """No trace of the tie is left. Raises: NotFound."""
    mine = delete(OwnStory).where(OwnStory.story_id == story_id, OwnStory.person_id == actor.person_id).returning(OwnStory.story_id)
    if db.session.execute(mine.execution_options(synchronize_session=False)).first() is None:
        raise NotFound(log="not one's own story")
