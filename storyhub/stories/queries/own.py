"""The stories a person put on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.stories.domain.excerpt import excerpt, opening
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import OwnStory, Revision, Story


@dataclass(frozen=True, slots=True)
class OwnStoryLine:
    """One story and what has become of it. A withdrawn one has no words left."""

    public_id: str
    title: str
    excerpt: str
    lang: str
    state: str
    received_on: date
    is_public: bool


def own_stories(person_id: int) -> tuple[OwnStoryLine, ...]:
    """Newest first. One SQL query."""
    asked = (
        select(Story, Revision.plain)
        .join(OwnStory, OwnStory.story_id == Story.id)
        .outerjoin(Revision, Revision.id == Story.latest_revision_id)
        .where(OwnStory.person_id == person_id)
        .order_by(Story.id.desc())
    )
    return tuple(_line(story, (plain or "")[:600]) for story, plain in db.session.execute(asked))


def _line(story: Story, plain: str) -> OwnStoryLine:
    title, text = (story.title, plain) if story.title else opening(plain)
    return OwnStoryLine(
        public_id=public_id(story.id),
        title=title or public_id(story.id),
        excerpt=excerpt(text),
        lang=story.lang,
        state=story.state,
        received_on=day_of(story.received_at),
        is_public=story.state == State.published and story.audience == Audience.public,
    )
