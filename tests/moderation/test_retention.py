"""What is erased once a day, by the command and by the worker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask

from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.moderation.cli import retention
from storyhub.moderation.domain.complaining import Remedy, Topic
from storyhub.moderation.models import Complaint
from storyhub.moderation.service.complaints import KEPT, answer_complaint, complain
from storyhub.stories.domain.receipt import new_nonce, receipt_key
from tests.accounts.accounts_factories import actor_for, make_person
from tests.moderation.moderation_factories import all_rows


def make_answered_complaint(answered_at: datetime) -> None:
    key = receipt_key("k" * 32)
    with transaction():
        actor = actor_for(make_person(Role.moderator, password=None))
        words = "Nothing works on my telephone."
        complaint, _code = complain(words, Topic.broken, nonce=new_nonce(key), key=key, lang="en", now=answered_at)
        answer_complaint(complaint, Remedy.mended, "It does now, thank you.", actor=actor, now=answered_at)


def test_the_command_says_what_it_erased_and_erases_it_once(app: Flask) -> None:
    with app.app_context():
        make_answered_complaint(datetime.now(UTC) - KEPT - timedelta(days=1))
    runner = app.test_cli_runner()

    first, second = (runner.invoke(retention).output for _ in range(2))

    assert "complaints emptied: 1" in first
    assert "complaints emptied: 0" in second
    assert [row.text for row in all_rows(app, Complaint)] == [""]


def test_the_worker_does_the_same_once_a_day(app: Flask) -> None:
    with app.app_context():
        make_answered_complaint(datetime.now(UTC) - KEPT - timedelta(days=1))

    app.extensions["storyhub"].indexer.run_once()

    assert [row.text for row in all_rows(app, Complaint)] == [""]


def test_copies_and_letters_are_deleted_after_their_days_and_nothing_else_is(app: Flask) -> None:
    folder = app.extensions["storyhub"].settings.data_dir
    (folder / "mail").mkdir()
    stamp = {days: (datetime.now(UTC) - timedelta(days=days)).strftime("%Y%m%dT%H%M%S") for days in (29, 31)}
    names = [f"{kind.format(stamp[days])}" for days in (29, 31) for kind in ("storyhub.before-0007-{}000000.db", "mail/{}-ab.eml")]
    for name in (*names, "mail/20200101T000000-note.txt", "20200101T000000.db"):
        (folder / name).write_bytes(b"x")

    output = app.test_cli_runner().invoke(retention).output

    assert "old copies and letters deleted: 2" in output
    assert [name for name in names if (folder / name).exists()] == names[:2]
    assert (folder / "mail/20200101T000000-note.txt").exists()
    assert (folder / "storyhub.db").exists()
