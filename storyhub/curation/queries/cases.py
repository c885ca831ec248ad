"""Proposals as cases: everything the rules ask of them, for many at once, by a constant number of SQL queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storyhub.coding.models import Coding, CodingRound
from storyhub.coding.queries.visible import select_public
from storyhub.curation.domain.acceptance import Case
from storyhub.curation.domain.words import RemarkKind
from storyhub.curation.models import ProposalAdoption, ProposalRemark, ProposalVote
from storyhub.curation.queries.gate import gate_figures
from storyhub.curation.queries.votes import counted_votes
from storyhub.kit.db import db
from storyhub.laws.models import Law, LawRevision


@dataclass(frozen=True, slots=True)
class Standing:
    """A case, and when something last happened to it."""

    case: Case
    active_at: datetime


def standings(law_ids: Iterable[int]) -> dict[int, Standing]:
    """Each of the proposals; unknown ones are left out. Nine SQL queries, however many there are."""
    wanted = tuple(set(law_ids))
    laws = db.session.execute(select(Law.id, Law.created_at, Law.proposer_id).where(Law.id.in_(wanted))).all() if wanted else []
    figures, votes = gate_figures(wanted), counted_votes(wanted)
    objections, earlier, active = _open_objections(wanted), _earlier_proposers(wanted), _activity(wanted)
    return {
        law_id: Standing(
            case=Case(
                opened_at=opened_at,
                figures=figures[law_id],
                votes=votes[law_id],
                open_objections=objections.get(law_id, 0),
                proposers=frozenset(earlier.get(law_id, set()) | ({proposer_id} if proposer_id is not None else set())),
            ),
            active_at=max([opened_at, *active.get(law_id, [])]),
        )
        for law_id, opened_at, proposer_id in laws
    }


def standing_of(law_id: int) -> Standing:
    """Raises: KeyError"""
    return standings([law_id])[law_id]


def _open_objections(law_ids: tuple[int, ...]) -> dict[int, int]:
    """An objection stands until its author, or a curator with a reason, says that it is settled: an answer alone settles nothing."""
    asked = (
        select(ProposalRemark.law_id, func.count().label("objections"))
        .where(ProposalRemark.law_id.in_(law_ids), ProposalRemark.kind == RemarkKind.objection, ProposalRemark.resolved_at.is_(None))
        .group_by(ProposalRemark.law_id)
    )
    return {row.law_id: row.objections for row in db.session.execute(asked)}


def _earlier_proposers(law_ids: tuple[int, ...]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    asked = select(ProposalAdoption.law_id, ProposalAdoption.previous_id).where(ProposalAdoption.law_id.in_(law_ids))
    for law_id, person_id in db.session.execute(asked):
        if person_id is not None:
            found.setdefault(law_id, set()).add(person_id)
    return found


def _activity(law_ids: tuple[int, ...]) -> dict[int, list[datetime]]:
    """What counts as activity: a wording, a remark, a vote, somebody taking it up, a public coding. Reading does not."""
    found: dict[int, list[datetime]] = {}
    latest: list[Any] = [
        select(LawRevision.law_id, func.max(LawRevision.created_at)).group_by(LawRevision.law_id).where(LawRevision.law_id.in_(law_ids)),
        select(ProposalRemark.law_id, func.max(func.coalesce(ProposalRemark.resolved_at, ProposalRemark.at, type_=ProposalRemark.at.type)))
        .group_by(ProposalRemark.law_id)
        .where(ProposalRemark.law_id.in_(law_ids)),
        select(ProposalVote.law_id, func.max(ProposalVote.cast_at)).group_by(ProposalVote.law_id).where(ProposalVote.law_id.in_(law_ids)),
        select(ProposalAdoption.law_id, func.max(ProposalAdoption.at))
        .group_by(ProposalAdoption.law_id)
        .where(ProposalAdoption.law_id.in_(law_ids)),
        select_public(Coding.law_id, func.max(CodingRound.complete_at)).group_by(Coding.law_id).where(Coding.law_id.in_(law_ids)),
    ]
    for statement in latest:
        for law_id, at in db.session.execute(statement):
            found.setdefault(law_id, []).append(at)
    return found
