"""A copy of one's data, the end of an account, and the log that stays whole."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from storyhub.accounts.cli import audit_log
from storyhub.accounts.cli import people as command
from storyhub.accounts.models import JoinRequest, KnownDevice, Person, PersonSession
from storyhub.accounts.service import Keys, erase_person
from storyhub.accounts.service.personal import export_person
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.kit import audit, outbox
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, forget_for_good, transaction
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.kit.mail import Letter, write_letter
from storyhub.kit.text import render
from storyhub.moderation.domain.actions import Action, DecisionDraft
from storyhub.moderation.domain.flagging import FlagReason, Outcome
from storyhub.moderation.domain.removing import Removal
from storyhub.moderation.models import TaskClaim
from storyhub.moderation.service import (
    answer_flags,
    ask_removal,
    claim_task,
    decide_story,
    replace_places,
    report_story,
    tell_apart,
    thank_teller,
)
from storyhub.stories.domain.words import State
from storyhub.stories.models import MeToo
from storyhub.stories.service import keep_own_story, say_me_too, suggest_edit
from tests.accounts.accounts_factories import PASSWORD, actor_for, make_person, person_in, rows, sign_in
from tests.laws.laws_factories import make_law, make_proposal
from tests.page_client import PageClient
from tests.stories.stories_factories import make_story

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAME, EMAIL, NOTE = "Zenobia Quarrel", "zenobia.quarrel@example.org", "Zenobia thinks the courier was kind"


def busy(app: Flask, *roles: Role) -> Person:
    """A person with something in every table."""
    person = person_in(app, *(roles or (Role.researcher, Role.curator)), name=NAME, email=EMAIL, handle="zq")
    client = PageClient(app)
    client.get("/en/sign-in")
    client.submit({"email": EMAIL, "password": PASSWORD}, form="form.sign-in", status=303, follow=False)
    with app.app_context():
        law = make_law()
        with transaction():
            story = make_story()
            db.session.flush()
            made = Coding(
                story_id=story.id, law_id=law.id, coder_id=person.id, polarity=Polarity.upholds, strength=2, note=NOTE, created_at=NOW
            )
            db.session.add(made)
            db.session.add(JoinRequest(person_id=person.id, text=f"I am {NAME}", state="waiting", created_at=NOW, reason=""))
            write_letter(kind="accounts.test", to=EMAIL, lang="en", subject="Hello", body=f"Dear {NAME}", now=NOW)
        make_proposal("en", actor=actor_for(person))
    return person


def files_with(app: Flask, words: str) -> list[str]:
    """Which files of the data folder hold these words, as raw bytes."""
    with app.app_context():
        db.session.remove()
    folder: Path = app.extensions["storyhub"].settings.data_dir
    return [path.name for path in folder.glob("storyhub.db*") if words.encode() in path.read_bytes()]


def erase(app: Flask, person: Person, *, keep: bool = True) -> None:
    hub = app.extensions["storyhub"]
    with app.app_context():
        with transaction():
            row = db.session.get(Person, person.id)
            keys = Keys(hub.settings.secret_key)
            erase_person(row, keep=keep, holders=hub.personal, keys=keys, actor=actor_for(person), now=NOW)
        forget_for_good()


def test_the_copy_holds_everything_and_no_secret(app: Flask) -> None:
    person, client = busy(app), PageClient(app)
    sign_in(client, person)
    found = json.loads(client.get("/en/me/data.json").get_data(as_text=True))
    assert client.response.headers["Content-Disposition"] == 'attachment; filename="storyhub-zq.json"'
    assert found["profile"]["email"] == EMAIL
    assert found["codings"][0]["note"] == NOTE
    assert found["proposals"][0]["proposal"] == 1
    assert found["letters_waiting"][0]["body"] == f"Dear {NAME}"
    assert found["requests_to_join"][0]["text"] == f"I am {NAME}"
    assert {"person.signed_in", "law.proposed"} <= {row["action"] for row in found["log"]}
    assert len(found["sessions"]) == 2
    secrets = [row.id_hash for row in rows(app, PersonSession)] + [row.device_hash for row in rows(app, KnownDevice)]
    with app.app_context():
        secrets.append(db.session.get(Person, person.id).password_hash)
    assert not any(secret in json.dumps(found) for secret in secrets)


def test_the_same_comes_as_tables_whose_cells_run_nothing(app: Flask) -> None:
    person, client = busy(app), PageClient(app)
    with app.app_context(), transaction():
        story = make_story("=HYPERLINK(1) was all they wrote to me. " * 2)
        keep_own_story(story, actor=actor_for(person), now=NOW)
    sign_in(client, person)
    answer = client.get("/en/me/data.zip")
    with zipfile.ZipFile(io.BytesIO(client.response.data)) as archive:
        found = json.loads(archive.read("data.json"))
        tables = {name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))) for name in archive.namelist()[1:]}
    assert answer is not None
    assert tables["codings.csv"][0]["note"] == NOTE
    assert {"own_stories.csv", "votes.csv", "log.csv", "known_too.csv"} & tables.keys() >= {"own_stories.csv", "log.csv"}
    assert found["own_stories"][0]["text"].startswith("=HYPERLINK")
    assert found["own_stories"][0]["allowed_uses"] == ["research", "quote", "open_data"]
    assert tables["own_stories.csv"][0]["text"].startswith("'=HYPERLINK")
    assert all(len(tables[f"{name}.csv"]) == len(rows) for name, rows in found.items() if isinstance(rows, list) and rows)


def test_nobody_elses_things_are_in_the_copy(app: Flask) -> None:
    busy(app)
    other, client = person_in(app), PageClient(app)
    sign_in(client, other)
    copy = client.get("/en/me/data.json").get_data(as_text=True)
    assert not any(words in copy for words in (NAME, EMAIL, NOTE))


def test_after_erasing_neither_name_nor_address_is_in_the_files(app: Flask) -> None:
    person = busy(app)
    for words in (NAME, EMAIL, NOTE):
        assert files_with(app, words), words
    erase(app, person)
    for words in (NAME, EMAIL, NOTE, "zenobia", "Quarrel"):
        assert files_with(app, words) == [], words
    assert files_with(app, "zq")
    assert rows(app, JoinRequest) == rows(app, Letter) == rows(app, PersonSession) == rows(app, KnownDevice) == []
    with app.app_context():
        assert audit.verify() == []


@pytest.mark.parametrize("keep", [True, False])
def test_contributions_stay_under_the_handle_or_go_as_the_person_chose(app: Flask, keep: bool) -> None:
    person = busy(app)
    with app.app_context(), transaction():
        db.session.execute(text("DELETE FROM outbox"))
    erase(app, person, keep=keep)
    (coding,) = rows(app, Coding)
    assert (coding.removed_at is None) is keep
    assert coding.note == ""
    waiting = {row.kind for row in rows(app, outbox.OutboxRow)}
    assert ("index.passage" in waiting) is not keep
    row = next(row for row in rows(app, AuditRow) if row.action == "person.erased")
    assert row.why == ("kept" if keep else "removed")


def test_the_handle_stays_taken_and_the_account_never_comes_back(app: Flask, client: PageClient) -> None:
    person = busy(app)
    erase(app, person)
    client.get("/en/sign-in")
    client.submit({"email": EMAIL, "password": PASSWORD}, form="form.sign-in", status=422)
    run = app.test_cli_runner().invoke
    assert run(command, ["reactivate", "zq"]).exit_code == 1
    assert run(command, ["add", "zq", "--name", "A", "--email", EMAIL]).exit_code == 1
    assert run(command, ["add", "zr", "--name", "A", "--email", EMAIL]).exit_code == 0


def test_erasing_on_the_page_asks_for_the_handle_and_ends_everything(app: Flask, client: PageClient) -> None:
    person = busy(app)
    sign_in(client, person)
    client.get("/en/me/erase")
    client.submit({"handle": "zz", "contributions": "keep"}, status=422)
    client.submit({"handle": "zq", "contributions": "remove"})
    assert client.client.get("/en/me").status_code == 303
    with app.app_context():
        row = db.session.get(Person, person.id)
        assert (row.name, row.email, row.active) == ("zq", None, False)
    assert files_with(app, EMAIL) == []


def test_the_last_administrator_cannot_erase_themselves(app: Flask, client: PageClient) -> None:
    person = person_in(app, Role.admin, handle="chief")
    sign_in(client, person)
    client.get("/en/me/erase")
    client.submit({"handle": "chief", "contributions": "keep"}, status=409)


def test_nobody_erases_somebody_else_but_an_administrator(context: Flask) -> None:
    person, keys = make_person(), Keys("x" * 40)
    for actor, expected in ((actor_for(make_person(Role.curator)), Forbidden), (OPERATOR, None), (OPERATOR, Conflict)):
        try:
            with transaction():
                row = db.session.get(Person, person.id)
                erase_person(row, keep=True, holders=(), keys=keys, actor=actor, now=NOW)
        except (Forbidden, Conflict) as problem:
            assert type(problem) is expected  # noqa: PT017  # three cases, one body
        else:
            assert expected is None


def test_my_page_shows_what_others_did_to_my_account(app: Flask, client: PageClient) -> None:
    person = person_in(app, Role.researcher, handle="rita")
    run = app.test_cli_runner().invoke
    assert run(command, ["roles", "rita", "--role", "moderator"]).exit_code == 0
    with app.app_context():
        sign_in(client, db.session.get(Person, person.id))
    client.get("/en/me")
    assert "changed roles" in client.text
    assert "researcher → moderator" in client.text


def test_a_log_that_was_tampered_with_is_noticed(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    for handle in ("one", "two", "three"):
        assert run(command, ["add", handle, "--name", handle, "--email", f"{handle}@example.org"]).exit_code == 0
    whole = run(audit_log, ["verify"])
    assert (whole.exit_code, whole.output.strip()) == (0, "The log is whole.")
    with app.app_context(), transaction():
        db.session.execute(text("DROP TRIGGER audit_no_delete"))
        db.session.execute(text("DELETE FROM audit WHERE id = 2"))
    broken = run(audit_log, ["verify"])
    assert broken.exit_code == 1
    assert "row 3" in broken.output


def test_the_log_names_people_by_handle_and_shows_their_present_name(app: Flask) -> None:
    person = person_in(app, Role.admin, handle="chief", name="Old Name")
    with app.app_context():
        with transaction():
            audit.record("person.added", kind="person", key="7", actor=actor_for(person), now=NOW)
        with transaction():
            db.session.get(Person, person.id).name = "New Name"
        assert audit.timeline("person", "7")[0].actor == "New Name"
    assert rows(app, AuditRow)[0].actor_label == "chief"


def test_what_a_moderator_did_is_in_the_copy_and_stands_under_the_handle_afterwards(app: Flask) -> None:
    person = person_in(app, Role.moderator, name=NAME, email=EMAIL, handle="zq")
    actor, words = actor_for(person), "Zenobia asks you to say more, please."
    with app.app_context(), transaction():
        waiting, shown, again = make_story(state=State.received), make_story(), make_story(state=State.received)
        draft = DecisionDraft(Action.ask, waiting.version_id, message=words)
        decide_story(waiting, draft, actor=actor, now=NOW)
        suggest_edit(again, render("Another text, shorter."), "It is shorter.", source="Another text, shorter.", actor=actor, now=NOW)
        place = (0, 3, "name")
        replace_places(shown, [place], revision_id=shown.latest_revision_id, actor=actor, now=NOW)
        report_story(shown, FlagReason.other, place=None, now=NOW)
        answer_flags(shown, Outcome.kept, actor=actor, now=NOW)
        ask_removal(shown, Removal.restrict, why="A court asked for it.", actor=actor, now=NOW)
        thank_teller(shown, "Thank you, says Zenobia herself.", actor=actor, now=NOW)
        claim_task("story", str(waiting.id), minutes=15, actor=actor, now=NOW)
        tell_apart(shown, waiting, percent=60, actor=actor, now=NOW)
        say_me_too(shown, actor=actor, now=NOW)
    with app.app_context():
        hub = app.extensions["storyhub"]
        copy = export_person(db.session.get(Person, person.id), holders=hub.personal, now=NOW)
    assert copy["decisions"][0]["words_to_the_teller"] == words
    assert copy["texts_as_moderator"][0]["why"] == "It is shorter."
    assert copy["redactions"][0]["kind"] == "name"
    assert [sorted(row)[0] for row in copy["answers"]] == ["at", "answered", "alike"]
    assert copy["answers"][1]["why"] == "A court asked for it."
    assert copy["thanks_written"][0]["note"].endswith("Zenobia herself.")
    assert len(copy["claims"]) == len(copy["known_too"]) == 1

    erase(app, person, keep=False)

    assert files_with(app, NAME) == files_with(app, EMAIL) == files_with(app, "Zenobia herself") == []
    with app.app_context():
        assert not db.session.execute(select(TaskClaim)).all()
        assert db.session.execute(select(MeToo)).scalar_one().person_id is None
        after = export_person(db.session.get(Person, person.id), holders=hub.personal, now=NOW)
        assert after["decisions"] == copy["decisions"]
        assert {event.actor for event in audit.timeline("story", "1")} >= {"zq"}
