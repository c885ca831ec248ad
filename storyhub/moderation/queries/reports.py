"""What readers and colleagues say about a published story and still waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.kit.db import db
from storyhub.kit.text import Span, sentences
from storyhub.moderation.models import Flag, RemovalRequest
from storyhub.stories.models import Passage, Story


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """One report: the reason, the words it is about (empty: the whole story), when."""

    reason: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenRemoval:
    """A request that waits for a second person."""

    id: int
    removal: str
    why: str
    by: str
    by_id: int
    at: datetime


def open_flags(story_id: int) -> tuple[OpenFlag, ...]:
    """Oldest first. One SQL query."""
    asked = (
        select(Flag.reason, Flag.at, Passage.exact)
        .outerjoin(Passage, Passage.id == Flag.passage_id)
        .where(Flag.story_id == story_id, Flag.answered_at.is_(None))
        .order_by(Flag.id)
    )
    return tuple(OpenFlag(reason=reason, words=words or "", at=at) for reason, at, words in db.session.execute(asked))


def open_removal(story_id: int) -> OpenRemoval | None:
    """One SQL query."""
    asked = (
        select(RemovalRequest, Person.name)
        .join(Person, Person.id == RemovalRequest.asked_by)
        .where(RemovalRequest.story_id == story_id, RemovalRequest.answered_at.is_(None))
    )
    row = db.session.execute(asked.limit(1)).first()
    if row is None:
        return None
    request, name = row
    return OpenRemoval(request.id, request.removal, request.why, name, request.asked_by, request.asked_at)


def published_sentences(story: Story) -> list[tuple[Span, str]]:
    """The sentences readers see, with their words. No SQL for a story whose published text is loaded."""
    revision = story.published_revision
    plain = revision.plain if revision else ""
    return [(span, plain[span.start : span.end]) for span in sentences(plain)]
