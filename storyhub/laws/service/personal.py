"""What laws hold of a person: the proposals they made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storyhub.kit.db import db
from storyhub.laws.models import Law, LawRevision


def export_proposals(person_id: int) -> list[dict[str, Any]]:
    asked = (
        select(Law, LawRevision)
        .outerjoin(LawRevision, LawRevision.id == Law.current_id)
        .where(Law.proposer_id == person_id)
        .order_by(Law.id)
    )
    return [
        {
            "proposal": law.proposal_number,
            "law": law.number,
            "state": law.state,
            "proposed_at": law.created_at.isoformat(),
            "name": (wording.name_en or wording.name_ru) if wording else "",
            "statement": (wording.statement_en or wording.statement_ru) if wording else "",
        }
        for law, wording in db.session.execute(asked)
    ]


def erase_proposer(person_id: int, handle: str, _keep: bool, _now: datetime) -> None:
    """A proposal is part of the library's history and stays; from now on under the handle."""
    db.session.execute(update(Law).where(Law.proposer_id == person_id).values(proposer_label=handle))
