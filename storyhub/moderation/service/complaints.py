"""Complaints about the site itself: taken without a name, answered by a person, forgotten in time."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import VISITOR, Actor, Role
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.moderation.domain.complaining import Remedy, Topic
from storyhub.moderation.models import Complaint
from storyhub.stories.domain.receipt import read_code, receipt_code, receipt_hash, submission_key

KIND = "complaint"
SHORTEST, LONGEST = 10, 5_000
# Long enough to come back and read the answer; the figures stay.
KEPT = timedelta(days=180)


def complain(text: str, topic: Topic, *, nonce: str, key: bytes, lang: str, now: datetime) -> tuple[Complaint, str]:
    """The complaint and its code. The same form sent twice is one complaint with one code. Raises: Invalid for a text too short or long."""
    code, submission = receipt_code(key, nonce), submission_key(key, nonce)
    found = db.session.execute(select(Complaint).where(Complaint.submission_key == submission)).scalar_one_or_none()
    if found is not None:
        return found, code
    words = text.strip()
    if not SHORTEST <= len(words) <= LONGEST:
        raise Invalid(lazy_gettext("Please write between 10 and 5,000 characters."), log="length")
    complaint = Complaint(
        submission_key=submission, code_hash=receipt_hash(key, code), topic=Topic(topic), text=words, lang=lang, received_at=now
    )
    db.session.add(complaint)
    db.session.flush()
    audit.record("complaint.received", kind=KIND, key=str(complaint.id), actor=VISITOR, now=now, why=Topic(topic))
    return complaint, code


def open_complaint(typed: str, *, key: bytes) -> Complaint:
    """The complaint of a code as a person typed it. Raises: NotFound, the same for a wrong code and one that cannot be."""
    code = read_code(typed)
    wanted = receipt_hash(key, code or "")
    found = db.session.execute(select(Complaint).where(Complaint.code_hash == wanted)).scalar_one_or_none()
    if code is None or found is None or not hmac.compare_digest(found.code_hash, wanted):
        raise NotFound(lazy_gettext("There is no complaint with this code. Please check every letter."), log="no such code")
    return found


def answer_complaint(complaint: Complaint, remedy: Remedy, answer: str, *, actor: Actor, now: datetime) -> None:
    """Raises: Forbidden; Conflict if somebody was faster; Invalid for an answer without words."""
    if not actor.has(Role.moderator, Role.curator, Role.admin):
        raise Forbidden(log="answering needs a role")
    if complaint.answered_at is not None:
        raise Conflict(lazy_gettext("Somebody has answered this complaint already."))
    words = answer.strip()
    if not SHORTEST <= len(words) <= LONGEST:
        raise Invalid(lazy_gettext("Please write between 10 and 5,000 characters."), log="length")
    complaint.remedy, complaint.answer = Remedy(remedy), words
    complaint.answered_by, complaint.answered_at = actor.person_id, now
    db.session.flush()
    audit.record("complaint.answered", kind=KIND, key=str(complaint.id), actor=actor, now=now, why=Remedy(remedy))


def forget_complaints(now: datetime) -> int:
    """Empties the words of complaints answered long ago; how many."""
    old = select(Complaint).where(Complaint.answered_at < now - KEPT, Complaint.forgotten_at.is_(None))
    rows = db.session.execute(old).scalars().all()
    for row in rows:
        row.text = row.answer = ""
        row.forgotten_at = now
    db.session.flush()
    return len(rows)
