"""The newest stories with the day of their last change, for feeds. What everybody may read, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.stories.models import Revision, Story, Withdrawal
from storyhub.stories.queries import StoryCard, StoryFilters, story_list


@dataclass(frozen=True, slots=True)
class StoryNews:
    """A story as it reads now. `changed`: the day it was published, or the later one on which this text was written."""

    card: StoryCard
    changed: date


def story_news(filters: StoryFilters, limit: int) -> tuple[StoryNews, ...]:
    """The newest first. Days only, as everywhere: a minute could point at a teller. Three SQL queries."""
    cards, _total = story_list(filters, actor=VISITOR, page=1, size=limit)
    written = _written([card.id for card in cards])
    return tuple(StoryNews(card, max(card.published_on, written[card.id])) for card in cards if card.published_on)


def last_withdrawal() -> date | None:
    """The day on which a story was last taken back: lists without it are newer than the newest thing in them. One SQL query."""
    moment = db.session.execute(select(func.max(Withdrawal.at, type_=Withdrawal.at.type))).scalar_one()
    return day_of(moment) if moment else None


def _written(ids: list[int]) -> dict[int, date]:
    asked = select(Story.id, Revision.created_at).join(Revision, Revision.id == Story.published_revision_id).where(Story.id.in_(ids))
    return {story: day_of(moment) for story, moment in db.session.execute(asked)}
