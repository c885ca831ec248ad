"""The votes that count, and what a person said before.

Whose votes count: the newest word of each person whose account is open and holds at least one role, and who is not the proposer now. So
* somebody who lost one role and kept another (a researcher who is a member still) keeps the vote: voting never needed more than one;
* somebody without any role, with an ended or an erased account, counts no longer; the row stays, because votes cannot be deleted, and
  counts again if the account is opened again;
* somebody who takes a quiet proposal up stops counting as a voter: a proposer's support is the proposal.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from storyhub.accounts.models import Person, PersonRole
from storyhub.curation.domain.words import Vote
from storyhub.curation.models import ProposalVote
from storyhub.kit.db import db
from storyhub.laws.models import Law


def counted_votes(law_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """Proposal → person → what they say now. Votes taken back are left out. One SQL query."""
    found: dict[int, dict[int, int]] = {law_id: {} for law_id in law_ids}
    if not found:
        return found
    newest = (
        select(func.max(ProposalVote.id)).where(ProposalVote.law_id.in_(found)).group_by(ProposalVote.law_id, ProposalVote.person_id)
    )
    holds_a_role = select(PersonRole.person_id).where(PersonRole.person_id == Person.id).exists()
    rows = db.session.execute(
        select(ProposalVote.law_id, ProposalVote.person_id, ProposalVote.value)
        .join(Person, Person.id == ProposalVote.person_id)
        .join(Law, Law.id == ProposalVote.law_id)
        .where(
            ProposalVote.id.in_(newest),
            ProposalVote.value != Vote.withdrawn,
            Person.active.is_(True),
            Person.erased_at.is_(None),
            holds_a_role,
            Law.proposer_id.is_distinct_from(ProposalVote.person_id),
        )
    )
    for law_id, person_id, value in rows:
        found[law_id][person_id] = value
    return found


def vote_of(law_id: int, person_id: int | None) -> Vote | None:
    """What this person said last, if anything ever. One SQL query."""
    if person_id is None:
        return None
    asked = select(ProposalVote.value).where(ProposalVote.law_id == law_id, ProposalVote.person_id == person_id)
    value = db.session.execute(asked.order_by(ProposalVote.id.desc()).limit(1)).scalar()
    return None if value is None else Vote(value)


def votes_cast(law_id: int) -> int:
    """How many people ever said something to it, whatever became of it. One SQL query."""
    asked = select(func.count(func.distinct(ProposalVote.person_id))).where(ProposalVote.law_id == law_id)
    return db.session.execute(asked).scalar_one()
