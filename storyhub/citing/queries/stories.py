"""What a citation says of a story that everybody may read, and what became of one that nobody may read any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.text import sentences
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Revision, Story
from storyhub.stories.rules import may_read


class Fate(StrEnum):
    """What an address of a story answers to everybody: the story or its stub, a tombstone, or that there is nothing."""

    shown = "shown"
    withdrawn = "withdrawn"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class CitedStory:
    """`free`: its teller chose CC BY. `sentences` are the words of each, for a citation of one."""

    public_id: str
    title: str | None
    lang: str
    published_on: date | None
    free: bool
    sentences: tuple[str, ...]


def cited_story(story_id: int, *, actor: Actor) -> CitedStory | None:
    """The story if the actor may read it. One SQL query."""
    row = db.session.execute(
        select(Story, Revision.plain).join(Revision, Revision.id == Story.published_revision_id).where(Story.id == story_id)
    ).first()
    if row is None or not may_read(actor, row[0]):
        return None
    story, plain = row
    words = tuple(plain[span.start : span.end] for span in sentences(plain))
    return CitedStory(public_id(story.id), story.title, story.lang, story.published_on, story.may_open_data, words)


def fate_of(story_id: int) -> Fate:
    """What everybody is told at its address. One SQL query."""
    columns = (Story.state, Story.audience, Story.published_on)
    row = db.session.execute(select(*columns).where(Story.id == story_id)).first()
    if row is None or row.published_on is None or row.audience != Audience.public:
        return Fate.unknown
    if row.state == State.withdrawn:
        return Fate.withdrawn
    return Fate.shown if row.state in (State.published, State.restricted) else Fate.unknown
