"""Stored figures of agreement, for pages. Nothing is computed here; what counts is said in `counted.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.coding.models import AgreementResult
from storyhub.kit.db import db
from storyhub.laws.domain.law_key import law_number, proposal_number
from storyhub.laws.models import Law


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

    @property
    def marks(self) -> float:
        """How many marks the figures rest on: at story level, how often a coder named a law in a story."""
        return (self.both or 0) + ((self.first or 0) + (self.second or 0)) / 2


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


def agreement_of_laws() -> list[tuple[int, str, Agreement]]:
    """(law id, level, figures) of every law that was compared. One SQL query."""
    rows = db.session.execute(select(AgreementResult).where(AgreementResult.scope == "law").order_by(AgreementResult.id)).scalars()
    return [(row.law_id, row.level, agreement(row)) for row in rows if row.law_id is not None]


def agreement_of(scope: str, **ids: int) -> Mapping[str, Agreement]:
    """The figures of one law, story or pair by level; nothing where it was not compared. One SQL query."""
    chosen = select(AgreementResult).where(AgreementResult.scope == scope)
    rows = db.session.execute(chosen.filter_by(**ids)).scalars()
    return {row.level: agreement(row) for row in rows}


def law_named(key: str) -> int | None:
    """Id of the law `12` or the proposal `P-7`."""
    number, proposal = law_number(key), proposal_number(key)
    if number is None and proposal is None:
        return None
    named = Law.number == number if number is not None else Law.proposal_number == proposal
    return db.session.execute(select(Law.id).where(named)).scalar_one_or_none()
