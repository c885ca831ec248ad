"""A lost password, a new one, another address."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.accounts.forms import AddressForm, NewPasswordForm
from storyhub.accounts.service import (
    LinkKind,
    ask_for_address,
    ask_for_password,
    change_password,
    found_link,
    keep_only,
    set_lost_password,
    take_address,
)
from storyhub.accounts.views import bp
from storyhub.accounts.views.proofs import fresh_required, full_address, hasher
from storyhub.accounts.views.security import myself
from storyhub.accounts.views.session_cookie import here, session_id, set_cookie
from storyhub.kit.db import transaction
from storyhub.kit.errors import Invalid
from storyhub.kit.web import keeps_text, limiter, no_store, now, page, read_form, request_problems, see_other, sign_in_required
from storyhub.kit.web.headers import no_referrer
from storyhub.kit.web.languages import request_language
from storyhub.kit.web.limits import limit_of
from storyhub.kit.web.templating import site_name


@bp.route("/password", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@keeps_text
def forgotten() -> ResponseReturnValue:
    no_store()
    if request.method == "GET":
        return _forgotten_page(AddressForm())
    form, problems = AddressForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _forgotten_page(form, 422, problems=problems)
    try:
        with transaction():
            ask_for_password(
                form.email.data or "",
                lang=request_language(),
                link=lambda token: full_address("accounts.lost_password", token=token),
                site=site_name(),
                now=now(),
            )
    except Invalid as refused:
        return _forgotten_page(form, 422, problems=(refused.message,))
    return page("accounts/letter_sent.html", email=form.email.data)


@bp.route("/password/<token>", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@keeps_text
def lost_password(token: str) -> ResponseReturnValue:
    """By the link of a letter. Looking at it uses nothing up: mail scanners look, too."""
    no_store()
    no_referrer()
    found_link(token, LinkKind.password, LinkKind.invitation, now=now())
    if request.method == "GET":
        return _password_page(NewPasswordForm())
    form, problems = NewPasswordForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _password_page(form, 422, problems=problems)
    try:
        with transaction():
            forgotten_page = full_address("accounts.forgotten")
            password = form.new_password.data or ""
            set_lost_password(token, password, site=site_name(), forgotten=forgotten_page, now=now(), hasher=hasher())
    except Invalid as refused:
        return _password_page(form, 422, problems=(refused.message,))
    return see_other("accounts.sign_in", done=1)


@bp.route("/me/password", methods=["GET", "POST"])
@sign_in_required()
@fresh_required
@keeps_text
def new_password() -> ResponseReturnValue:
    if request.method == "GET":
        return _password_page(NewPasswordForm())
    form, problems = NewPasswordForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _password_page(form, 422, problems=problems)
    try:
        with transaction():
            person, actor, moment = myself(), here().actor, now()
            password, lost = form.new_password.data or "", full_address("accounts.forgotten")
            change_password(person, password, site=site_name(), forgotten=lost, actor=actor, now=moment, hasher=hasher())
            kept = keep_only(session_id() or "", person, now=moment)
    except Invalid as refused:
        return _password_page(form, 422, problems=(refused.message,))
    response = see_other("accounts.security")
    set_cookie(response, kept)
    return response


@bp.route("/me/address", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@sign_in_required()
@fresh_required
@keeps_text
def new_address() -> ResponseReturnValue:
    if request.method == "GET":
        return _address_page(AddressForm())
    form, problems = AddressForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _address_page(form, 422, problems=problems)
    try:
        with transaction():
            ask_for_address(
                myself(),
                form.email.data or "",
                link=lambda token: full_address("accounts.confirm_address", token=token),
                site=site_name(),
                now=now(),
            )
    except Invalid as refused:
        return _address_page(form, 422, problems=(refused.message,))
    return page("accounts/letter_sent.html", email=form.email.data)


@bp.route("/me/address/<token>", methods=["GET", "POST"])
@sign_in_required()
def confirm_address(token: str) -> ResponseReturnValue:
    no_referrer()
    link = found_link(token, LinkKind.address, now=now())
    if request.method == "GET":
        return page("accounts/confirm_address.html", email=link.email)
    with transaction():
        take_address(myself(), token, forgotten=full_address("accounts.forgotten"), site=site_name(), actor=here().actor, now=now())
    return see_other("accounts.security")


def _forgotten_page(form: AddressForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    return page("accounts/forgotten.html", status, form=form, problems=problems, form_failed=status != 200)


def _password_page(form: NewPasswordForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    return page("accounts/new_password.html", status, form=form, problems=problems, form_failed=status != 200)


def _address_page(form: AddressForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    return page("accounts/new_address.html", status, form=form, email=myself().email, problems=problems, form_failed=status != 200)
