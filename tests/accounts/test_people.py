"""Verbs about people, and the commands that call them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from storyhub.accounts.cli import people as command
from storyhub.accounts.models import Person
from storyhub.accounts.queries import find_person, people
from storyhub.accounts.service import CHEAP, add_person, deactivate, prove, set_roles
from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from tests.accounts.accounts_factories import PASSWORD, actor_for, make_person

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def add(
    handle: str = "anna", email: str | None = "Anna@Example.org", password: str | None = PASSWORD, *roles: Role, **over: object
) -> Person:
    return add_person(handle, "Anna", email, password, roles, **{"actor": OPERATOR, "now": NOW, "hasher": CHEAP, **over})


def test_a_new_person_can_prove_who_they_are_and_the_log_has_no_address(context: Flask) -> None:
    with transaction():
        add("anna", "Anna@Example.org", PASSWORD, Role.moderator, Role.moderator)
    assert prove(" anna@example.ORG", PASSWORD, hasher=CHEAP).session_epoch == 0
    row = db.session.execute(db.select(AuditRow)).scalar_one()
    assert (row.action, row.actor_label, row.why) == ("person.added", "operator", "moderator")
    assert audit.verify() == []


@pytest.mark.parametrize("length", [15, 64, 1000])
def test_long_passwords_are_taken_whole(context: Flask, length: int) -> None:
    password = ("correct horse battery staple " * 40)[:length].replace(" ", "x")
    with transaction():
        add(password=password)
    assert prove("anna@example.org", password, hasher=CHEAP)
    with pytest.raises(Invalid):
        prove("anna@example.org", password[:-1], hasher=CHEAP)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"password": "fourteen chars"}, "15"),
        ({"password": "abcabcabcabcabcabc"}, "easy"),
        ({"password": "anna@example.org"}, "easy"),
        ({"password": "x1y2z" * 201}, "1,000"),
        ({"handle": "Anna"}, "handle"),
        ({"handle": "a"}, "handle"),
        ({"email": "no address"}, "e-mail"),
        ({"email": "a@b\nBcc: c@d"}, "e-mail"),
    ],
)
def test_what_cannot_be_used_is_said(context: Flask, over: dict, words: str) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        add(**over)
    with context.test_request_context("/en/"):
        assert words in str(refused.value.message)
    assert find_person("anna") is None


def test_handles_and_addresses_are_unique(context: Flask) -> None:
    with transaction():
        add()
    for other in ({"handle": "anna", "email": "b@example.org"}, {"handle": "boris", "email": "ANNA@example.org"}):
        with pytest.raises(Conflict), transaction():
            add(**other)
    with transaction():
        add("sample-1", None, None, is_sample=True)
        add("sample-2", None, None, is_sample=True)
    assert [person.handle for person in people(samples_only=True)] == ["sample-1", "sample-2"]


def test_only_an_administrator_manages_people(context: Flask) -> None:
    for role in Role:
        actor = actor_for(make_person(role))
        if role is Role.admin:
            with transaction():
                add("by-admin", None, None, actor=actor)
        else:
            with pytest.raises(Forbidden), transaction():
                add(f"by-{role}", None, None, actor=actor)


def test_the_last_administrator_cannot_be_removed(context: Flask) -> None:
    first, second = make_person(Role.admin), make_person(Role.admin)
    with transaction():
        deactivate(db.session.get(Person, second.id), actor=OPERATOR, now=NOW)
    with pytest.raises(Conflict), transaction():
        deactivate(db.session.get(Person, first.id), actor=OPERATOR, now=NOW)
    with pytest.raises(Conflict), transaction():
        set_roles(db.session.get(Person, first.id), [Role.moderator], actor=OPERATOR, now=NOW)
    with transaction():
        set_roles(db.session.get(Person, first.id), [Role.admin, Role.moderator], actor=OPERATOR, now=NOW)
    assert db.session.get(Person, first.id).active


def test_roles_are_exactly_those_given_and_recorded_with_before_and_after(context: Flask) -> None:
    person = make_person(Role.moderator, Role.researcher)
    with transaction():
        set_roles(db.session.get(Person, person.id), [Role.researcher, Role.curator], actor=OPERATOR, now=NOW)
    (shown,) = people()
    assert shown.roles == (Role.researcher, Role.curator)
    assert audit.timeline("person", str(person.id))[-1].why == "moderator, researcher → curator, researcher"


def test_the_list_takes_the_same_queries_for_one_and_three(context: Flask, counted_queries) -> None:
    make_person(Role.moderator)
    with counted_queries() as one:
        people()
    for _ in range(2):
        make_person(Role.moderator, Role.researcher)
    with counted_queries() as three:
        people()
    assert len(one) == len(three) == 2


def run(app: Flask, *arguments: str, **kwargs: str):
    return app.test_cli_runner().invoke(command, list(arguments), **kwargs)


def test_the_command_adds_lists_changes_and_ends(app: Flask) -> None:
    added = run(app, "add", "anna", "--name", "Anna", "--email", "anna@example.org", "--role", "admin", "--role", "moderator")
    assert added.exit_code == 0, added.output
    password = added.output.rsplit(": ", 1)[1].strip()
    with app.app_context():
        assert prove("anna@example.org", password, hasher=CHEAP)
    listed = run(app, "list")
    assert listed.output == "anna\tmoderator, admin\tactive\n"
    assert "@" not in listed.output
    kept = run(app, "deactivate", "anna")
    assert kept.exit_code == 1
    assert "last administrator" in kept.output
    second = run(
        app,
        "add",
        "boris",
        "--name",
        "Boris",
        "--email",
        "b@example.org",
        "--role",
        "admin",
        "--password-stdin",
        input=f"{PASSWORD}\n",
    )
    assert second.exit_code == 0
    assert PASSWORD not in second.output
    assert run(app, "roles", "anna", "--role", "researcher").output == "anna: researcher.\n"
    assert run(app, "deactivate", "anna").exit_code == 0
    assert "inactive" in run(app, "list").output


def test_a_new_password_takes_the_place_of_the_old_one_and_signs_out_everywhere(app: Flask) -> None:
    with app.app_context():
        person = make_person(Role.moderator)
    newer = "another horse, another paper"
    assert run(app, "password", person.handle, "--password-stdin", input="too short\n").exit_code == 1
    done = run(app, "password", person.handle, "--password-stdin", input=f"{newer}\n")
    assert (done.exit_code, newer in done.output) == (0, False)
    with app.app_context():
        assert prove(person.email or "", newer, hasher=CHEAP).session_epoch == person.session_epoch + 1
        with pytest.raises(Invalid):
            prove(person.email or "", PASSWORD, hasher=CHEAP)
    made_up = run(app, "password", person.handle).output.rsplit(": ", 1)[1].strip()
    with app.app_context():
        assert prove(person.email or "", made_up, hasher=CHEAP)


def test_the_command_asks_for_a_password(app: Flask) -> None:
    asked = run(
        app, "add", "anna", "--name", "Anna", "--email", "a@example.org", "--ask-password", input=f"{PASSWORD}\n{PASSWORD}\n"
    )
    assert asked.exit_code == 0, asked.output
    assert PASSWORD not in asked.output
    with app.app_context():
        assert prove("a@example.org", PASSWORD, hasher=CHEAP)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("roles", "nobody", "--role", "admin"), "nobody has the handle"),
        (("deactivate", "nobody"), "nobody has the handle"),
        (("add", "Bad Handle", "--name", "A", "--email", "a@example.org"), "handle"),
        (("add", "anna", "--name", "A", "--email", "a@example.org", "--password-stdin"), "15 characters"),
    ],
)
def test_the_command_fails_in_one_line(app: Flask, arguments: tuple[str, ...], words: str) -> None:
    result = run(app, *arguments)
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output
    assert result.output.count("\n") == 1
