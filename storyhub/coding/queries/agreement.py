"""Stored figures of agreement, for pages. Nothing is computed here; what counts is said in `counted.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.coding.models import AgreementResult
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class Agreement:
    """One row of figures. None is undefined and shown as a dash, never as 1. `units` stories (of one story: laws), `coders` coders.

    `both`, `first`, `second` and `neither` are the table: of a pair what both marked, one only, the other only, and neither; elsewhere
    coincidences, where `first` equals `second`.
    """

    units: int = 0
    coders: int = 0
    percent: float | None = None
    kappa: float | None = None
    fleiss: float | None = None
    alpha: float | None = None
    mean_alpha: float | None = None
    low: float | None = None
    high: float | None = None
    both: float | None = None
    first: float | None = None
    second: float | None = None
    neither: float | None = None
    computed_at: datetime | None = None


def law_agreement(law_ids: Sequence[int], *, level: str = "story") -> dict[int, Agreement]:
    """The figures of each of the laws; all undefined with nought stories where nothing was compared. One SQL query."""
    found = {law_id: Agreement() for law_id in law_ids}
    if found:
        chosen = select(AgreementResult).where(AgreementResult.scope == "law", AgreementResult.level == level)
        rows = db.session.execute(chosen.where(AgreementResult.law_id.in_(found))).scalars()
        found.update({row.law_id: agreement(row) for row in rows if row.law_id is not None})
    return found


def overall_agreement() -> Mapping[str, Agreement]:
    """The figures over everything, by level. One SQL query."""
    rows = db.session.execute(select(AgreementResult).where(AgreementResult.scope == "overall")).scalars()
    return {row.level: agreement(row) for row in rows}


def agreement(row: AgreementResult) -> Agreement:
    return Agreement(
        units=row.units,
        coders=row.coders,
        percent=row.percent,
        kappa=row.kappa,
        fleiss=row.fleiss,
        alpha=row.alpha,
        mean_alpha=row.mean_alpha,
        low=row.low,
        high=row.high,
        both=row.both,
        first=row.first,
        second=row.second,
        neither=row.neither,
        computed_at=row.computed_at,
    )
