"""Tokens: made, used, revoked. Only their hashes are stored."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import delete, update

from storyhub.api.domain.token import Scope, new_token, token_hash
from storyhub.api.models import ApiToken
from storyhub.api.queries.tokens import tokens_of
from storyhub.api.rules import may_have
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext

MOST_TOKENS = 10
MOST_DAYS = 366


def make_token(name: str, scope: Scope, *, expires_on: date, actor: Actor, now: datetime) -> str:
    """The token, which nobody can read again. Raises: Forbidden, Conflict when there are too many, Invalid for the day."""
    if actor.person_id is None or not may_have(actor, scope):
        raise Forbidden(log=f"may not have a token for {scope}")
    today = day_of(now)
    if not today <= expires_on <= today + timedelta(days=MOST_DAYS):
        raise Invalid(lazy_gettext("A token holds for a year at most."), log="expiry")
    if len(tokens_of(actor.person_id, now=now)) >= MOST_TOKENS:
        raise Conflict(lazy_gettext("You have %(most)s tokens already. Please revoke one first.", most=MOST_TOKENS), log="too many")
    token = new_token()
    row = ApiToken(
        person_id=actor.person_id, name=name, scope=scope, token_hash=token_hash(token), created_at=now, expires_on=expires_on
    )
    db.session.add(row)
    db.session.flush()
    audit.record("token.made", kind="api_token", key=str(row.id), actor=actor, now=now, why=str(scope))
    return token


def revoke_token(token_id: int, *, actor: Actor, now: datetime) -> None:
    """From the next request on it is unknown. Raises: NotFound for somebody else's."""
    mine = (ApiToken.id == token_id, ApiToken.person_id == actor.person_id)
    gone = delete(ApiToken).where(*mine).returning(ApiToken.scope).execution_options(synchronize_session=False)
    scope = db.session.execute(gone).scalar_one_or_none()
    if scope is None:
        raise NotFound(log="no such token of this person")
    audit.record("token.revoked", kind="api_token", key=str(token_id), actor=actor, now=now, why=scope)


def note_use(token_id: int, *, now: datetime) -> None:
    """The day on which it was used last."""
    used = update(ApiToken).where(ApiToken.id == token_id).values(last_used_on=day_of(now))
    db.session.execute(used.execution_options(synchronize_session=False))
