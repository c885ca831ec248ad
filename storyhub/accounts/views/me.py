"""The page about oneself."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from storyhub.accounts.queries import open_sessions, own_decisions, waiting_requests_count
from storyhub.accounts.rules import may_answer_requests
from storyhub.accounts.views import bp
from storyhub.accounts.views.session_cookie import lifetime
from storyhub.kit.actor import Role
from storyhub.kit.web import current_actor, no_store, now, page, sign_in_required

DECISIONS_SHOWN = 20


@bp.get("/me")
@sign_in_required()
def me() -> ResponseReturnValue:
    return _about(current_actor().person_id or 0)


def _about(person_id: int) -> Response:
    no_store()
    actor = current_actor()
    return page(
        "accounts/me.html",
        actor=actor,
        roles=tuple(role for role in Role if role in actor.roles),
        sessions=open_sessions(person_id, lifetime=lifetime(), now=now()),
        decisions=own_decisions(person_id, limit=DECISIONS_SHOWN),
        requests=waiting_requests_count() if may_answer_requests(actor) else 0,
    )
