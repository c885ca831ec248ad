"""What a letter is: headers nobody can add to, Russian that arrives, a way out in one click, a file where there is no server."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings, SettingsError
from storyhub.kit import outbox
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Invalid
from storyhub.kit.mail import FolderPost, Letter, SmtpPost, deliver, make_message, post_for, read_address, write_letter
from tests.kit.mail.mail_factories import NOW, SENDER, letter, waiting, write

STOP = "https://stories.example/en/mail/stop/" + "Ab3_-" * 30


def parsed(found: int) -> EmailMessage:
    """What a mail program makes of the letter's bytes."""
    return email.message_from_bytes(make_message(letter(found), sender=SENDER).as_bytes(), policy=default)  # type: ignore[return-value]


def test_a_letter_waits_for_the_commit(context: Flask):
    with pytest.raises(ZeroDivisionError), transaction():
        write_letter(kind="test", to="anna@example.com", lang="en", subject="x", body="x", now=NOW)
        assert db.session.execute(select(func.count()).select_from(Letter)).scalar_one() == 1
        _ = 1 // 0

    assert db.session.execute(select(func.count()).select_from(Letter)).scalar_one() == 0
    found = write()
    assert waiting() == [str(found)]


@pytest.mark.parametrize("field", ["kind", "to", "lang", "subject", "unsubscribe"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\x00"])
def test_a_header_takes_no_second_line(context: Flask, field: str, end: str):
    with pytest.raises(Invalid):
        write(**{field: f"anna@example.com{end}Bcc: all@example.com"})

    assert waiting() == []
    assert db.session.execute(select(func.count()).select_from(Letter)).scalar_one() == 0


@pytest.mark.parametrize(
    "text",
    ["", "anna", "anna@", "@example.com", "anna@example", "a b@example.com", "anna@exa mple.com", "anna@example..com", ".a@example.com",
     "anna@-x.com", "a,b@example.com", "<anna@example.com>", "anna@example.com, eve@example.com", "анна@example.com",
     "a" * 65 + "@example.com", "a@" + "b." * 140 + "com"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(Invalid):
        read_address(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" anna@example.com ", "anna@example.com"),
        ("Anna.O'Neil+shop@Example.COM", "Anna.O'Neil+shop@example.com"),
        ("anna@почта.рф", "anna@xn--80a1acny.xn--p1ai"),
    ],
)
def test_an_address_is_taken_as_typed(text: str, address: str):
    assert read_address(text) == address


def test_russian_arrives_as_written(context: Flask):
    subject = "Вашу историю опубликовали: «Как мне вернули деньги за билет, который я купила по ошибке» — спасибо"
    body = "Здравствуйте!\n\nВашу историю опубликовали. " + "Длинная строка без конца, " * 60 + "\n"
    message = parsed(write(lang="ru", subject=subject, body=body))

    assert message["Subject"] == subject
    assert message.get_content().splitlines() == body.splitlines()
    assert message["From"].addresses[0].display_name == "Законы лояльности"
    assert message["Content-Language"] == "ru"
    assert message.get_content_type() == "text/plain"


def test_every_line_of_a_letter_may_travel(context: Flask):
    raw = make_message(letter(write(subject="я" * 200, body="ж" * 5000, unsubscribe=STOP)), sender=SENDER).as_bytes()

    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_one_click_unsubscribe_is_whole(context: Flask):
    message = parsed(found := write(unsubscribe=STOP))

    # Also for those who read headers as they are: not broken, not encoded.
    assert f"List-Unsubscribe: <{STOP}>\r\n".encode() in make_message(letter(found), sender=SENDER).as_bytes()
    assert message["List-Unsubscribe"] == f"<{STOP}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in parsed(write())


def test_without_a_server_letters_are_files_for_their_owner_only(context: Flask, tmp_path: Path):
    post, found = FolderPost(tmp_path / "mail"), write(subject="Привет")
    message = make_message(letter(found), sender=SENDER)

    deliver(found, post=post, sender=SENDER, now=NOW)
    post.send(message)

    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    assert email.message_from_bytes(file.read_bytes(), policy=default)["Subject"] == "Привет"
    assert letter(found).sent_at == NOW


def test_the_worker_sends_what_waits(app: Flask, settings: Settings):
    with app.app_context():
        found = write()

        app.extensions["storyhub"].indexer.run_once()

        assert len(list((settings.data_dir / "mail").glob("*.eml"))) == 1
        assert letter(found).sent_at is not None
        assert outbox.depth() == 0


def test_the_settings_choose_who_takes_letters(tmp_path: Path):
    url = "smtp+starttls://anna%40a:p%3Aw@mail.example:2525"
    env = {"STORYHUB_SMTP_URL": url, "STORYHUB_MAIL_FROM": "Laws <laws@stories.example>"}
    settings = Settings.from_env(env, data_dir=tmp_path)

    assert post_for(settings) == SmtpPost("mail.example", 2525, "smtp+starttls", "anna@a", "p:w")
    assert "p%3Aw" not in repr(settings)
    assert "p:w" not in repr(post_for(settings))
    assert isinstance(post_for(Settings.from_env({}, data_dir=tmp_path)), FolderPost)


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({"STORYHUB_SMTP_URL": "http://mail.example"}, "SMTP_URL"),
        ({"STORYHUB_SMTP_URL": "smtp://"}, "SMTP_URL"),
        ({"STORYHUB_SMTP_URL": "smtp://host:nowhere"}, "SMTP_URL"),
        ({"STORYHUB_SMTP_URL": "smtp://anna:secret@mail.example"}, "unprotected"),
        ({"STORYHUB_SMTP_URL": "smtps://mail.example", "STORYHUB_MAIL_FROM": ""}, "MAIL_FROM"),
        ({"STORYHUB_MAIL_FROM": "nobody"}, "MAIL_FROM"),
        ({"STORYHUB_MAIL_FROM": "Anna <a@b@c>"}, "MAIL_FROM"),
    ],
)
def test_settings_that_cannot_send_are_refused(tmp_path: Path, env: dict[str, str], word: str):
    with pytest.raises(SettingsError, match=word) as refused:
        Settings.from_env(env, data_dir=tmp_path)

    assert "secret" not in str(refused.value)


def test_the_same_letter_is_the_same_message(context: Flask):
    found = write()

    first, second = (make_message(letter(found), sender=SENDER).as_bytes() for _ in range(2))

    assert first == second
    assert email.message_from_bytes(first, policy=default)["Date"].datetime == datetime(2026, 11, 22, 12, tzinfo=UTC)
