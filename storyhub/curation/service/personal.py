"""What curation holds of a person: votes and words in the discussion of proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.curation.models import LawNews, ProposalRemark, ProposalVote
from storyhub.kit.db import db
from storyhub.laws.models import Law


def export_voice(person_id: int) -> list[dict[str, Any]]:
    """Votes with their history, then remarks."""
    votes = select(ProposalVote, Law.proposal_number).join(Law, Law.id == ProposalVote.law_id).where(ProposalVote.person_id == person_id)
    remarks = (
        select(ProposalRemark, Law.proposal_number).join(Law, Law.id == ProposalRemark.law_id).where(ProposalRemark.author_id == person_id)
    )
    return [
        {"proposal": number, "vote": vote.value, "at": vote.cast_at.isoformat()}
        for vote, number in db.session.execute(votes.order_by(ProposalVote.id))
    ] + [
        {"proposal": number, "kind": remark.kind, "text": remark.text, "at": remark.at.isoformat()}
        for remark, number in db.session.execute(remarks.order_by(ProposalRemark.id))
    ]


def erase_voice(person_id: int, _handle: str, keep: bool, now: datetime) -> None:
    """Votes of an erased account do not count any more, whatever is kept (see `queries.votes`). Remarks stay under the handle; else their
    words go, and an objection without words stands in nobody's way.
    """
    db.session.execute(delete(LawNews).where(LawNews.person_id == person_id))
    if keep:
        return
    for remark in db.session.execute(select(ProposalRemark).where(ProposalRemark.author_id == person_id)).scalars():
        remark.text = ""
        if remark.kind == "objection" and remark.resolved_at is None:
            remark.resolved_at = now
    db.session.flush()
