"""The second step of signing in, and proving oneself once more while signed in."""

from __future__ import annotations

import structlog
from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.accounts.domain.way_back import way_back
from storyhub.accounts.forms import ConfirmForm, SecondStepForm
from storyhub.accounts.queries import SignedIn, factors_of
from storyhub.accounts.service import Outcome, answers, prove_again, prove_person, take_second_step
from storyhub.accounts.views import bp
from storyhub.accounts.views.arrival import welcome
from storyhub.accounts.views.proofs import answer_of, hasher, keys, passkey_options
from storyhub.accounts.views.session_cookie import drop_cookie, here, lifetime, session_id, waiting
from storyhub.accounts.views.signing import TOO_FAST
from storyhub.accounts.views.slowing import count_failure_of, forgive, seconds_to_wait_of
from storyhub.kit.db import transaction
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import keeps_text, limiter, no_store, now, page, read_form, request_problems, sign_in_required
from storyhub.kit.web.limits import limit_of

log = structlog.get_logger(__name__)
WRONG = lazy_gettext("This code is wrong, or was used before.")
NOT_YOU = lazy_gettext("That was not right. Please try again.")


@bp.route("/sign-in/second", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@keeps_text
def second_step() -> ResponseReturnValue:
    no_store()
    session = waiting()
    if session is None:
        return redirect(url_for("accounts.sign_in", next=way_back(request.values.get("next"))), code=303)
    if request.method == "GET":
        return _step_page(session, SecondStepForm(data={"next": way_back(request.args.get("next")) or ""}))
    form = SecondStepForm(formdata=read_form())
    problems = request_problems()
    if problems or not form.validate():
        return _step_page(session, form, 422, problems=problems)
    answer, moment = answer_of(session, form.code.data, form.credential.data), now()
    with transaction():
        # Every wrong code counts at once: whoever knows the password could begin again before a count at the end.
        wait = seconds_to_wait_of(session.actor.person_id or 0)
        if not wait:
            step = take_second_step(session_id() or "", answer, lifetime=lifetime(), keys=keys(), now=moment)
            if step.outcome is not Outcome.passed and step.person_id:
                count_failure_of(step.person_id)
    if wait:
        return _later(_step_page(session, form, 429, problems=(TOO_FAST,)), wait)
    if step.outcome is Outcome.passed:
        return welcome(step.session_id, step.actor, form.next.data)
    log.info("second_step_refused", over=step.outcome is Outcome.over)
    if step.outcome is Outcome.over:
        response = make_response(redirect(url_for("accounts.sign_in", again=1), code=303))
        drop_cookie(response)
        return response
    return _step_page(session, form, 422, problems=(WRONG,))


@bp.route("/me/confirm", methods=["GET", "POST"])
@limiter.limit(limit_of("sign_in"), methods=["POST"])
@sign_in_required()
@keeps_text
def confirm() -> ResponseReturnValue:
    if request.method == "GET":
        return _confirm_page(ConfirmForm(data={"next": way_back(request.args.get("next")) or ""}))
    form = ConfirmForm(formdata=read_form())
    problems = request_problems()
    if problems or not form.validate():
        return _confirm_page(form, 422, problems=problems)
    session, moment = here(), now()
    person_id = session.actor.person_id or 0
    if wait := seconds_to_wait_of(person_id):
        return _later(_confirm_page(form, 429, problems=(TOO_FAST,)), wait)
    # Outside the transaction: a slow hash must not hold the write lock.
    proved = bool(form.password.data) and prove_person(person_id, form.password.data or "", hasher=hasher())
    with transaction():
        answer = answer_of(session, form.code.data, form.credential.data)
        if proved or answers(person_id, answer, keys=keys(), now=moment):
            prove_again(session_id() or "", now=moment)
            forgive(person_id)
            return redirect(way_back(form.next.data) or url_for("accounts.security"), code=303)
        count_failure_of(person_id)
    log.info("confirmation_refused")
    return _confirm_page(form, 422, problems=(NOT_YOU,))


def _later(response: Response, wait: int) -> Response:
    response.headers["Retry-After"] = str(wait)
    return response


def _step_page(session: SignedIn, form: SecondStepForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    return page(
        "accounts/second_step.html",
        status,
        form=form,
        problems=problems,
        options=passkey_options(session),
        factors=factors_of(session.actor.person_id or 0),
        form_failed=status != 200,
    )


def _confirm_page(form: ConfirmForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    session = here()
    return page(
        "accounts/confirm.html",
        status,
        form=form,
        problems=problems,
        options=passkey_options(session),
        factors=factors_of(session.actor.person_id or 0),
        form_failed=status != 200,
    )
