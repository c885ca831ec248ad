"""Signing in and out. The page never says which of e-mail and password was wrong."""

from __future__ import annotations

import structlog
from flask import Response, make_response, redirect, request, session, url_for

from storyhub.accounts.domain.device_name import device_name
from storyhub.accounts.domain.password_rules import SHORTEST, normal
from storyhub.accounts.domain.way_back import way_back
from storyhub.accounts.forms import SignInForm
from storyhub.accounts.labels import ROLE_LABELS, why_label
from storyhub.accounts.models import Person
from storyhub.accounts.queries import actor_of, has_second_factor, people
from storyhub.accounts.service import Proof, await_second, prove, prove_sample
from storyhub.accounts.service import sign_in as sign_in_verb
from storyhub.accounts.service import sign_out as sign_out_verb
from storyhub.accounts.views import bp
from storyhub.accounts.views.arrival import welcome
from storyhub.accounts.views.proofs import hasher
from storyhub.accounts.views.session_cookie import drop_cookie, lifetime, session_id, set_cookie
from storyhub.accounts.views.slowing import account_and_address, count_failure, seconds_to_wait
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, limiter, no_store, now, page, read_form, request_problems, settings
from storyhub.kit.web.limits import limit_of

log = structlog.get_logger(__name__)
TOO_FAST = lazy_gettext("There were many wrong tries with this address. Please wait a little, then try again.")
TOO_MANY_CODES = lazy_gettext("Those were too many wrong codes. Please begin again with your password.")


@bp.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@limiter.limit("20 per hour", key_func=account_and_address, methods=["POST"])
@keeps_text
def sign_in() -> Response:
    no_store()
    if request.method == "GET":
        # Led back here from a second step that failed too often.
        again = (TOO_MANY_CODES,) if request.args.get("again") else ()
        return _form(SignInForm(data={"next": way_back(request.args.get("next")) or ""}), problems=again)
    form = SignInForm(formdata=read_form())
    problems = request_problems()
    if problems or not form.validate():
        return _form(form, 422, problems=problems)
    email = form.email.data or ""
    wait = seconds_to_wait(email)
    if wait:
        response = _form(form, 429, problems=(TOO_FAST,))
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        proof = prove(email, form.password.data or "", hasher=hasher())
        return _signed_in(proof, _wanted(proof, form))
    except Invalid as refused:
        log.info("sign_in_refused")
        with transaction():
            count_failure(email)
        return _form(form, 422, problems=(refused.message,))


@bp.post("/sign-in/as")
def sign_in_as() -> Response:
    """One click, one sample person: only where the whole instance is a demo."""
    if settings().demo is not True:
        raise NotFound(log="one-click sign-in outside the demo")
    proof = prove_sample(read_form().get("handle", ""))
    with transaction():
        device = device_name(request.user_agent.string)
        value, actor = sign_in_verb(proof, lifetime=lifetime(), now=now(), replaces=session_id(), device=device)
    return welcome(value, actor, read_form().get("next"), is_sample=True)


@bp.post("/sign-out")
def sign_out() -> Response:
    value = session_id()
    if value:
        actor, moment = current_actor(), now()
        with transaction():
            sign_out_verb(value, actor=actor, now=moment)
    session.clear()
    response = make_response(redirect(url_for("reading.home"), code=303))
    drop_cookie(response)
    # What was shown to the staff must not be found again with the Back button.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.app_template_filter("role_label")
def role_label(role: str) -> object:
    return ROLE_LABELS[Role(role)]


@bp.app_template_filter("account_why")
def account_why(why: str) -> str:
    return why_label(why)


def _form(form: SignInForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    samples = people(samples_only=True) if settings().demo is True else ()
    return page("accounts/sign_in.html", status, form=form, problems=problems, samples=samples, form_failed=status != 200)


def _wanted(proof: Proof, form: SignInForm) -> str | None:
    """Where to go; first to a longer password for a member who came to work here since choosing theirs."""
    person = db.session.get(Person, proof.person_id)
    is_short = len(normal(form.password.data or "")) < SHORTEST
    return url_for("accounts.new_password") if is_short and person and actor_of(person).is_staff else form.next.data


def _signed_in(proof: Proof, wanted: str | None) -> Response:
    """Signed in, or asked for the second step by whoever has set one up."""
    device = device_name(request.user_agent.string)
    if not has_second_factor(proof.person_id):
        with transaction():
            value, actor = sign_in_verb(proof, lifetime=lifetime(), now=now(), replaces=session_id(), device=device)
        return welcome(value, actor, wanted)
    with transaction():
        value = await_second(proof, lifetime=lifetime(), now=now(), replaces=session_id(), device=device)
    session.clear()
    response = make_response(redirect(url_for("accounts.second_step", next=way_back(wanted)), code=303))
    set_cookie(response, value)
    return response
