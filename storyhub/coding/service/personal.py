"""What coding holds of a person: their marks, notes and memos."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.coding.models import Coding, CodingClaim, CodingPass, CodingSkip, Memo
from storyhub.coding.service.agreement import ask_refresh
from storyhub.coding.service.history import forget_steps
from storyhub.coding.service.memos import forget_memos
from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage


def export_codings(person_id: int) -> list[dict[str, Any]]:
    asked = (
        select(Coding, Law.number, Law.proposal_number, Passage.start, Passage.end, Passage.exact)
        .join(Law, Law.id == Coding.law_id)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.coder_id == person_id)
    )
    return [
        {
            "story": public_id(coding.story_id),
            "law": number,
            "proposal": proposal,
            "start": start,
            "end": end,
            "passage": exact,
            "polarity": coding.polarity,
            "strength": coding.strength,
            "note": coding.note,
            "marked_at": coding.created_at.isoformat(),
            "removed_at": coding.removed_at.isoformat() if coding.removed_at else None,
        }
        for coding, number, proposal, start, end, exact in db.session.execute(asked.order_by(Coding.id))
    ]


def export_memos(person_id: int) -> list[dict[str, Any]]:
    asked = select(Memo, Law.number, Law.proposal_number).outerjoin(Law, Law.id == Memo.law_id).where(Memo.author_id == person_id)
    return [
        {
            "about": memo.about,
            "story": public_id(memo.story_id) if memo.story_id else None,
            "law": number,
            "proposal": proposal,
            "text": memo.text,
            "shared": memo.is_shared,
            "written_at": memo.written_at.isoformat(),
        }
        for memo, number, proposal in db.session.execute(asked.order_by(Memo.id))
    ]


def export_skips(person_id: int) -> list[dict[str, Any]]:
    """The stories a coder skipped, and why."""
    asked = select(CodingSkip).where(CodingSkip.coder_id == person_id).order_by(CodingSkip.at)
    return [
        {"story": public_id(skip.story_id), "reason": skip.reason, "words": skip.words, "at": skip.at.isoformat()}
        for skip in db.session.execute(asked).scalars()
    ]


def erase_skips(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """Skips and places are nobody else's business: they go in any case."""
    for table in (CodingClaim, CodingSkip):
        db.session.execute(delete(table).where(table.coder_id == person_id))


def erase_coder(person_id: int, _handle: str, keep: bool, now: datetime) -> None:
    """Kept marks stay under the handle, without notes, which only their coder reads. Else they go from all pages and the index."""
    forget_steps(coder_id=person_id)
    forget_memos(author_id=person_id)
    codings = db.session.execute(select(Coding).where(Coding.coder_id == person_id)).scalars().all()
    for coding in codings:
        coding.note = ""
        if not keep:
            coding.removed_at = coding.removed_at or now
    db.session.flush()
    if keep:
        return
    # An unfinished pass is given back to the queue; a finished one still says that the story was read.
    unfinished = select(CodingPass).where(CodingPass.coder_id == person_id, CodingPass.finished_at.is_(None))
    for row in db.session.execute(unfinished).scalars():
        db.session.delete(row)
    ask_refresh()
    outbox.record_many("index.passage", [str(coding.id) for coding in codings])
    outbox.record_many("index.story", [str(coding.story_id) for coding in codings])
    outbox.record_many("index.law", [str(coding.law_id) for coding in codings])
