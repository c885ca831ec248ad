"""What stories say about many laws, in figures. Nothing personal leaves: who told a story is counted where it lies, in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import case, distinct, func, select

from storyhub.coding.domain.strength import Sides
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.stories.models import Organisation, Story
from storyhub.stories.queries.teller import TELLER, with_teller


@dataclass(frozen=True, slots=True)
class LawFigures:
    """The public codings of one law, counted.

    `upholds`, `violates` and `mixed` are stories; one that does several counts in each. `u` and `v` are distinct tellers with an
    upholding and with a violating coding (`mixed` is neither, see `domain.strength`). A passage that two coders marked counts once;
    codings of whole stories have none. `last_upheld` is when the last story that upholds the law did so first.
    """

    stories: int = 0
    tellers: int = 0
    organisations: int = 0
    passages: int = 0
    upholds: int = 0
    violates: int = 0
    mixed: int = 0
    u: int = 0
    v: int = 0
    last_upheld: datetime | None = None

    @property
    def sides(self) -> Sides:
        return Sides(u=self.u, v=self.v)

    @property
    def contradicts(self) -> float | None:
        """The share of tellers that contradicts the law; None where nobody says anything."""
        return self.sides.contradicts


def law_figures(law_ids: Iterable[int], *, actor: Actor = VISITOR) -> dict[int, LawFigures]:
    """Figures of each of the laws (or proposals), noughts where there is nothing. Two SQL queries, none without laws."""
    found = {law_id: LawFigures() for law_id in law_ids}
    if not found:
        return found
    latest = _last_upheld(tuple(found), actor)
    statement = (
        with_teller(select_public(Coding.law_id, *_COUNTS))
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Coding.law_id.in_(found), readable_by(actor))
        .group_by(Coding.law_id)
    )
    for law_id, *numbers in db.session.execute(statement):
        found[law_id] = replace(LawFigures(*numbers), last_upheld=latest.get(law_id))
    return found


def _of(polarity: Polarity, column: object) -> object:
    return func.count(distinct(case((Coding.polarity == polarity, column))))


# In the order of the fields. A duplicate of a company counts as the one that is kept.
_COUNTS = (
    func.count(distinct(Coding.story_id)),
    func.count(distinct(TELLER)),
    func.count(distinct(func.coalesce(Organisation.merged_into_id, Organisation.id))),
    func.count(distinct(Coding.passage_id)),
    *(_of(polarity, Coding.story_id) for polarity in Polarity),
    _of(Polarity.upholds, TELLER),
    _of(Polarity.violates, TELLER),
)


def _last_upheld(law_ids: tuple[int, ...], actor: Actor) -> dict[int, datetime]:
    """A story is new once: with the first coding that says so."""
    first = (
        select_public(Coding.law_id, func.min(Coding.created_at).label("at"))
        .where(Coding.law_id.in_(law_ids), Coding.polarity == Polarity.upholds, readable_by(actor))
        .group_by(Coding.law_id, Coding.story_id)
        .subquery()
    )
    statement = select(first.c.law_id, func.max(first.c.at).label("at")).group_by(first.c.law_id)
    return {row.law_id: row.at for row in db.session.execute(statement)}
