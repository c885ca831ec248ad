"""Letters by SMTP to a real server: taken, refused, put off, server away, encrypted; nothing is lost and nothing stays afterwards."""

from __future__ import annotations

import socket
import ssl
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.kit.mail import Deferred, ServerAway, SmtpPost, deliver
from tests.kit.mail.certificate import certificate
from tests.kit.mail.mail_factories import NOW, SENDER, Mailbox, letter, mail_server, waiting, write


def send(found: int, post: object) -> None:
    deliver(found, post=post, sender=SENDER, now=NOW)  # type: ignore[arg-type]


def test_a_letter_reaches_exactly_its_recipient_and_its_words_are_forgotten(context: Flask):
    mailbox, found = Mailbox(), write(to="anna@example.com", subject="Hello", body="A line.\n")

    with mail_server(mailbox) as port:
        send(found, SmtpPost("127.0.0.1", port))

    (message,) = mailbox.messages
    assert mailbox.recipients == [["anna@example.com"]]
    assert (message["Subject"], message.get_content()) == ("Hello", "A line.\r\n")
    sent = letter(found)
    assert sent.sent_at == NOW
    assert (sent.to_address, sent.subject, sent.body, sent.kind) == ("", "", "", "test")


def test_a_sent_letter_is_not_sent_again(context: Flask):
    mailbox, found = Mailbox(), write()

    with mail_server(mailbox) as port:
        for _ in range(2):
            send(found, SmtpPost("127.0.0.1", port))

    assert len(mailbox.raw) == 1


def test_a_crash_between_sending_and_marking_sends_the_same_message_again(context: Flask):
    mailbox, found = Mailbox(), write()

    class Crashing:
        """The server takes the letter, then this process dies."""

        def send(self, message: EmailMessage) -> None:
            SmtpPost("127.0.0.1", port).send(message)
            raise KeyboardInterrupt

    with mail_server(mailbox) as port:
        with pytest.raises(KeyboardInterrupt):
            send(found, Crashing())
        send(found, SmtpPost("127.0.0.1", port))

    assert len(mailbox.raw) == 2
    assert mailbox.raw[0] == mailbox.raw[1]
    assert mailbox.messages[0]["Message-ID"].endswith("@stories.example>")


def test_an_address_that_does_not_exist_is_given_up_and_emptied(context: Flask):
    found = write(to="nobody@example.com")

    with mail_server(Mailbox({"nobody@example.com": "550 no such user"})) as port:
        send(found, SmtpPost("127.0.0.1", port))

    refused = letter(found)
    assert (refused.refused_at, refused.sent_at) == (NOW, None)
    assert (refused.to_address, refused.body) == ("", "")


def test_a_full_mailbox_keeps_the_letter(context: Flask):
    found = write(to="full@example.com")

    with mail_server(Mailbox({"full@example.com": "452 try later"})) as port, pytest.raises(Deferred):
        send(found, SmtpPost("127.0.0.1", port))

    assert letter(found).to_address == "full@example.com"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_without_a_server_the_letter_waits(context: Flask):
    found = write()

    with pytest.raises(ServerAway):
        send(found, SmtpPost("127.0.0.1", free_port()))

    assert letter(found).sent_at is None


def test_the_worker_tries_again_when_the_server_is_back(app: Flask, monkeypatch: pytest.MonkeyPatch):
    indexer = app.extensions["storyhub"].indexer
    mailbox, ports = Mailbox(), [free_port()]

    class Post:
        def send(self, message: EmailMessage) -> None:
            SmtpPost("127.0.0.1", ports[0]).send(message)

    indexer.add_handler("mail", lambda claim: send(int(claim.key), Post()))
    with app.app_context():
        for _ in range(3):
            write()
        indexer.run_once()
        db.session.rollback()
        rows = db.session.execute(select(outbox.OutboxRow).where(outbox.OutboxRow.kind == "mail")).scalars().all()
        assert [row.attempts for row in rows] == [0, 0, 0], "a server that is away is no fault of a letter"
        first_try = min(row.leased_until for row in rows)
        monkeypatch.setattr(indexer, "_now", lambda: first_try + timedelta(seconds=1))

        with mail_server(mailbox) as ports[0]:
            indexer.run_once()

        assert len(mailbox.raw) == 3
        db.session.rollback()
        assert waiting() == []


def test_nothing_goes_out_unencrypted_where_encryption_is_asked_for(context: Flask, tmp_path: Path):
    server, client = certificate(tmp_path)
    mailbox, found = Mailbox(), write()

    with mail_server(mailbox) as port, pytest.raises(ServerAway):
        send(found, SmtpPost("127.0.0.1", port, "smtp+starttls", tls=client))
    assert mailbox.raw == []
    with mail_server(mailbox, tls=server) as port:
        with pytest.raises(ServerAway):
            send(found, SmtpPost("127.0.0.1", port, "smtp+starttls", tls=ssl.create_default_context()))
        assert mailbox.raw == [], "a certificate that nobody vouches for"
        send(found, SmtpPost("127.0.0.1", port, "smtp+starttls", tls=client))

    assert mailbox.encrypted == [True]
