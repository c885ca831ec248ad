"""The numbers of the first page. Samples and imports count as stories, but never as a promise kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.queries.promise import RECENTLY, PromiseKept, promise_kept


@dataclass(frozen=True, slots=True)
class HonestNumbers:
    """`promise` is about the stories of the last 90 days."""

    stories: int
    laws: int
    passages: int
    promise: PromiseKept


def honest_numbers(*, promise_days: int, now: datetime) -> HonestNumbers:
    """Four SQL queries, each answered from an index or the stories of a season."""
    return HonestNumbers(
        stories=_count(select(Story.id).where(Story.state == State.published, Story.audience == Audience.public)),
        laws=_count(select(Law.id).where(Law.state == LawState.accepted)),
        passages=_count(_public_passages()),
        promise=promise_kept(promise_days=promise_days, now=now, within=RECENTLY),
    )


def _count(things: Select[int]) -> int:
    return db.session.execute(select(func.count()).select_from(things.subquery())).scalar_one()


def _public_passages() -> Select[int]:
    return select_public(Coding.passage_id).where(readable_by(VISITOR), Coding.passage_id.is_not(None)).distinct()
