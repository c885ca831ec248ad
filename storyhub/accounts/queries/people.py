"""Reads about people: who there is, what a person did, who asks to join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from storyhub.accounts.models import JoinRequest, Person
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
class OwnDecision:
    """One line of a person's own record: what, on which thing, when and why; `by` is empty for what they did themselves."""

    at: datetime
    action: str
    kind: str
    key: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody's wish to join the research, and the answer."""

    number: int
    handle: str
    name: str
    text: str
    at: datetime
    state: str
    decided_at: datetime | None
    reason: str


def actor_of(person: Person) -> Actor:
    """The person as the one who acts."""
    roles = frozenset(Role(row.role) for row in person.roles)
    return Actor(person_id=person.id, name=person.name, roles=roles, label=person.handle)


def find_person(handle: str) -> Person | None:
    return db.session.execute(select(Person).where(Person.handle == handle)).scalar_one_or_none()


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


def own_decisions(person_id: int, *, limit: int) -> tuple[OwnDecision, ...]:
    """What the person did last, and what was done to their account, newest first. One SQL query."""
    own = or_(AuditRow.actor_id == person_id, and_(AuditRow.kind == "person", AuditRow.key == str(person_id)))
    asked = select(AuditRow).where(own).order_by(AuditRow.id.desc()).limit(limit)
    return tuple(
        OwnDecision(
            at=row.at,
            action=row.action,
            kind=row.kind,
            key=row.key,
            why=row.why,
            by="" if row.actor_id == person_id else row.actor_label,
        )
        for row in db.session.execute(asked).scalars()
    )


def own_request(person_id: int) -> Request | None:
    """The person's latest request to join. One SQL query."""
    asked = _requests().where(JoinRequest.person_id == person_id).order_by(JoinRequest.id.desc()).limit(1)
    row = db.session.execute(asked).first()
    return _request(*row) if row else None


def waiting_requests() -> tuple[Request, ...]:
    """Those without an answer, oldest first. One SQL query."""
    asked = _requests().where(JoinRequest.state == "waiting").order_by(JoinRequest.id)
    return tuple(_request(*row) for row in db.session.execute(asked))


def waiting_requests_count() -> int:
    return db.session.execute(select(func.count()).select_from(JoinRequest).where(JoinRequest.state == "waiting")).scalar_one()


def _requests() -> Select[JoinRequest, str, str]:
    return select(JoinRequest, Person.handle, Person.name).join(Person, Person.id == JoinRequest.person_id)


def _request(row: JoinRequest, handle: str, name: str) -> Request:
    return Request(row.id, handle, name, row.text, row.created_at, row.state, row.decided_at, row.reason)
