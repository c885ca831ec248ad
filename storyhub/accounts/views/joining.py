"""Joining the research: a member asks, curators read and answer."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.accounts.forms import RequestForm
from storyhub.accounts.queries import own_request, waiting_requests
from storyhub.accounts.service import answer_request, ask_to_join
from storyhub.accounts.views import bp
from storyhub.accounts.views.proofs import full_address
from storyhub.accounts.views.security import myself
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.web import current_actor, hub, keeps_text, now, page, read_form, request_problems, see_other, sign_in_required
from storyhub.kit.web.templating import site_name


@bp.route("/me/join", methods=["GET", "POST"])
@sign_in_required()
@keeps_text
def join() -> ResponseReturnValue:
    """Asking, and the answer."""
    if request.method == "GET":
        return _join_page(RequestForm())
    form, problems, actor = RequestForm(formdata=read_form()), request_problems(), current_actor()
    if problems or not form.validate():
        return _join_page(form, 422, problems=problems)
    try:
        with transaction():
            ask_to_join(myself(), form.text.data or "", actor=actor, now=now())
    except (Invalid, Conflict) as refused:
        return _join_page(form, refused.status, problems=(refused.message,))
    return see_other("accounts.join")


@bp.get("/desk/requests")
@sign_in_required(Role.curator, Role.admin)
def requests() -> ResponseReturnValue:
    return _requests_page()


@bp.post("/desk/requests/<int:number>")
@sign_in_required(Role.curator, Role.admin)
@keeps_text
def answer(number: int) -> ResponseReturnValue:
    fields, problems, actor = read_form(), request_problems(), current_actor()
    typed = {"typed": {number: fields.get("reason", "")}, "untrained": {number: fields.get("untrained", "")}}
    if problems:
        return _requests_page(422, problems=problems, **typed)
    try:
        with transaction():
            answer_request(
                number,
                accept=fields.get("answer") == "accept",
                reason=fields.get("reason", ""),
                untrained_why=fields.get("untrained", "") if _is_untrained(number) else None,
                link=full_address("coding.queue"),
                site=site_name(),
                actor=actor,
                now=now(),
            )
    except Invalid as refused:
        return _requests_page(422, problems=(refused.message,), **typed)
    return see_other("accounts.requests")


def _join_page(form: RequestForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    actor = current_actor()
    found, is_researcher = own_request(actor.person_id or 0), actor.has(Role.researcher)
    return page(
        "accounts/join.html", status, form=form, found=found, is_researcher=is_researcher, problems=problems, form_failed=status != 200
    )


def _is_untrained(number: int) -> bool:
    """Whether the training is asked of whoever made this request, and is missing."""
    handle = next((found.handle for found in waiting_requests() if found.number == number), None)
    return handle is not None and hub().trained([handle])[handle].is_missing


def _requests_page(status: int = 200, *, problems: tuple[object, ...] = (), **typed: dict[int, str]) -> Response:
    found = waiting_requests()
    return page(
        "accounts/requests.html",
        status,
        requests=found,
        training=hub().trained([item.handle for item in found]),
        problems=problems,
        form_failed=status != 200,
        **{"typed": {}, "untrained": {}, **typed},
    )
