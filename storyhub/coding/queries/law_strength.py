"""How strong laws are, which way they go, and how it was before. No edition exists yet, so "since the last edition" means: since
`fading_months` ago. What was known then is counted from the dates of the codings that are public today: a story that was withdrawn is
gone from the past, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import case, distinct, func

from storyhub.coding.domain.strength import Sides, StrengthRules, Trend, trend
from storyhub.coding.domain.strength_over_time import Quarter, by_quarter, months_before, whole_months
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.law_figures import LawFigures, law_figures
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.stories.queries.teller import TELLER, with_teller


@dataclass(frozen=True, slots=True)
class LawStrength:
    """`strength` and `trend` are None where no teller upholds or violates the law."""

    figures: LawFigures
    strength: float | None
    trend: Trend | None


def law_strengths(
    law_ids: Iterable[int], *, today: date, rules: StrengthRules, actor: Actor = VISITOR
) -> dict[int, LawStrength]:
    """Of each of the laws. Three SQL queries, none without laws."""
    figures = law_figures(law_ids, actor=actor)
    before = _sides_on(tuple(figures), months_before(today, rules.fading_months), actor) if figures else {}
    return {
        law_id: LawStrength(
            figures=found,
            strength=found.sides.strength,
            trend=trend(
                found.sides,
                before=before.get(law_id, Sides()),
                months_since_upheld=whole_months(day_of(found.last_upheld), today) if found.last_upheld else None,
                rules=rules,
            ),
        )
        for law_id, found in figures.items()
    }


def strength_history(law_id: int, *, today: date, actor: Actor = VISITOR) -> tuple[Quarter, ...]:
    """Quarter by quarter from the first teller to today; each teller counts on a side from their first coding there. One SQL query."""
    sides = (Polarity.upholds, Polarity.violates)
    statement = with_teller(select_public(Coding.polarity, func.min(Coding.created_at).label("at"))).where(
        Coding.law_id == law_id, Coding.polarity.in_(sides), readable_by(actor)
    )
    days: dict[str, list[date]] = {side: [] for side in sides}
    for row in db.session.execute(statement.group_by(Coding.polarity, TELLER)):
        days[row.polarity].append(day_of(row.at))
    return by_quarter(days[Polarity.upholds], days[Polarity.violates], until=today)


def _sides_on(law_ids: tuple[int, ...], day: date, actor: Actor) -> dict[int, Sides]:
    """U and V as they were when the day began. One SQL query."""
    u, v = (func.count(distinct(case((Coding.polarity == side, TELLER)))) for side in (Polarity.upholds, Polarity.violates))
    statement = with_teller(select_public(Coding.law_id, u.label("u"), v.label("v"))).where(
        Coding.law_id.in_(law_ids), Coding.created_at < datetime.combine(day, time(), UTC), readable_by(actor)
    )
    return {row.law_id: Sides(u=row.u, v=row.v) for row in db.session.execute(statement.group_by(Coding.law_id))}
