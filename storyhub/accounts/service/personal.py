"""All that is kept about a person: handed out as one file, or taken out for good. Features above say what they hold through `Holder`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select

from storyhub.accounts.models import (
    AccessLink,
    Authenticator,
    JoinRequest,
    KnownDevice,
    Passkey,
    Person,
    PersonSession,
    RecoveryCode,
    SignInDelay,
)
from storyhub.accounts.rules import may_manage_people
from storyhub.accounts.service.keys import Keys
from storyhub.accounts.service.people import check_not_last_admin
from storyhub.accounts.service.sessions import end_sessions
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.mail import Letter

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Holder:
    """What a feature keeps of people. `erase(person_id, handle, keep, now)`: kept things stand under the handle from then on."""

    name: str
    export: Callable[[int], list[Record]]
    erase: Callable[[int, str, bool, datetime], None]


def export_person(person: Person, *, holders: Iterable[Holder], now: datetime) -> Record:
    """Everything personal, ready for JSON. No secrets: neither hashes nor keys. A constant number of SQL queries."""
    mine = person.id
    profile = {
        "handle": person.handle,
        "name": person.name,
        "email": person.email,
        "roles": sorted(row.role for row in person.roles),
        "language_of_letters": person.lang,
        "member_since": person.created_at.isoformat(),
    }
    return {
        "exported_at": now.isoformat(),
        "profile": profile,
        "sessions": _rows(PersonSession, PersonSession.person_id == mine, "device", "created_at", "last_seen_at"),
        "known_devices": _rows(KnownDevice, KnownDevice.person_id == mine, "created_at", "last_used_at"),
        "authenticator": _rows(Authenticator, Authenticator.person_id == mine, "created_at"),
        "passkeys": _rows(Passkey, Passkey.person_id == mine, "name", "created_at", "last_used_at"),
        "requests_to_join": _rows(JoinRequest, JoinRequest.person_id == mine, "text", "state", "created_at", "reason", "untrained_why"),
        "letters_waiting": _rows(Letter, Letter.to_address == (person.email or "-"), "kind", "subject", "body", "created_at"),
        "log": _rows(AuditRow, _in_log(mine), "at", "action", "kind", "key", "why"),
        **{holder.name: holder.export(mine) for holder in holders},
    }


def erase_person(person: Person, *, keep: bool, holders: Iterable[Holder], keys: Keys, actor: Actor, now: datetime) -> None:
    """Takes out all that is personal, by oneself or by an administrator. The handle stays taken, so that nobody else becomes this person.

    `keep`: contributions stay under the handle; else what was marked is taken away, too. Raises: Forbidden, Conflict.
    """
    if actor.person_id != person.id and not may_manage_people(actor):
        raise Forbidden(log="erasing somebody else needs the admin role")
    if person.erased_at is not None:
        raise Conflict(lazy_gettext("This account was erased already."), log="erased already")
    check_not_last_admin(person)
    for holder in holders:
        holder.erase(person.id, person.handle, keep, now)
    for table in (KnownDevice, Authenticator, Passkey, RecoveryCode, AccessLink, JoinRequest):
        db.session.execute(delete(table).where(table.person_id == person.id).execution_options(synchronize_session=False))
    if person.email:
        db.session.execute(delete(Letter).where(Letter.to_address == person.email))
        db.session.execute(delete(AccessLink).where(AccessLink.email == person.email))
        db.session.execute(delete(SignInDelay).where(SignInDelay.account_key == keys.account_key(person.email)))
    end_sessions(person)
    person.name, person.email, person.password_hash, person.lang = person.handle, None, None, None
    person.active, person.erased_at, person.roles = False, now, []
    audit.record("person.erased", kind="person", key=str(person.id), actor=actor, now=now, why="kept" if keep else "removed")


def _in_log(person_id: int) -> Any:
    return or_(AuditRow.actor_id == person_id, (AuditRow.kind == "person") & (AuditRow.key == str(person_id)))


def _rows(table: Any, condition: Any, *names: str) -> list[Record]:
    found = db.session.execute(select(*(getattr(table, name) for name in names)).where(condition)).all()
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in found]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
