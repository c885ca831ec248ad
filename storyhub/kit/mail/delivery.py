"""Sends one letter and forgets it. At least once: a crash between sending and marking sends it again, under the same Message-ID."""

from __future__ import annotations

from datetime import datetime

import structlog

from storyhub.kit.db import db, transaction
from storyhub.kit.mail.letters import Letter
from storyhub.kit.mail.message import make_message
from storyhub.kit.mail.post import Post, Refused

log = structlog.get_logger(__name__)


def deliver(letter_id: int, *, post: Post, sender: str, now: datetime) -> None:
    """Does nothing for a letter that is gone, sent or refused already. Own transaction, never open while the mail server is spoken to.

    Raises: ServerAway, Deferred: the letter stays as it is.
    """
    letter = db.session.get(Letter, letter_id)
    if letter is None or letter.sent_at or letter.refused_at:
        db.session.rollback()
        return
    message, kind = make_message(letter, sender=sender), letter.kind
    db.session.rollback()
    try:
        post.send(message)
    except Refused as error:
        log.warning("letter refused", letter=letter_id, kind=kind, code=str(error))
        _empty(letter_id, refused_at=now)
    else:
        _empty(letter_id, sent_at=now)


def _empty(letter_id: int, **times: datetime) -> None:
    with transaction():
        letter = db.session.get(Letter, letter_id)
        if letter is None:
            return
        letter.to_address = letter.subject = letter.body = letter.unsubscribe = ""
        for name, value in times.items():
            setattr(letter, name, value)
