"""Setting up and taking away what the second step asks for. Each change signs every other browser out."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.accounts.forms import AuthenticatorForm, PasskeyForm
from storyhub.accounts.models import Person
from storyhub.accounts.service import add_passkey as add_passkey_verb
from storyhub.accounts.service import (
    keep_only,
    make_recovery_codes,
    recovery_codes_exist,
    set_up_authenticator,
)
from storyhub.accounts.service import remove_authenticator as remove_authenticator_verb
from storyhub.accounts.service import remove_passkey as remove_passkey_verb
from storyhub.accounts.service.authenticators import Offer, new_offer, read_offer
from storyhub.accounts.service.passkeys import registration_options
from storyhub.accounts.views import bp
from storyhub.accounts.views.proofs import challenge, fresh_required, keys, party
from storyhub.accounts.views.security import myself
from storyhub.accounts.views.session_cookie import here, session_id, set_cookie
from storyhub.kit.actor import Actor
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import keeps_text, limiter, no_store, now, page, read_form, request_problems, see_other, settings, sign_in_required
from storyhub.kit.web.headers import allow_data_images
from storyhub.kit.web.limits import limit_of
from storyhub.kit.web.templating import site_name

TOO_OLD = lazy_gettext("This page was open too long. Here is a new secret: please take it into your app instead of the one before.")


@bp.route("/me/security/app", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@sign_in_required()
@fresh_required
@keeps_text
def authenticator() -> ResponseReturnValue:
    person, actor = myself(), here().actor
    if request.method == "GET":
        return _app_page(AuthenticatorForm(), _offer(person))
    form, problems = AuthenticatorForm(formdata=read_form()), request_problems()
    offer = read_offer(form.sealed.data or "", person.id, person.handle, site=site_name(), keys=keys())
    if offer is None:
        return _app_page(form, _offer(person), 422, problems=(*problems, TOO_OLD))
    if problems or not form.validate():
        return _app_page(form, offer, 422, problems=problems)
    try:
        with transaction():
            set_up_authenticator(myself(), offer.secret, form.code.data or "", keys=keys(), actor=actor, now=now())
            return _set_up(actor)
    except Invalid as refused:
        return _app_page(form, offer, 422, problems=(refused.message,))


@bp.post("/me/security/app/remove")
@sign_in_required()
@fresh_required
def remove_authenticator() -> ResponseReturnValue:
    with transaction():
        person = myself()
        remove_authenticator_verb(person, required=_required(), actor=here().actor, now=now())
        return _go_on(person)


@bp.route("/me/security/passkeys", methods=["GET", "POST"])
@sign_in_required()
@fresh_required
@keeps_text
def passkey() -> ResponseReturnValue:
    site = party()
    if site is None:
        raise NotFound(log="passkeys need a host name")
    if request.method == "GET":
        return _passkey_page(PasskeyForm())
    form, problems, actor = PasskeyForm(formdata=read_form()), request_problems(), here().actor
    if problems or not form.validate():
        return _passkey_page(form, 422, problems=problems)
    asked = challenge(here(), "make")
    try:
        with transaction():
            name, made = form.name.data or "", form.credential.data or ""
            add_passkey_verb(myself(), made, name, party=site, challenge=asked, actor=actor, now=now())
            return _set_up(actor)
    except (Invalid, Conflict) as refused:
        return _passkey_page(form, 422, problems=(refused.message,))


@bp.post("/me/security/passkeys/<int:number>/remove")
@sign_in_required()
@fresh_required
def remove_passkey(number: int) -> ResponseReturnValue:
    with transaction():
        person = myself()
        remove_passkey_verb(person, number, required=_required(), actor=here().actor, now=now())
        return _go_on(person)


@bp.post("/me/security/codes")
@sign_in_required()
@fresh_required
def recovery_codes() -> ResponseReturnValue:
    """Ten new codes, on this one page and never again."""
    if not here().has_second:
        raise NotFound(log="recovery codes without a factor")
    with transaction():
        return _codes_page(myself(), here().actor)


def _required() -> bool:
    return settings().second_factor == "required"


def _offer(person: Person) -> Offer:
    return new_offer(person.id, person.handle, site=site_name(), keys=keys())


def _set_up(actor: Actor) -> Response:
    """After a new factor, within its transaction: the codes for an emergency if there are none yet."""
    person = myself()
    return _go_on(person) if recovery_codes_exist(person.id) else _codes_page(person, actor)


def _go_on(person: Person) -> Response:
    response = see_other("accounts.security")
    set_cookie(response, keep_only(session_id() or "", person, now=now()))
    return response


def _codes_page(person: Person, actor: Actor) -> Response:
    no_store()
    codes = make_recovery_codes(person, keys=keys(), actor=actor, now=now())
    fresh = keep_only(session_id() or "", person, now=now())
    response = page("accounts/recovery_codes.html", codes=codes, person=person)
    set_cookie(response, fresh)
    return response


def _app_page(form: AuthenticatorForm, offer: Offer, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    allow_data_images()
    failed = status != 200
    return page("accounts/authenticator.html", status, form=form, offer=offer, problems=problems, form_failed=failed)


def _passkey_page(form: PasskeyForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    person, site, session = myself(), party(), here()
    assert site is not None
    options = registration_options(
        person, party=site, challenge=challenge(session, "make"), user_handle=keys().user_handle(person.id)
    )
    return page("accounts/passkey.html", status, form=form, options=options, problems=problems, form_failed=status != 200)
