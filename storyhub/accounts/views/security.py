"""How a person signs in: the second step, and the browsers in which they are signed in."""

from __future__ import annotations

from flask import Response, make_response, redirect, session, url_for
from flask.typing import ResponseReturnValue

from storyhub.accounts.models import Person
from storyhub.accounts.queries import factors_of, session_list
from storyhub.accounts.service import end_session as end_session_verb
from storyhub.accounts.service import sign_out_everywhere as sign_out_everywhere_verb
from storyhub.accounts.views import bp
from storyhub.accounts.views.proofs import party
from storyhub.accounts.views.session_cookie import drop_cookie, here, lacks_second, lifetime
from storyhub.kit.db import db, transaction
from storyhub.kit.web import current_actor, now, page, read_form, see_other, sign_in_required


def myself() -> Person:
    """The row of the person signed in."""
    person = db.session.get(Person, current_actor().person_id)
    assert person is not None
    return person


@bp.get("/me/security")
@sign_in_required()
def security() -> ResponseReturnValue:
    session = here()
    person_id = session.actor.person_id or 0
    return page(
        "accounts/security.html",
        actor=session.actor,
        factors=factors_of(person_id),
        sessions=session_list(person_id, this=session.id_hash, lifetime=lifetime(), now=now()),
        roles_rest=lacks_second(session.actor, has_second=session.has_second, is_sample=session.is_sample),
        passkeys_work=party() is not None,
    )


@bp.post("/me/sessions/end")
@sign_in_required()
def end_session() -> ResponseReturnValue:
    actor, moment = current_actor(), now()
    with transaction():
        end_session_verb(actor.person_id or 0, read_form().get("session", ""), actor=actor, now=moment)
    return see_other("accounts.security", _anchor="sessions")


@bp.post("/me/sessions/end-all")
@sign_in_required()
def sign_out_everywhere() -> Response:
    actor, moment = current_actor(), now()
    with transaction():
        sign_out_everywhere_verb(myself(), actor=actor, now=moment)
    session.clear()
    response = make_response(redirect(url_for("reading.home"), code=303))
    drop_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
