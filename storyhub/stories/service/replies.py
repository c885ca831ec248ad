"""The teller's words back to a moderator who asked something."""

from __future__ import annotations

from datetime import datetime

from storyhub.kit.actor import TELLER
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.domain.words import State
from storyhub.stories.models import Notice, Story
from storyhub.stories.rules import may_reply
from storyhub.stories.service.states import announce, note


def reply(story: Story, text: str, *, now: datetime) -> None:
    """Keeps an answer to the moderator's question beside the story, never in it; the story goes on to be read.

    Raises: Conflict if nothing was asked, Invalid for an empty answer.
    """
    if not may_reply(story, story.latest_revision):
        raise Conflict(lazy_gettext("There is no question to answer any more."), log=f"reply in {story.state}")
    if not text.strip():
        raise Invalid(lazy_gettext("Please write a sentence."), log="an empty reply")
    story.state = State.in_review
    db.session.add(Notice(story_id=story.id, kind="reply", body=text.strip(), at=now))
    note(story, "story.reply", actor=TELLER, now=now)
    announce(story)
