"""Where a proposal stands, for its page: the gate, what is in the way, votes, age, who took it up, what it grew out of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.curation.domain.acceptance import Case, obstacles, obstacles_for
from storyhub.curation.domain.ageing import age_of, decided_by, quiet_from
from storyhub.curation.domain.gate import Check, checklist
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Age, Obstacle, Vote
from storyhub.curation.models import ProposalAdoption, ProposalSalvage
from storyhub.curation.queries.cases import standing_of
from storyhub.curation.queries.discussion import Remark, discussion
from storyhub.curation.queries.votes import vote_of
from storyhub.kit.db import db
from storyhub.laws.models import Law


@dataclass(frozen=True, slots=True)
class Adoption:
    """Who took the proposal up, from whom (empty: the teller of a story), and when."""

    previous: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proceedings:
    """`stands_in_the_way` is what any curator would be told; `for_reader` adds what this very person would be."""

    case: Case
    checks: tuple[Check, ...]
    stands_in_the_way: tuple[Obstacle, ...]
    for_reader: tuple[Obstacle, ...]
    age: Age
    active_at: datetime
    quiet_from: datetime
    decided_by: datetime
    own_vote: Vote | None
    remarks: tuple[Remark, ...]
    adoptions: tuple[Adoption, ...]
    grew_out_of: int | None
    taken_up_as: tuple[int, ...]

    @property
    def is_proposer(self) -> bool:
        """Whether this reader proposed it, now or once."""
        return Obstacle.own in self.for_reader

    @property
    def gate_is_met(self) -> bool:
        return all(check.met for check in self.checks)


def proceedings(law_id: int, *, person_id: int | None, now: datetime, thresholds: Thresholds) -> Proceedings:
    """All about one proposal for one reader. Fourteen SQL queries. Raises: KeyError"""
    standing = standing_of(law_id)
    case = standing.case
    return Proceedings(
        case=case,
        checks=checklist(case.figures, thresholds),
        stands_in_the_way=obstacles(case, thresholds=thresholds, now=now),
        for_reader=obstacles_for(case, curator_id=person_id, thresholds=thresholds, now=now),
        age=age_of(opened_at=case.opened_at, active_at=standing.active_at, now=now, thresholds=thresholds),
        active_at=standing.active_at,
        quiet_from=quiet_from(standing.active_at, thresholds),
        decided_by=decided_by(case.opened_at, thresholds),
        own_vote=vote_of(law_id, person_id),
        remarks=discussion(law_id),
        adoptions=_adoptions(law_id),
        grew_out_of=_grew_out_of(law_id),
        taken_up_as=_taken_up_as(law_id),
    )


def _adoptions(law_id: int) -> tuple[Adoption, ...]:
    asked = select(ProposalAdoption).where(ProposalAdoption.law_id == law_id).order_by(ProposalAdoption.id)
    rows = db.session.execute(asked).scalars().all()
    wanted = {person_id for row in rows for person_id in (row.previous_id, row.person_id)}
    named = select(Person.id, Person.name).where(Person.id.in_(wanted))
    names: dict[int | None, str] = dict(db.session.execute(named).all()) if wanted else {}
    return tuple(Adoption(previous=names.get(row.previous_id, ""), person=names.get(row.person_id, ""), at=row.at) for row in rows)


def _grew_out_of(law_id: int) -> int | None:
    asked = select(Law.proposal_number).join(ProposalSalvage, ProposalSalvage.declined_id == Law.id)
    return db.session.execute(asked.where(ProposalSalvage.law_id == law_id)).scalar()


def _taken_up_as(law_id: int) -> tuple[int, ...]:
    asked = select(Law.proposal_number).join(ProposalSalvage, ProposalSalvage.law_id == Law.id)
    found = db.session.execute(asked.where(ProposalSalvage.declined_id == law_id).order_by(Law.id)).scalars()
    return tuple(number for number in found if number is not None)
