"""News for a teller: shown with the code, and mailed where an address was given. The worker writes the letter: it knows the site."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.stories.labels import DECLINE_REASON_LABELS, label_of
from storyhub.stories.models import Notice
from storyhub.stories.service.contacts import contact_of, keep_contact
from storyhub.stories.service.letters import WORDS, LetterHead, write_to_teller

# The outbox kind; the key is the notice's id.
NOTICE = "stories.notice"


def give_notice(story_id: int, kind: str, *, now: datetime, reason: str | None = None, body: str = "") -> Notice:
    """Keeps a message for the teller."""
    notice = Notice(story_id=story_id, kind=kind, reason=reason, body=body.strip(), at=now)
    db.session.add(notice)
    if kind in WORDS and contact_of(story_id) is not None:
        db.session.flush()
        outbox.record(NOTICE, str(notice.id))
    return notice


def tell_coded(story_id: int, *, now: datetime) -> None:
    """Researchers' findings about the story are public for the first time. Only those who get letters are told, once a story."""
    if contact_of(story_id) is not None and not _count(story_id, "coded"):
        give_notice(story_id, "coded", now=now)


def mail_notice(notice_id: int, *, head: LetterHead, now: datetime) -> None:
    """Writes the letter about a notice, once. Nothing without the teller's consent at this very moment."""
    notice = db.session.get(Notice, notice_id)
    contact = contact_of(notice.story_id) if notice is not None else None
    if notice is None or contact is None or notice.mailed_at is not None:
        return
    again = notice.kind == "published" and _count(notice.story_id, "published", before=notice.id)
    with_reason = label_of(DECLINE_REASON_LABELS, notice.reason)
    write_to_teller(contact, "republished" if again else notice.kind, head=head, now=now, reason=with_reason)
    keep_contact(contact, head=head, now=now)
    notice.mailed_at = now


def _count(story_id: int, kind: str, *, before: int | None = None) -> int:
    chosen = select(func.count(Notice.id)).where(Notice.story_id == story_id, Notice.kind == kind)
    return db.session.execute(chosen if before is None else chosen.where(Notice.id < before)).scalar_one()
