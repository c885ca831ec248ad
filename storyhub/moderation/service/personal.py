"""What moderation holds of a person: decisions, words to tellers, redactions, answers, requests, thanks, claims, verdicts.

Rows name people by number, and pages by what the person is called now: after erasing that is the handle.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select

from storyhub.kit.db import db
from storyhub.moderation.models import Complaint, Decision, Flag, NearPair, Redaction, RemovalRequest, TaskClaim, ThanksNote
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Notice

Record = dict[str, Any]
# Of which decisions the words to the teller stand in a message of the same moment.
TOLD = {"asked": "changes_requested", "declined": "declined", "restricted": "restricted"}


def export_decisions(person_id: int) -> list[Record]:
    """Decisions with the words to the teller that were sent with them, as far as they are still kept. Two SQL queries."""
    rows = _all(select(Decision).where(Decision.moderator_id == person_id).order_by(Decision.id))
    stories = {int(row.key) for row in rows if row.kind == "story"}
    notices = _all(select(Notice).where(Notice.story_id.in_(stories), Notice.kind.in_(list(TOLD.values()))))
    words = {(notice.story_id, notice.kind, notice.at): notice.body for notice in notices}
    return [
        {
            "thing": public_id(int(row.key)) if row.kind == "story" else f"{row.kind} {row.key}",
            "action": row.action,
            "reason": row.reason,
            "words_to_the_teller": words.get((int(row.key), TOLD.get(row.action, ""), row.decided_at), row.message),
            "decided_at": row.decided_at.isoformat(),
            "taken_back_at": row.undone_at.isoformat() if row.undone_at else None,
        }
        for row in rows
    ]


def export_redactions(person_id: int) -> list[Record]:
    rows = _all(select(Redaction).where(Redaction.person_id == person_id).order_by(Redaction.id))
    return [
        {"story": public_id(row.story_id), "kind": row.kind, "start": row.start, "end": row.end, "at": row.at.isoformat()} for row in rows
    ]


def export_answers(person_id: int) -> list[Record]:
    """Answers to reports and complaints, requests for removal and answers to them, verdicts about stories that look alike."""
    flags = _all(select(Flag).where(Flag.answered_by == person_id).order_by(Flag.id))
    complaints = _all(select(Complaint).where(Complaint.answered_by == person_id).order_by(Complaint.id))
    mine = or_(RemovalRequest.asked_by == person_id, RemovalRequest.answered_by == person_id)
    requests = _all(select(RemovalRequest).where(mine).order_by(RemovalRequest.id))
    pairs = _all(select(NearPair).where(NearPair.decided_by == person_id).order_by(NearPair.story_id, NearPair.other_id))
    return [
        *({"report_on": public_id(row.story_id), "outcome": row.outcome, "at": _day(row.answered_at)} for row in flags),
        *({"complaint": row.id, "remedy": row.remedy, "answer": row.answer, "at": _day(row.answered_at)} for row in complaints),
        *(_request(row, person_id) for row in requests),
        *(
            {"alike": [public_id(row.story_id), public_id(row.other_id)], "verdict": row.verdict, "at": _day(row.decided_at)}
            for row in pairs
        ),
    ]


def export_thanks(person_id: int) -> list[Record]:
    asked = select(ThanksNote, Notice.body).join(Notice, Notice.id == ThanksNote.notice_id).where(ThanksNote.person_id == person_id)
    return [
        {"story": public_id(row.story_id), "note": body, "written_at": row.written_at.isoformat()}
        for row, body in db.session.execute(asked.order_by(ThanksNote.id))
    ]


def export_claims(person_id: int) -> list[Record]:
    rows = _all(select(TaskClaim).where(TaskClaim.person_id == person_id).order_by(TaskClaim.kind, TaskClaim.key))
    return [{"kind": row.kind, "key": row.key, "until": row.until.isoformat()} for row in rows]


def keep_under_handle(_person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """What was decided stays decided, whatever the person chose: it is other people's stories that it is about."""


def erase_claims(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """Nobody waits for somebody who is gone."""
    db.session.execute(delete(TaskClaim).where(TaskClaim.person_id == person_id))


def erase_thanks(person_id: int, _handle: str, keep: bool, _now: datetime) -> None:
    """A note was given to its teller and stands under the handle from now on; or its words go."""
    if keep:
        return
    notes = select(ThanksNote.notice_id).where(ThanksNote.person_id == person_id)
    for notice in _all(select(Notice).where(Notice.id.in_(notes))):
        notice.body = ""


def _request(row: RemovalRequest, person_id: int) -> Record:
    is_own = row.asked_by == person_id
    return {
        "removal_of": public_id(row.story_id),
        "asked": row.removal if is_own else None,
        "why": row.why if is_own else None,
        "answered": row.answer if row.answered_by == person_id else None,
        "at": row.asked_at.isoformat() if is_own else _day(row.answered_at),
    }


def _all(query: Any) -> list[Any]:
    rows: Iterable[Any] = db.session.execute(query).scalars()
    return list(rows)


def _day(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
