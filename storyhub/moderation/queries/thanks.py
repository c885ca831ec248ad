"""Reads of thanks: the three stories of a day, and the notes a teller got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from storyhub.accounts.models import Person
from storyhub.kit.actor import Actor
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.moderation.domain.offering import Thankable, offered_on
from storyhub.moderation.models import ThanksNote
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Notice, Story
from storyhub.stories.queries import StoryCard, story_cards


@dataclass(frozen=True, slots=True)
class Note:
    """A note as its teller reads it."""

    name: str
    body: str
    written_on: date


@dataclass(frozen=True, slots=True)
class Offer:
    """A story of the day. `others`: how many notes it has from other people; `mine`: what the actor wrote."""

    card: StoryCard
    others: int
    mine: str | None


@dataclass(frozen=True, slots=True)
class ThanksDesk:
    """`written`: how many notes there are in all, whoever wrote them."""

    offers: tuple[Offer, ...]
    written: int


def thanks_desk(*, actor: Actor, today: date) -> ThanksDesk:
    """Four SQL queries. The list of stories that take thanks is read whole: ids and days only."""
    chosen = offered_on(today, _thankable())
    cards = story_cards(chosen, actor=actor)
    rows = db.session.execute(
        select(ThanksNote.story_id, ThanksNote.person_id, Notice.body)
        .join(Notice, Notice.id == ThanksNote.notice_id)
        .where(ThanksNote.story_id.in_(chosen))
    ).all()
    mine = {row.story_id: row.body for row in rows if row.person_id == actor.person_id}
    others = [row.story_id for row in rows if row.person_id != actor.person_id]
    offers = tuple(Offer(cards[found], others.count(found), mine.get(found)) for found in chosen if found in cards)
    return ThanksDesk(offers, db.session.execute(select(func.count(ThanksNote.id))).scalar_one())


def notes_for(story_id: int) -> tuple[Note, ...]:
    """What people wrote to the teller, oldest first. One SQL query."""
    rows = db.session.execute(
        select(Person.name, Notice.body, ThanksNote.written_at)
        .join(ThanksNote, ThanksNote.person_id == Person.id)
        .join(Notice, Notice.id == ThanksNote.notice_id)
        .where(ThanksNote.story_id == story_id, Notice.body != "")
        .order_by(ThanksNote.id)
    )
    return tuple(Note(row.name, row.body, day_of(row.written_at)) for row in rows)


def _thankable() -> list[Thankable]:
    """`rules.takes_thanks` in SQL."""
    rows = db.session.execute(
        select(Story.id, Story.published_on, Story.is_sample, func.min(ThanksNote.written_at))
        .outerjoin(ThanksNote, ThanksNote.story_id == Story.id)
        .where(Story.state == State.published, Story.audience == Audience.public, Story.receipt_hash.is_not(None))
        .group_by(Story.id)
    )
    return [Thankable(found, day, sample, day_of(first) if first else None) for found, day, sample, first in rows]
