"""Verbs about people: adding, roles, leaving. E-mail addresses never reach the audit log."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from storyhub.accounts.domain.password_rules import SHORTEST, SHORTEST_OF_MEMBERS, PasswordProblem, problem_of
from storyhub.accounts.models import Person, PersonRole
from storyhub.accounts.rules import may_manage_people
from storyhub.accounts.service.passwords import STRONG, Hasher, hash_password
from storyhub.accounts.service.sessions import end_sessions
from storyhub.kit import audit
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext

HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{1,62}", re.ASCII)
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}", re.ASCII)
LONGEST_NAME = 64
PASSWORD_TEXTS = {
    PasswordProblem.too_short: lazy_gettext("A password needs at least 15 characters."),
    PasswordProblem.too_long: lazy_gettext("A password may have at most 1,000 characters."),
    PasswordProblem.too_simple: lazy_gettext("This password is too easy to guess."),
}


def add_person(
    handle: str,
    name: str,
    email: str | None,
    password: str | None,
    roles: Iterable[Role],
    *,
    actor: Actor,
    now: datetime,
    is_sample: bool = False,
    hasher: Hasher = STRONG,
) -> Person:
    """A new person. Without a password nobody can sign in as them by one (sample people).

    Raises: Forbidden, Invalid, Conflict (handle or e-mail taken).
    """
    _check_allowed(actor)
    email = email.strip().casefold() if email else None
    roles = tuple(roles)
    _check_new(handle, name, email, password, roles)
    taken = select(Person.id).where(or_(Person.handle == handle, and_(Person.email.is_not(None), Person.email == email)))
    if db.session.execute(taken.limit(1)).first():
        raise Conflict(lazy_gettext("This handle or e-mail address is already taken."), log="person exists")
    hashed = hash_password(password, hasher=hasher) if password is not None else None
    person = Person(
        handle=handle,
        name=name.strip(),
        email=email,
        password_hash=hashed,
        active=True,
        session_epoch=0,
        is_sample=is_sample,
        created_at=now,
    )
    person.roles = [PersonRole(role=role) for role in sorted(set(roles))]
    db.session.add(person)
    db.session.flush()
    _record("person.added", person, actor, now, why=_words(person))
    return person


def set_roles(person: Person, roles: Iterable[Role], *, actor: Actor, now: datetime) -> None:
    """Gives exactly these roles; whoever is signed in as this person has to sign in anew.

    Raises: Forbidden, Conflict (the last administrator keeps that role).
    """
    _check_allowed(actor)
    wanted = set(roles)
    if Role.admin not in wanted:
        check_not_last_admin(person)
    before = _words(person)
    person.roles = [row for row in person.roles if row.role in wanted] + [
        PersonRole(role=role) for role in sorted(wanted - {row.role for row in person.roles})
    ]
    end_sessions(person)
    _record("person.roles", person, actor, now, why=f"{before} → {_words(person)}")


def rename(person: Person, name: str, *, actor: Actor, now: datetime) -> None:
    """Another displayed name, everywhere at once; only one's own. The log keeps that, never the names. Raises: Forbidden, Invalid."""
    if actor.person_id is None or actor.person_id != person.id:
        raise Forbidden(log="only one's own name")
    wanted = " ".join(name.split())
    if not 1 <= len(wanted) <= LONGEST_NAME or not wanted.isprintable():
        raise Invalid(lazy_gettext("A name has 1 to 64 characters."), log="name")
    if wanted != person.name:
        person.name = wanted
        db.session.flush()
        _record("person.renamed", person, actor, now)


def set_password(person: Person, password: str, *, actor: Actor, now: datetime, hasher: Hasher = STRONG) -> None:
    """A new password; every browser signed in with the old one is signed out. Raises: Forbidden, Invalid."""
    _check_allowed(actor)
    check_password(password, known=(person.handle, person.name, person.email or ""), roles={row.role for row in person.roles})
    person.password_hash = hash_password(password, hasher=hasher)
    end_sessions(person)
    _record("person.password", person, actor, now)


def deactivate(person: Person, *, actor: Actor, now: datetime) -> None:
    """Signs the person out everywhere and for good; what they decided stays theirs.

    Raises: Forbidden, Conflict (the last administrator stays).
    """
    _check_allowed(actor)
    check_not_last_admin(person)
    person.active = False
    end_sessions(person)
    _record("person.deactivated", person, actor, now)


def reactivate(person: Person, *, actor: Actor, now: datetime) -> None:
    """The person may sign in again, with the roles of before. Raises: Forbidden, Conflict (erased for good)."""
    _check_allowed(actor)
    if person.erased_at is not None:
        raise Conflict(lazy_gettext("This account was erased; it cannot come back."), log="erased")
    person.active = True
    _record("person.reactivated", person, actor, now)


def _check_allowed(actor: Actor) -> None:
    if not may_manage_people(actor):
        raise Forbidden(log="managing people needs the admin role")


def _check_new(handle: str, name: str, email: str | None, password: str | None, roles: Iterable[Role]) -> None:
    if HANDLE.fullmatch(handle) is None:
        raise Invalid(lazy_gettext("A handle has 2 to 63 small Latin letters, digits or hyphens."), log="handle")
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise Invalid(lazy_gettext("A name has 1 to 64 characters."), log="name")
    if email is not None and EMAIL.fullmatch(email) is None:
        raise Invalid(lazy_gettext("This is not an e-mail address."), log="email")
    if password is not None:
        check_password(password, known=(handle, name, email or ""), roles=roles)


def check_password(password: str, *, known: tuple[str, ...], roles: Iterable[str] = ()) -> None:
    """Members may choose a shorter one than whoever works here. Raises: Invalid, saying what is wrong."""
    is_member = set(roles) == {Role.member}
    problem = problem_of(password, known=known, shortest=SHORTEST_OF_MEMBERS if is_member else SHORTEST)
    if problem is PasswordProblem.too_short and is_member:
        raise Invalid(lazy_gettext("A password needs at least 10 characters."), log="password too_short")
    if problem is not None:
        raise Invalid(PASSWORD_TEXTS[problem], log=f"password {problem}")


def check_not_last_admin(person: Person) -> None:
    """Raises: Conflict if nobody else could manage people."""
    if not person.active or not any(row.role == Role.admin for row in person.roles):
        return
    others = (
        select(func.count())
        .select_from(PersonRole)
        .join(Person)
        .where(PersonRole.role == Role.admin, Person.active.is_(True), Person.id != person.id)
    )
    if db.session.execute(others).scalar_one() == 0:
        raise Conflict(lazy_gettext("This is the last administrator: give the role to someone else first."), log="last admin")


def _words(person: Person) -> str:
    return ", ".join(sorted(row.role for row in person.roles)) or "—"


def _record(action: str, person: Person, actor: Actor, now: datetime, *, why: str = "") -> None:
    audit.record(action, kind="person", key=str(person.id), actor=actor, now=now, why=why)
