"""After a redaction is published, or a story withdrawn, the words are in no file of the data folder. Judged by raw bytes."""

from __future__ import annotations

import shutil
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, TELLER
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction, write_back
from storyhub.kit.errors import Unavailable
from storyhub.kit.personal import Kind, findings, placeholder
from storyhub.kit.traces import look_for, pieces_of, read_through
from storyhub.moderation.cli import purge, purge_command
from storyhub.moderation.domain.actions import Action, DecisionDraft
from storyhub.moderation.domain.marks import marks_of
from storyhub.moderation.service import Redacted, decide_story, pending_of, redacted_source, replace_places
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Notice, Passage, Revision, Story
from storyhub.stories.service import mark_turning_point, withdraw_story
from tests.stories.stories_factories import NOW, make_story, rendered

PHONE = "+7 921 5550143"
SECRET = ("5550143", "921 5550143", "тараканищев", "Тараканищева")
TEXT = (
    f"Курьер Тараканищев опоздал на три часа. Его телефон {PHONE}, звоните сами. "
    "Потом приехала хозяйка магазина и извинилась. С тех пор покупаю только у них, и соседи тоже."
)


def raw(folder: Path, *words: str) -> list[str]:
    """The files that hold any of the words, byte by byte."""
    needles = [form.encode() for word in words for form in (word, word.casefold())]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if any(needle in path.read_bytes() for needle in needles))


def hub(app: Flask) -> Any:
    return app.extensions["storyhub"]


def told(app: Flask, state: State) -> int:
    """A story with its words in database, log and index."""
    with transaction():
        number = make_story(TEXT, state=state).id
    settle(app)
    return number


def redact_and_publish(number: int) -> None:
    with transaction():
        story = db.session.get_one(Story, number)
        newest = story.latest_revision
        assert newest is not None
        name = newest.source.index("Тараканищев")
        marks = [(one.start, one.end, one.kind) for one in marks_of(newest.source, newest.plain, findings) if one.certain]
        replace_places(story, [(name, name + 11, "name"), *marks], revision_id=newest.id, actor=OPERATOR, now=NOW)
        source = redacted_source(story, pending_of(story))
        draft = DecisionDraft(Action.publish, story.version_id)
        decide_story(story, draft, actor=OPERATOR, now=NOW, redacted=Redacted(source, rendered(source)))


def settle(app: Flask) -> None:
    """The background work as far as it goes before a purge."""
    while hub(app).indexer.run_once():
        pass


@pytest.mark.parametrize("state", [State.received, State.published])
def test_what_was_taken_out_is_in_no_file_after_the_purge(context: Flask, tmp_path: Path, state: State) -> None:
    number = told(context, state)
    assert "storyhub.db" in raw(tmp_path, *SECRET) or "storyhub.db-wal" in raw(tmp_path, *SECRET)
    assert (state is State.published) == any(name.endswith(".seg") for name in raw(tmp_path, *SECRET))
    redact_and_publish(number)
    settle(context)
    assert raw(tmp_path, *SECRET)
    proof = purge(number, engine=hub(context).engine, folder=tmp_path, now=NOW)
    assert raw(tmp_path, *SECRET) == []
    assert (proof.texts, proof.looked.found) == (1, ())
    assert proof.needles >= 3
    assert proof.looked.files >= 3
    old, new = db.session.execute(db.select(Revision).order_by(Revision.number)).scalars()
    assert (old.source, old.plain, old.html) == ("", "", "")
    assert old.purged_at == NOW
    assert placeholder(Kind.name, "ru") in new.plain
    assert "хозяйка магазина" in new.plain
    assert db.session.execute(db.select(AuditRow.why).where(AuditRow.action == "story.purged")).scalar() == f"1/{proof.looked.files}/0"


def test_a_withdrawn_story_leaves_no_word_in_any_file(context: Flask, tmp_path: Path) -> None:
    number = told(context, State.published)
    assert any(name.endswith(".seg") for name in raw(tmp_path, "хозяйка"))
    with transaction():
        withdraw_story(db.session.get_one(Story, number), actor=TELLER, now=NOW)
    settle(context)
    purge(number, engine=hub(context).engine, folder=tmp_path, now=NOW)
    assert raw(tmp_path, "хозяйка", "соседи", *SECRET) == []


def test_passages_of_the_old_text_and_messages_forget_the_words_too(context: Flask, tmp_path: Path) -> None:
    number = told(context, State.received)
    with transaction():
        story = db.session.get_one(Story, number)
        mark_turning_point(story, TEXT.index("Курьер"), TEXT.index("Его"), now=NOW)
        db.session.add(Notice(story_id=number, kind="changes_requested", body=f"Please leave out {PHONE}.", at=NOW))
    redact_and_publish(number)
    settle(context)
    purge(number, engine=hub(context).engine, folder=tmp_path, now=NOW)
    assert raw(tmp_path, *SECRET) == []
    assert [row.exact for row in db.session.execute(db.select(Passage)).scalars()] == [""]


