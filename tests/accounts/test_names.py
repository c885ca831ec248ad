"""The displayed name: changed by its owner alone, shown everywhere, kept out of the log."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from storyhub.accounts.models import Person
from storyhub.accounts.service import rename
from storyhub.kit.actor import Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Forbidden, Invalid
from tests.accounts.accounts_factories import actor_for, person_in, rows, sign_in
from tests.page_client import PageClient

NOW = datetime.now(UTC)


def test_a_person_changes_their_name(app: Flask, client: PageClient):
    person = person_in(app, Role.member)
    sign_in(client, person)
    client.get("/en/me")
    client.get("/en/me/name")
    assert client.soup.select_one("input[name=name]")["value"] == person.name
    client.submit({"name": "  Zoë  Quill "}, form="main form.sign-in")

    assert client.address == "/en/me"
    assert client.h1 == "Zoë Quill"
    assert "changed the displayed name" in client.text
    (row,) = [row for row in rows(app, AuditRow) if row.action == "person.renamed"]
    assert "Zoë" not in row.why + row.actor_label + row.key


@pytest.mark.parametrize("name", ["", "   ", "x" * 65, "a\u202eb", "a\x07b"])
def test_what_is_no_name_comes_back(app: Flask, client: PageClient, name: str):
    person = person_in(app, Role.member)
    sign_in(client, person)
    client.get("/en/me/name")
    client.submit({"name": name}, form="main form.sign-in", status=422)
    assert next(row.name for row in rows(app, Person) if row.id == person.id) == person.name


def test_nobody_renames_anybody_else(app: Flask):
    person, admin = person_in(app, Role.member), person_in(app, Role.admin)
    with app.app_context():
        row = db.session.get_one(Person, person.id)
        with pytest.raises(Forbidden), transaction():
            rename(row, "Another", actor=actor_for(admin), now=NOW)
        with pytest.raises(Invalid), transaction():
            rename(row, "", actor=actor_for(person), now=NOW)
