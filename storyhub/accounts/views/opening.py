"""Opening an account by a confirmed address. Every answer is the same whether or not the address has an account."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.accounts.domain.device_name import device_name
from storyhub.accounts.forms import AddressForm, NewAccountForm
from storyhub.accounts.service import LinkKind, Proof, ask_for_account, found_link, open_account
from storyhub.accounts.service import sign_in as sign_in_verb
from storyhub.accounts.views import bp
from storyhub.accounts.views.arrival import welcome
from storyhub.accounts.views.proofs import full_address, hasher
from storyhub.accounts.views.session_cookie import lifetime, session_id
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.web import keeps_text, limiter, no_store, now, page, read_form, request_problems, settings
from storyhub.kit.web.headers import no_referrer
from storyhub.kit.web.languages import request_language
from storyhub.kit.web.limits import limit_of
from storyhub.kit.web.templating import site_name


@bp.route("/sign-up", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@keeps_text
def sign_up() -> ResponseReturnValue:
    no_store()
    if _is_off():
        return _closed_page()
    if request.method == "GET":
        return _ask_page(AddressForm())
    form, problems = AddressForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _ask_page(form, 422, problems=problems)
    try:
        with transaction():
            ask_for_account(
                form.email.data or "",
                lang=request_language(),
                link=lambda token: full_address("accounts.new_account", token=token),
                forgotten=full_address("accounts.forgotten"),
                site=site_name(),
                now=now(),
            )
    except Invalid as refused:
        return _ask_page(form, 422, problems=(refused.message,))
    return page("accounts/letter_sent.html", email=form.email.data)


@bp.route("/sign-up/<token>", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@keeps_text
def new_account(token: str) -> ResponseReturnValue:
    no_store()
    no_referrer()
    if _is_off():
        return _closed_page()
    link = found_link(token, LinkKind.sign_up, now=now())
    if request.method == "GET":
        return _account_page(NewAccountForm(), link.email)
    form, problems = NewAccountForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _account_page(form, link.email, 422, problems=problems)
    email, device = link.email, device_name(request.user_agent.string)
    try:
        with transaction():
            person = open_account(token, form.name.data or "", form.new_password.data or "", now=now(), hasher=hasher())
            proof = Proof(person.id, person.session_epoch)
            value, actor = sign_in_verb(proof, lifetime=lifetime(), now=now(), replaces=session_id(), device=device)
    except (Invalid, Conflict) as refused:
        return _account_page(form, email, 422, problems=(refused.message,))
    return welcome(value, actor, None)


def _is_off() -> bool:
    """Whether accounts are by invitation only; a link that was sent before does not open one any more either."""
    return settings().sign_up == "off"


def _closed_page() -> Response:
    return page("accounts/sign_up_closed.html", 404)


def _ask_page(form: AddressForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    return page("accounts/sign_up.html", status, form=form, problems=problems, form_failed=status != 200)


def _account_page(form: NewAccountForm, email: str | None, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    return page("accounts/new_account.html", status, form=form, email=email, problems=problems, form_failed=status != 200)