def test_the_purge_waits_until_the_decision_can_no_longer_be_taken_back(context: Flask, tmp_path: Path) -> None:
    number = told(context, State.received)
    redact_and_publish(number)
    assert outbox.claim("purge.", limit=5, now=NOW + timedelta(seconds=30)) == []
    assert [one.key for one in outbox.claim("purge.", limit=5, now=NOW + timedelta(seconds=62))] == [str(number)]


def test_nothing_is_emptied_while_the_index_has_not_caught_up(context: Flask, tmp_path: Path) -> None:
    number = told(context, State.published)
    redact_and_publish(number)
    with pytest.raises(Unavailable):
        purge(number, engine=hub(context).engine, folder=tmp_path, now=NOW)
    assert db.session.execute(db.select(Revision.source).order_by(Revision.number)).scalars().first() == TEXT


def test_a_text_that_nobody_redacted_stays_as_a_version(context: Flask, tmp_path: Path) -> None:
    number = told(context, State.published)
    proof = purge(number, engine=hub(context).engine, folder=tmp_path, now=NOW)
    assert proof.texts == 0
    assert db.session.execute(db.select(Revision.source)).scalar() == TEXT


def test_the_command_purges_and_says_what_it_looked_through(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        number = told(app, State.received)
        redact_and_publish(number)
    result = app.test_cli_runner().invoke(purge_command, [f"S-{number:06d}"])
    assert result.exit_code == 0, result.output
    assert "1 texts emptied" in result.output
    assert "found nowhere" in result.output
    assert app.test_cli_runner().invoke(purge_command, ["--look-for", "-"], input="5550143\n").exit_code == 0
    found = app.test_cli_runner().invoke(purge_command, ["--look-for", "-"], input="хозяйка магазина\n")
    assert found.exit_code == 1
    assert "storyhub.db" in found.output


def test_looking_finds_words_across_the_border_of_two_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storyhub.kit.traces.BLOCK", 8)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.seg").write_bytes("0123456хозяйка".encode())
    assert read_through(tmp_path, ["хозяйка"]).found == ("deep/a.seg",)
    assert read_through(tmp_path, ["хозяин"]).found == ()
    assert read_through(tmp_path, []).files == 1
    assert look_for(tmp_path, ["хозяйка"]) == read_through(tmp_path, ["хозяйка"])


def test_words_are_looked_for_whole_and_in_their_distinctive_parts() -> None:
    assert pieces_of("Иван Тараканищев") == ("Иван Тараканищев", "Тараканищев", "тараканищев")


def test_copies_made_before_an_upgrade_lose_the_words_as_well_and_older_copies_stay(context: Flask, tmp_path: Path) -> None:
    older, told_at = tmp_path / "storyhub.before-0001-20250101T000000000000.db", NOW.strftime("%Y%m%dT%H%M%S%f")
    number = told(context, State.received)
    older.write_bytes(b"from before the story was told")
    assert write_back()
    copy = tmp_path / f"storyhub.before-0002-{told_at}.db"
    shutil.copy(tmp_path / "storyhub.db", copy)
    assert copy.name in raw(tmp_path, *SECRET)
    redact_and_publish(number)
    settle(context)
    purge(number, engine=hub(context).engine, folder=tmp_path, now=NOW)
    assert raw(tmp_path, *SECRET) == []
    assert not copy.exists()
    assert older.exists()


def test_letters_about_a_withdrawn_story_go_but_the_last_one_and_those_about_others(context: Flask, tmp_path: Path) -> None:
    number = told(context, State.published)
    folder, own = tmp_path / "mail", public_id(number)
    folder.mkdir()
    later = NOW + timedelta(days=1)
    for stamp, subject in (("20261120T100000", own), ("20261121T120000", own), ("20261120T100000", "S-000099")):
        message = EmailMessage()
        message["Subject"] = f"Ваша история {subject} опубликована"
        message["To"] = "zenobia.quarrel@example.org"
        message.set_content("Спасибо!")
        (folder / f"{stamp}-{subject}.eml").write_bytes(message.as_bytes())
    with transaction():
        withdraw_story(db.session.get_one(Story, number), actor=TELLER, now=later)
    settle(context)
    purge(number, engine=hub(context).engine, folder=tmp_path, now=later)
    assert sorted(path.name for path in folder.iterdir()) == ["20261120T100000-S-000099.eml", f"20261121T120000-{own}.eml"]
