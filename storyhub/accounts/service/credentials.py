"""Verbs about one's own account: opening one, a lost or changed password, another address. Answers never tell who has an account."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.accounts.service.letters import send, send_to
from storyhub.accounts.service.links import LinkKind, found_link, new_link, use_up
from storyhub.accounts.service.passwords import STRONG, Hasher, hash_password
from storyhub.accounts.service.people import add_person, check_password
from storyhub.accounts.service.sessions import end_sessions
from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, VISITOR, Actor, Role
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.mail import read_address

# Whoever opens an account does it alone; the log says so.
NEWCOMER = replace(OPERATOR, label=VISITOR.label)
# From a token to the full address of its page.
Address = Callable[[str], str]
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def ask_for_password(email: str, *, lang: str, link: Address, site: str, now: datetime) -> None:
    """A letter with a link, if somebody has this address. Raises: Invalid for what is no address."""
    person = _by_email(read_address(email))
    # The row is written for a stranger, too: the answer takes the same time.
    token = new_link(LinkKind.password, now=now, person=person, email=None if person else email.strip().casefold())
    if token and person and person.active:
        person.lang = person.lang or lang
        send_to(person, "password_link", now=now, site=site, link=link(token))


def ask_for_account(email: str, *, lang: str, link: Address, forgotten: str, site: str, now: datetime) -> None:
    """A letter to that address: with a link to go on, or, to somebody who has an account, saying so. Raises: Invalid."""
    address = read_address(email).casefold()
    person = _by_email(address)
    token = new_link(LinkKind.sign_up, now=now, email=address)
    if token is None:
        return
    if person is None:
        send("sign_up", to=address, lang=lang, now=now, site=site, link=link(token))
    elif person.active:
        send_to(person, "sign_up_known", now=now, site=site, link=forgotten)


def open_account(token: str, name: str, password: str, *, now: datetime, hasher: Hasher = STRONG) -> Person:
    """A new member, whose address is confirmed by the link they came with. Raises: NotFound, Invalid, Conflict."""
    link = found_link(token, LinkKind.sign_up, now=now)
    email = link.email or ""
    handle = "member-" + "".join(secrets.choice(ALPHABET) for _ in range(8))
    person = add_person(handle, name, email, password, [Role.member], actor=NEWCOMER, now=now, hasher=hasher)
    use_up(link)
    return person


def set_lost_password(token: str, password: str, *, site: str, forgotten: str, now: datetime, hasher: Hasher = STRONG) -> Person:
    """A new password by a link; signed out everywhere, the second step stays as it is. Raises: NotFound, Invalid."""
    link = found_link(token, LinkKind.password, LinkKind.invitation, now=now)
    person = db.session.get_one(Person, link.person_id)
    why = "invitation" if link.kind == LinkKind.invitation else "link"
    _change(person, password, hasher=hasher)
    use_up(link)
    end_sessions(person)
    audit.record("person.password", kind="person", key=str(person.id), actor=_as_actor(person), now=now, why=why)
    if why == "link":
        send_to(person, "password_changed", now=now, site=site, link=forgotten)
    return person


def change_password(person: Person, password: str, *, site: str, forgotten: str, actor: Actor, now: datetime, hasher: Hasher) -> None:
    """One's own, after a fresh proof. The caller keeps this browser signed in. Raises: Invalid."""
    _change(person, password, hasher=hasher)
    audit.record("person.password", kind="person", key=str(person.id), actor=actor, now=now, why="self")
    send_to(person, "password_changed", now=now, site=site, link=forgotten)


def ask_for_address(person: Person, email: str, *, link: Address, site: str, now: datetime) -> None:
    """A letter to the new address; nothing changes before its link is used. Raises: Invalid."""
    address = read_address(email).casefold()
    token = new_link(LinkKind.address, now=now, person=person, email=address)
    # Somebody else's address gets no letter, and whoever asks learns nothing from it.
    if token and _by_email(address) is None:
        send("new_address", to=address, lang=person.lang or "en", now=now, site=site, link=link(token))


def take_address(person: Person, token: str, *, forgotten: str, site: str, actor: Actor, now: datetime) -> None:
    """The new address holds from now on; the old one is told. Raises: NotFound, Conflict (taken meanwhile)."""
    link = found_link(token, LinkKind.address, now=now)
    if link.person_id != person.id:
        raise Conflict(lazy_gettext("This link belongs to another account."), log="address link of somebody else")
    if link.email is None or _by_email(link.email) is not None:
        raise Conflict(lazy_gettext("This handle or e-mail address is already taken."), log="address taken")
    send_to(person, "address_changed", now=now, site=site, link=forgotten)
    person.email = link.email
    use_up(link)
    audit.record("person.address", kind="person", key=str(person.id), actor=actor, now=now)


def _change(person: Person, password: str, *, hasher: Hasher) -> None:
    check_password(password, known=(person.handle, person.name, person.email or ""), roles={row.role for row in person.roles})
    person.password_hash = hash_password(password, hasher=hasher)


def _by_email(address: str) -> Person | None:
    return db.session.execute(select(Person).where(Person.email == address.casefold())).scalar_one_or_none()


def _as_actor(person: Person) -> Actor:
    return Actor(person_id=person.id, name=person.name, label=person.handle)
