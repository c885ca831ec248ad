"""A letter waiting to be sent. After that only its kind and its times stay: no address, no words."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit import outbox
from storyhub.kit.db import Base, UTCDateTime, db
from storyhub.kit.errors import Invalid
from storyhub.kit.mail.address import read_address

# The outbox kind; the key is the letter's id.
MAIL = "mail"
MAX_SUBJECT = 200


class Letter(Base):
    """`reference` makes the Message-ID, so that a letter sent twice after a crash is one letter for the mailbox."""

    __tablename__ = "letter"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    reference: Mapped[str] = mapped_column(String(32), unique=True)
    to_address: Mapped[str] = mapped_column(String(254), index=True)
    lang: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(MAX_SUBJECT))
    body: Mapped[str] = mapped_column(Text)
    unsubscribe: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Refused by the mail server for good; never tried again.
    refused_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def write_letter(*, kind: str, to: str, lang: str, subject: str, body: str, now: datetime, unsubscribe: str | None = None) -> None:
    """Asks for a letter to be sent after the commit of the current transaction. `unsubscribe` is the full address of a one-click page.

    Raises: Invalid for an address that is none, or a line break or control character in what becomes a header.
    """
    for header in (kind, to, lang, subject, unsubscribe or ""):
        if not all(map(_is_printable, header)):
            raise Invalid(log="control character in a mail header")
    letter = Letter(
        kind=kind,
        reference=secrets.token_hex(16),
        to_address=read_address(to),
        lang=lang,
        subject=subject[:MAX_SUBJECT],
        body=body,
        unsubscribe=unsubscribe or "",
        created_at=now,
    )
    db.session.add(letter)
    db.session.flush()
    outbox.record(MAIL, str(letter.id))


def _is_printable(character: str) -> bool:
    """No control character, and none of the other signs that somebody takes for the end of a line."""
    return character >= " " and character not in "\x7f\x85\u2028\u2029" and not "\x80" <= character <= "\x9f"
