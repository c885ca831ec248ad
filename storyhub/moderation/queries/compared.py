"""Two stories side by side for a moderator: their texts with the words both have, and what is known about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from storyhub.kit.db import db
from storyhub.moderation.domain.nearness import fingerprint, shared_runs, similarity
from storyhub.moderation.queries.near import Said, said_about
from storyhub.moderation.queries.waiting_rows import TOLD_HERE
from storyhub.moderation.rules import may_be_kept, may_be_merged
from storyhub.stories.domain.excerpt import shown_title
from storyhub.stories.domain.public_id import public_id, story_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Contact, Story


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `pieces`: the whole text, and whether the other one has the piece, too."""

    public_id: str
    version: int
    state: str
    title: str
    lang: str
    pieces: tuple[tuple[str, bool], ...]
    received_at: datetime
    published_on: date | None
    organisation: str | None
    collection: str | None
    may_research: bool
    may_quote: bool
    may_open_data: bool
    is_sample: bool
    may_be_kept: bool
    may_be_merged: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Both, how near they are, and what was said about them. `same_address`: whether letters go to one address; None: nobody knows."""

    sides: tuple[Side, Side]
    percent: int
    days: int
    same_address: bool | None
    is_one_episode: bool
    said: Said | None

    @property
    def merges(self) -> tuple[tuple[Side, Side], ...]:
        """(kept, declined) in the better order: what readers can see is kept, or else what was told first."""
        sides = sorted(self.sides, key=lambda side: (side.state != State.published, side.received_at, side.public_id))
        ways = ((sides[0], sides[1]), (sides[1], sides[0]))
        return tuple(way for way in ways if way[0].may_be_kept and way[1].may_be_merged)


def compared(public: str, other: str, *, key: bytes) -> Compared | None:
    """None unless both are there and have a text. Three SQL queries."""
    numbers = story_id(public), story_id(other)
    asked = (
        select(Story)
        .where(Story.id.in_([number for number in numbers if number is not None]), Story.state != State.withdrawn)
        .options(joinedload(Story.latest_revision), joinedload(Story.organisation))
    )
    found = {story.id: story for story in db.session.execute(asked).scalars() if story.latest_revision}
    if len(found) != 2:
        return None
    one, two = (found[number] for number in numbers if number is not None)
    texts = one.latest_revision.plain, two.latest_revision.plain  # type: ignore[union-attr]  # only those with a text are here
    return Compared(
        sides=(_side(one, texts[0], texts[1]), _side(two, texts[1], texts[0])),
        percent=_percent(*texts, key=key),
        days=(one.received_at.date() - two.received_at.date()).days,
        same_address=_same_address(one.id, two.id),
        is_one_episode=(one.episode_id or one.id) == (two.episode_id or two.id),
        said=said_about(one.id, two.id),
    )


def _percent(one: str, two: str, *, key: bytes) -> int:
    prints = fingerprint(one, key=key), fingerprint(two, key=key)
    return round(100 * similarity(prints[0], prints[1])) if prints[0] and prints[1] else 0


def _same_address(one: int, two: int) -> bool | None:
    """Compared in the database: no address leaves it."""
    asked = select(func.count(), func.count(func.lower(Contact.address).distinct())).where(Contact.story_id.in_([one, two]))
    addresses, different = db.session.execute(asked).one()
    return different == 1 if addresses == 2 else None


def _side(story: Story, text: str, other: str) -> Side:
    return Side(
        public_id=public_id(story.id),
        version=story.version_id,
        state=story.state,
        title=shown_title(story.title, text) or public_id(story.id),
        lang=story.lang,
        pieces=shared_runs(text, other),
        received_at=story.received_at,
        published_on=story.published_on,
        organisation=story.organisation.name if story.organisation else None,
        collection=None if story.source in TOLD_HERE else story.source,
        may_research=story.may_research,
        may_quote=story.may_quote,
        may_open_data=story.may_open_data,
        is_sample=story.is_sample,
        may_be_kept=may_be_kept(story),
        may_be_merged=may_be_merged(story),
    )
