"""Who sent a request: the bearer of a token, found anew for each request, so that a revoked one is unknown at once."""

from __future__ import annotations

from flask import g, request
from sqlalchemy.exc import OperationalError

from storyhub.accounts.rules import must_have_second_factor
from storyhub.api.domain.problems import Refused
from storyhub.api.domain.token import Scope, read_token
from storyhub.api.queries.tokens import Bearer, bearer_of
from storyhub.api.rules import acting, may_have
from storyhub.api.service.tokens import note_use
from storyhub.kit.actor import Actor
from storyhub.kit.db import WRITES, db, transaction
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import now, settings

UNKNOWN = lazy_gettext("This token is unknown here: it was never made, has expired, or was revoked.")


def bearer(scope: Scope | None) -> Actor | None:
    """Who acts, with the powers of the scope alone; asked again within the transaction of a verb, it says what holds then.

    Without a scope (reading) a token is not needed, but one that is sent has to be good.
    Raises: Refused with 401 without a good token, 403 with one for something else.
    """
    header = request.headers.get("Authorization", "")
    if scope is None and not header.lower().startswith("bearer"):
        return None
    found = _found(header)
    if not db.session.info.get(WRITES) and found.is_due:
        _note(found)
    if scope is None:
        return None
    if found.scope is not scope:
        raise Refused(403, lazy_gettext("This token is for something else."), log=f"a token for {found.scope} asked for {scope}")
    if not may_have(found.actor, scope) or _rests(found):
        raise Refused(403, lazy_gettext("You may not do that (any more)."), log="the role is gone, or rests")
    return acting(found.actor, scope)


def _found(header: str) -> Bearer:
    token = read_token(header)
    found = bearer_of(token, now=now()) if token else None
    if found is None:
        raise Refused(401, UNKNOWN if header else None, log="no good token")
    return found


def _rests(found: Bearer) -> bool:
    """Roles that need a second step rest on a page until it is set up; so they do here. Sample people of a demo are nobody."""
    asked = settings().second_factor == "required" and not (settings().demo is True and found.is_sample)
    return bool(found.scope is Scope.coding and asked and must_have_second_factor(found.actor.roles) and not found.has_second)


def _note(found: Bearer) -> None:
    """Once a day. A database that is busy is not waited for in vain: the worst is a day that is not written down."""
    try:
        with transaction():
            note_use(found.token_id, now=now())
    except OperationalError:
        g.pop("noted", None)
