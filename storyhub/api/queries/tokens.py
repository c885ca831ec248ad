"""Whose a token is, and which ones somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, select

from storyhub.accounts.models import Person, PersonRole
from storyhub.accounts.queries import has_second_factor
from storyhub.api.domain.token import Scope, token_hash
from storyhub.api.models import ApiToken
from storyhub.kit.actor import Actor, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.days import day_of
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who sent a request, and for what the token is good. `roles` are those of this moment; `is_due`: its last day was an earlier one."""

    token_id: int
    scope: Scope
    actor: Actor
    is_sample: bool
    is_due: bool

    @property
    def has_second(self) -> bool:
        """Whether the person has set up a second step. One SQL query."""
        return has_second_factor(self.actor.person_id or 0)


@dataclass(frozen=True, slots=True)
class TokenCard:
    """A token in its owner's list. The secret itself is nowhere."""

    id: int
    name: str
    scope: str
    created_at: datetime
    expires_on: date
    last_used_on: date | None
    is_over: bool


def bearer_of(token: str, *, now: datetime) -> Bearer | None:
    """None for a token that is unknown, revoked or expired, or whose owner is no longer here. One SQL query."""
    asked = (
        select(ApiToken.id, ApiToken.scope, ApiToken.last_used_on, Person.id, Person.handle, Person.name, Person.is_sample, PersonRole.role)
        .join(Person, Person.id == ApiToken.person_id)
        .outerjoin(PersonRole, PersonRole.person_id == Person.id)
        .where(ApiToken.token_hash == token_hash(token), ApiToken.expires_on >= day_of(now), *_alive())
    )
    rows = db.session.execute(asked).all()
    if not rows:
        return None
    token_id, scope, used_on, person_id, handle, name, is_sample, _role = rows[0]
    roles = frozenset(Role(row.role) for row in rows if row.role)
    actor = Actor(person_id=person_id, name=name, roles=roles, label=handle)
    return Bearer(token_id, Scope(scope), actor, is_sample, is_due=used_on != day_of(now))


def tokens_of(person_id: int, *, now: datetime) -> tuple[TokenCard, ...]:
    """The newest first. One SQL query."""
    asked = select(ApiToken).join(Person, Person.id == ApiToken.person_id).where(ApiToken.person_id == person_id, *_alive())
    return tuple(
        TokenCard(row.id, row.name, row.scope, row.created_at, row.expires_on, row.last_used_on, is_over=row.expires_on < day_of(now))
        for row in db.session.execute(asked.order_by(ApiToken.id.desc())).scalars()
    )


def _alive() -> tuple[ColumnElement[bool], ...]:
    """An account that was ended took its tokens with it: opened again, it begins without any."""
    ended: Any = exists().where(
        AuditRow.kind == "person",
        AuditRow.key == cast(Person.id, String),
        AuditRow.action == "person.deactivated",
        AuditRow.at >= ApiToken.created_at,
    )
    return (Person.active.is_(True), ~ended)
