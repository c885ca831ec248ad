"""Reads about people: who is signed in, who there is, what a person did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storyhub.accounts.domain.lifetime import SEEN_EVERY, Lifetime
from storyhub.accounts.domain.session_id import hash_of
from storyhub.accounts.models import Person, PersonRole, PersonSession
from storyhub.kit.actor import Actor, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """A person as lists show them; never with the e-mail address."""

    handle: str
    name: str
    roles: tuple[Role, ...]
    active: bool
    is_sample: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds. `is_due`: last-seen is old enough to be written again."""

    id_hash: str
    actor: Actor
    is_due: bool


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """One line of a person's own record: what, on which thing, when and why."""

    at: datetime
    action: str
    kind: str
    key: str
    why: str


def actor_of(person: Person) -> Actor:
    """The person as the one who acts."""
    roles = frozenset(Role(row.role) for row in person.roles)
    return Actor(person_id=person.id, name=person.name, roles=roles, label=person.handle)


def find_person(handle: str) -> Person | None:
    return db.session.execute(select(Person).where(Person.handle == handle)).scalar_one_or_none()


def signed_in(session_id: str, *, lifetime: Lifetime, now: datetime) -> SignedIn | None:
    """Who holds this session id; None if it is unknown, over, or void by a change of credentials. One SQL query."""
    asked = (
        select(
            PersonSession.id_hash,
            PersonSession.person_id,
            PersonSession.created_at,
            PersonSession.last_seen_at,
            Person.handle,
            Person.name,
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
    return SignedIn(id_hash=session.id_hash, actor=actor, is_due=now - session.last_seen_at >= SEEN_EVERY)


def people(*, samples_only: bool = False) -> tuple[StaffPerson, ...]:
    """Everybody (or the active sample people), in the order they came. Two SQL queries."""
    asked = select(Person).order_by(Person.id)
    if samples_only:
        asked = asked.where(Person.is_sample.is_(True), Person.active.is_(True))
    return tuple(
        StaffPerson(
            handle=person.handle,
            name=person.name,
            roles=tuple(role for role in Role if any(row.role == role for row in person.roles)),
            active=person.active,
            is_sample=person.is_sample,
        )
        for person in db.session.execute(asked).scalars()
    )


def open_sessions(person_id: int, *, lifetime: Lifetime, now: datetime) -> int:
    """In how many browsers the person is signed in now."""
    asked = (
        select(func.count())
        .select_from(PersonSession)
        .join(Person)
        .where(
            PersonSession.person_id == person_id,
            PersonSession.session_epoch == Person.session_epoch,
            PersonSession.last_seen_at > lifetime.idle_since(now),
            PersonSession.created_at > lifetime.begun_since(now),
        )
    )
    return db.session.execute(asked).scalar_one()


def own_decisions(person_id: int, *, limit: int) -> tuple[OwnDecision, ...]:
    """What the person did last, newest first. One SQL query."""
    asked = select(AuditRow).where(AuditRow.actor_id == person_id).order_by(AuditRow.id.desc()).limit(limit)
    return tuple(
        OwnDecision(at=row.at, action=row.action, kind=row.kind, key=row.key, why=row.why)
        for row in db.session.execute(asked).scalars()
    )
