"""The page about oneself."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.accounts.forms import NameForm
from storyhub.accounts.queries import open_sessions, own_decisions, waiting_requests_count
from storyhub.accounts.rules import may_answer_requests
from storyhub.accounts.service import rename
from storyhub.accounts.views import bp
from storyhub.accounts.views.security import myself
from storyhub.accounts.views.session_cookie import lifetime
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Invalid
from storyhub.kit.web import (
    current_actor,
    keeps_text,
    no_store,
    now,
    page,
    read_form,
    request_problems,
    see_other,
    sign_in_required,
)

DECISIONS_SHOWN = 20


@bp.get("/me")
@sign_in_required()
def me() -> ResponseReturnValue:
    return _about(current_actor().person_id or 0)


@bp.route("/me/name", methods=["GET", "POST"])
@sign_in_required()
@keeps_text
def new_name() -> ResponseReturnValue:
    """Another displayed name; the handle stays."""
    actor = current_actor()
    if request.method == "GET":
        return _name_page(NameForm(data={"name": actor.name}))
    form, problems = NameForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _name_page(form, 422, problems=problems)
    try:
        with transaction():
            rename(myself(), form.name.data or "", actor=actor, now=now())
    except Invalid as refused:
        return _name_page(form, 422, problems=(refused.message,))
    return see_other("accounts.me")


def _name_page(form: NameForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    # What no page may hold comes back as what it is: unreadable.
    form.name.data = "".join(char if char.isprintable() else "\ufffd" for char in form.name.data or "")
    return page("accounts/new_name.html", status, form=form, problems=problems, form_failed=status != 200)


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
