"""Reads about sessions and factors: who is signed in, where, and what their second step is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal, or_, select

from storyhub.accounts.domain.lifetime import FRESH_FOR, SECOND_STEP_WITHIN, SEEN_EVERY, Lifetime
from storyhub.accounts.domain.session_id import hash_of
from storyhub.accounts.models import Authenticator, Passkey, Person, PersonRole, PersonSession, RecoveryCode
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds. `is_due`: last-seen is old enough to be written again. One that awaits the second step opens nothing else."""

    id_hash: str
    actor: Actor
    is_due: bool
    is_sample: bool
    awaits_second: bool
    has_second: bool
    proved_at: datetime | None

    def is_fresh(self, now: datetime) -> bool:
        """Whether the person showed lately enough who they are."""
        return self.proved_at is not None and now - self.proved_at < FRESH_FOR


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which a person is signed in. `mark` names it in a form."""

    mark: str
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class KeptPasskey:
    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person has set up for the second step."""

    authenticator_since: datetime | None
    passkeys: tuple[KeptPasskey, ...]
    recovery_codes: int

    @property
    def any(self) -> bool:
        return self.authenticator_since is not None or bool(self.passkeys)


def signed_in(session_id: str, *, lifetime: Lifetime, now: datetime) -> SignedIn | None:
    """Who holds this session id; None if it is unknown, over, or void by a change of credentials. One SQL query."""
    asked = (
        select(
            PersonSession.id_hash,
            PersonSession.person_id,
            PersonSession.created_at,
            PersonSession.last_seen_at,
            PersonSession.awaits_second,
            PersonSession.proved_at,
            Person.handle,
            Person.name,
            Person.is_sample,
            _has_second(PersonSession.person_id).label("has_second"),
            PersonRole.role,
        )
        .join(Person, Person.id == PersonSession.person_id)
        .outerjoin(PersonRole, PersonRole.person_id == Person.id)
        .where(
            PersonSession.id_hash == hash_of(session_id),
            PersonSession.session_epoch == Person.session_epoch,
            Person.active.is_(True),
        )
    )
    rows = db.session.execute(asked).all()
    if not rows or not lifetime.holds(created_at=rows[0].created_at, last_seen_at=rows[0].last_seen_at, now=now):
        return None
    session = rows[0]
    roles = frozenset(Role(row.role) for row in rows if row.role)
    actor = Actor(person_id=session.person_id, name=session.name, roles=roles, label=session.handle)
    if session.awaits_second and now - session.created_at >= SECOND_STEP_WITHIN:
        return None
    return SignedIn(
        id_hash=session.id_hash,
        actor=actor,
        is_due=now - session.last_seen_at >= SEEN_EVERY,
        is_sample=session.is_sample,
        awaits_second=session.awaits_second,
        has_second=session.has_second,
        proved_at=session.proved_at,
    )


def has_second_factor(person_id: int) -> bool:
    return bool(db.session.execute(select(_has_second(literal(person_id)))).scalar_one())


def factors_of(person_id: int) -> Factors:
    """Three SQL queries."""
    keys = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)
    return Factors(
        authenticator_since=db.session.execute(
            select(Authenticator.created_at).where(Authenticator.person_id == person_id)
        ).scalar_one_or_none(),
        passkeys=tuple(
            KeptPasskey(id=row.id, name=row.name, added_at=row.created_at, used_at=row.last_used_at)
            for row in db.session.execute(keys).scalars()
        ),
        recovery_codes=db.session.execute(
            select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == person_id)
        ).scalar_one(),
    )


def open_sessions(person_id: int, *, lifetime: Lifetime, now: datetime) -> int:
    """In how many browsers the person is signed in now."""
    asked = select(func.count()).select_from(PersonSession).join(Person).where(*_open(person_id, lifetime, now))
    return db.session.execute(asked).scalar_one()


def session_list(person_id: int, *, this: str, lifetime: Lifetime, now: datetime) -> tuple[OpenSession, ...]:
    """Those browsers, the one seen last first; `this` is the hash of the session that asks. One SQL query."""
    asked = select(PersonSession).join(Person).where(*_open(person_id, lifetime, now)).order_by(PersonSession.last_seen_at.desc())
    return tuple(
        OpenSession(
            mark=row.id_hash[:16], device=row.device, began_at=row.created_at, seen_at=row.last_seen_at, is_this=row.id_hash == this
        )
        for row in db.session.execute(asked).scalars()
    )


def _open(person_id: int, lifetime: Lifetime, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        PersonSession.person_id == person_id,
        PersonSession.session_epoch == Person.session_epoch,
        PersonSession.awaits_second.is_(False),
        PersonSession.last_seen_at > lifetime.idle_since(now),
        PersonSession.created_at > lifetime.begun_since(now),
    )


def _has_second(person_id: Any) -> ColumnElement[bool]:
    return or_(
        exists().where(Authenticator.person_id == person_id),
        exists().where(Passkey.person_id == person_id),
    )
