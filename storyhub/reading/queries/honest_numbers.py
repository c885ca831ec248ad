"""The numbers of the first page. Samples and imports count as stories, but never as a promise kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import Select, func, select

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story

LAST_ANSWERS = 200


@dataclass(frozen=True, slots=True)
class HonestNumbers:
    """`answer_hours` is the median over the last 200 answers, None before the first; `kept` the share answered in time."""

    stories: int
    laws: int
    passages: int
    answers: int
    answer_hours: float | None
    kept: float | None


def honest_numbers(*, promise: timedelta) -> HonestNumbers:
    """Four SQL queries, each answered from an index or a few hundred rows."""
    waits = _waits()
    return HonestNumbers(
        stories=_count(select(Story.id).where(Story.state == State.published, Story.audience == Audience.public)),
        laws=_count(select(Law.id).where(Law.state == LawState.accepted)),
        passages=_count(_public_passages()),
        answers=len(waits),
        answer_hours=median(wait.total_seconds() for wait in waits) / 3600 if waits else None,
        kept=sum(wait <= promise for wait in waits) / len(waits) if waits else None,
    )


def _count(things: Select[int]) -> int:
    return db.session.execute(select(func.count()).select_from(things.subquery())).scalar_one()


def _public_passages() -> Select[int]:
    return select_public(Coding.passage_id).where(readable_by(VISITOR), Coding.passage_id.is_not(None)).distinct()


def _waits() -> list[timedelta]:
    """How long the last tellers waited for a moderator. Imported and sample stories had nobody waiting."""
    rows = db.session.execute(
        select(Story.received_at, Story.answered_at)
        .where(Story.answered_at.is_not(None), Story.source == "site", Story.is_sample.is_(False))
        .order_by(Story.id.desc())
        .limit(LAST_ANSWERS)
    )
    return [answered - received for received, answered in rows if answered is not None]
