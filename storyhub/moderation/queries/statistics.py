"""Moderation in figures, for everybody. Stories told here only; where a number could point at a person, one to four is not said exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, select

from storyhub.kit.db import db
from storyhub.moderation.domain.actions import Done
from storyhub.moderation.domain.masking import FEW, Count, masked
from storyhub.moderation.models import Decision, Flag, Redaction
from storyhub.moderation.queries.complaints import ComplaintFigures, complaint_figures
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class Statistics:
    """`received` and `published` are exact: anybody can count what is public. `median_days` needs at least five answers."""

    received: int
    published: int
    restricted: Count
    removed: Count
    declined: Mapping[str, Count]
    median_days: float | None
    answered: int
    flags: Mapping[str, Count]
    outcomes: Mapping[str, Count]
    redactions: Mapping[str, Count]
    complaints: ComplaintFigures


def statistics(*, promise_days: int) -> Statistics:
    """Eight SQL queries, whatever there is."""
    states = _counted(select(Story.state, func.count()).where(*_told_here()).group_by(Story.state))
    days = _days_to_answer()
    return Statistics(
        received=sum(states.values()),
        published=states.get(State.published, 0),
        restricted=masked(states.get(State.restricted, 0)),
        removed=masked(_removed()),
        declined=_masked(_declined()),
        median_days=round(median(days), 1) if len(days) >= FEW else None,
        answered=len(days),
        flags=_masked(_counted(_flags(Flag.reason).group_by(Flag.reason))),
        outcomes=_masked(_counted(_flags(Flag.outcome).where(Flag.outcome.is_not(None)).group_by(Flag.outcome))),
        redactions=_masked(
            _counted(
                select(Redaction.kind, func.count())
                .join(Story, Story.id == Redaction.story_id)
                .where(Redaction.applied_at.is_not(None), *_told_here())
                .group_by(Redaction.kind)
            )
        ),
        complaints=complaint_figures(promise_days=promise_days),
    )


def _told_here() -> tuple[ColumnElement[bool], ...]:
    return Story.source == "site", Story.is_sample.is_(False)


def _declined() -> dict[str, int]:
    return _counted(
        select(Decision.reason, func.count(Story.id.distinct()))
        .join(Story, cast(Decision.key, Integer) == Story.id)
        .where(Decision.kind == "story", Decision.action == Done.declined, Decision.undone_at.is_(None))
        .where(Story.state == State.declined, *_told_here())
        .group_by(Decision.reason)
    )


def _removed() -> int:
    asked = select(func.count()).select_from(Decision).join(Story, cast(Decision.key, Integer) == Story.id)
    return db.session.execute(asked.where(Decision.kind == "story", Decision.action == Done.removed, *_told_here())).scalar_one()


def _flags(column: Any) -> Any:
    return select(column, func.count()).join(Story, Story.id == Flag.story_id).where(*_told_here())


def _days_to_answer() -> list[float]:
    rows = db.session.execute(select(Story.received_at, Story.answered_at).where(Story.answered_at.is_not(None), *_told_here()))
    return [(answered - received).total_seconds() / 86_400 for received, answered in rows if answered is not None]


def _counted(query: object) -> dict[str, int]:
    return {str(word or "other"): number for word, number in db.session.execute(query)}  # type: ignore[call-overload]  # any select


def _masked(counts: Mapping[str, int]) -> dict[str, Count]:
    return {word: masked(number) for word, number in counts.items()}
