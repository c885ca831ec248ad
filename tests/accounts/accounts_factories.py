"""People for tests, and browsers signed in as them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from flask import Flask

from storyhub.accounts.domain.lifetime import Lifetime
from storyhub.accounts.models import Person, PersonRole
from storyhub.accounts.service import CHEAP, Proof
from storyhub.accounts.service import sign_in as sign_in_verb
from storyhub.accounts.service.passwords import hash_password
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import WRITES, db, transaction
from tests.page_client import PageClient

PASSWORD = "a horse reads the paper"
LIFETIME = Lifetime(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
_numbers = count(1)


def make_person(*roles: Role, password: str | None = PASSWORD, **over: object) -> Person:
    """A committed person with these roles (flushed only, inside an open transaction). Detached: safe to use anywhere, also outside
    the context it was made in. Needs an app context."""
    number = next(_numbers)
    values: dict[str, object] = {
        "handle": f"person-{number}",
        "name": f"Person {number}",
        "email": f"person-{number}@example.org",
        "password_hash": hash_password(password, hasher=CHEAP) if password else None,
        "active": True,
        "session_epoch": 0,
        "is_sample": False,
        "created_at": datetime.now(UTC),
        **over,
    }
    person = Person(**values, roles=[PersonRole(role=role) for role in roles])
    if db.session.info.get(WRITES):
        db.session.add(person)
        db.session.flush()
    else:
        with transaction():
            db.session.add(person)
    db.session.refresh(person)
    db.session.refresh(person, ["roles"])
    db.session.expunge(person)
    return person


def actor_for(person: Person) -> Actor:
    """The person as the actor that verbs take."""
    return Actor(person.id, person.name, frozenset(Role(row.role) for row in person.roles), person.handle)


def sign_in(client: PageClient, person: Person) -> None:
    """Signs the browser in without a form: a real session row, and its id in the cookie."""
    with client.app.app_context(), transaction():
        session_id, _ = sign_in_verb(Proof(person.id, person.session_epoch), lifetime=LIFETIME, now=datetime.now(UTC))
    secure = client.app.extensions["storyhub"].settings.secure
    client.client.set_cookie(
        "__Host-storyhub-session" if secure else "storyhub-session", session_id, secure=secure, samesite="Strict"
    )


def person_in(app: Flask, *roles: Role, **over: object) -> Person:
    """`make_person` for tests that hold no context of their own."""
    with app.app_context():
        return make_person(*roles, **over)


def rows(app: Flask, table: type) -> list[Any]:
    """All rows of a table."""
    with app.app_context():
        return list(db.session.execute(db.select(table)).scalars())
