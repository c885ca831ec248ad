"""Letters and mail servers for tests: a real SMTP server on this machine, and what it took."""

from __future__ import annotations

import email
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from storyhub.kit import outbox
from storyhub.kit.db import db, transaction
from storyhub.kit.mail import Letter, write_letter

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENDER = "Законы лояльности <letters@stories.example>"


def write(**over: object) -> int:
    """A letter in the outbox; its id."""
    values = {"kind": "test", "to": "anna@example.com", "lang": "en", "subject": "Hello", "body": "A line.\n", "now": NOW} | over
    with transaction():
        write_letter(**values)  # type: ignore[arg-type]
    return db.session.execute(select(Letter.id).order_by(Letter.id.desc()).limit(1)).scalar_one()


def letter(found: int) -> Letter:
    db.session.rollback()
    made = db.session.get(Letter, found)
    assert made is not None
    return made


def waiting() -> list[str]:
    return [row.key for row in db.session.execute(select(outbox.OutboxRow).where(outbox.OutboxRow.kind == "mail")).scalars()]


class Mailbox:
    """Takes everything, except what `answers` says about an address."""

    def __init__(self, answers: dict[str, str] | None = None) -> None:
        self.answers = answers or {}
        self.raw: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.encrypted: list[bool] = []

    async def handle_RCPT(  # noqa: N802  # the name aiosmtpd asks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.raw.append(envelope.content)
        self.recipients.append(envelope.rcpt_tos)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=default) for raw in self.raw]  # type: ignore[misc]


class AnyPort(Controller):
    """Learns which port it was given before it looks whether it answers."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(mailbox: Mailbox, *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """An SMTP server on a free port of 127.0.0.1; its port."""
    controller = AnyPort(mailbox, hostname="127.0.0.1", port=0, tls_context=tls)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
