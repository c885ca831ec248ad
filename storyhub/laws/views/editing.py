"""A curator writes a law, or rewords one."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, read_form, request_problems, see_other
from storyhub.laws import rules
from storyhub.laws.domain.words import LawState
from storyhub.laws.forms import NO_GROUP, LawForm, options
from storyhub.laws.labels import LAW_STAGES
from storyhub.laws.models import Law
from storyhub.laws.queries import changes_between, editable_law, group_names
from storyhub.laws.service import cleaned, create_law, draft_of, expect_version, reword_law
from storyhub.laws.views.blueprint import NUMBER_MAX, bp

SIGNED_OUT = lazy_gettext("You are not signed in any more. Sign in in another tab, then send again.")
CONFLICT = lazy_gettext(
    "Someone changed this law while you were writing. Nothing was overwritten. Your text is below, and so is how it differs from "
    "the wording in force now; sending it again puts yours in its place."
)


@bp.route("/laws/new", methods=["GET", "POST"])
@keeps_text
def create() -> ResponseReturnValue:
    if request.method == "GET":
        return _led_to_sign_in() or _show(LawForm(), None)
    form = LawForm(formdata=read_form())
    if refused := _refused(form, None):
        return refused
    try:
        with transaction():
            number = create_law(form.draft(), actor=current_actor(), now=now()).number
    except Invalid as problem:
        return _show(form, None, 422, problems=(problem.message,))
    return see_other("reading.law", number=number)


@bp.route("/laws/<int:number>/edit", methods=["GET", "POST"])
@keeps_text
def edit(number: int) -> ResponseReturnValue:
    law = _loaded(number)
    if request.method == "GET":
        led = _led_to_sign_in()
        if law.state != LawState.accepted:
            raise Conflict(lazy_gettext("Only a law in force can be reworded."), log=f"law {number} is {law.state}")
        return led or _show(LawForm(data={**LawForm.values(draft_of(law)), "version": str(law.version_id)}), number)
    form = LawForm(formdata=read_form())
    form.needs_why = True
    if refused := _refused(form, number):
        return refused
    try:
        with transaction():
            law = _loaded(number)
            expect_version(law, _version(form))
            reword_law(law, form.draft(), why=(form.why.data or "").strip(), actor=current_actor(), now=now())
    except Conflict:
        return _conflict(form, number)
    except Invalid as problem:
        return _show(form, number, 422, problems=(problem.message,))
    return see_other("reading.law", number=number)


def _loaded(number: int) -> Law:
    law = editable_law(number) if 0 < number <= NUMBER_MAX else None
    if law is None:
        raise NotFound(log="no such law")
    return law


def _led_to_sign_in() -> ResponseReturnValue | None:
    """Visitors are led to the sign-in page. Raises: Forbidden for everyone else who is no curator."""
    actor = current_actor()
    if rules.may_edit(actor):
        return None
    if actor.is_signed_in:
        raise Forbidden(log="only curators write laws")
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), code=303)


def _refused(form: LawForm, number: int | None) -> Response | None:
    """The form again, with everything typed, where it cannot be taken. Raises: Forbidden"""
    actor = current_actor()
    if not actor.is_signed_in:
        return _show(form, number, 403, problems=(SIGNED_OUT,))
    if not rules.may_edit(actor):
        raise Forbidden(log="only curators write laws")
    if problems := request_problems():
        return _show(form, number, 422, problems=problems)
    return None if form.validate() else _show(form, number, 422)


def _conflict(form: LawForm, number: int) -> Response:
    """What was typed, beside how it differs from the wording that came in between; the form now answers to that one."""
    law = _loaded(number)
    if law.state != LawState.accepted:
        raise Conflict(lazy_gettext("Only a law in force can be reworded."), log=f"law {number} is {law.state}")
    form.version.data = str(law.version_id)
    try:
        changes = changes_between(draft_of(law), cleaned(form.draft()))
    except Invalid:
        changes = ()
    return _show(form, number, 409, problems=(CONFLICT,), changes=changes)


def _version(form: LawForm) -> int:
    text = form.version.data or ""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _show(
    form: LawForm, number: int | None, status: int = 200, /, *, problems: tuple[object, ...] = (), changes: tuple[object, ...] = ()
) -> Response:
    no_store()
    form.group.choices = [*NO_GROUP, *options((group.slug, group.name) for group in group_names(current_language()))]
    form.stages.choices = options((str(stage), str(label)) for stage, label in LAW_STAGES.items())
    template = "laws/edit.html" if number else "laws/create.html"
    return page(template, status, form=form, number=number, request_problems=problems, changes=changes, form_failed=status != 200)
