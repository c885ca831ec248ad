"""One's own data: a copy of everything, and the end of the account."""

from __future__ import annotations

import json

from flask import Response, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from storyhub.accounts.forms import EraseForm
from storyhub.accounts.service import erase_person, export_person
from storyhub.accounts.views import bp
from storyhub.accounts.views.proofs import fresh_required, keys
from storyhub.accounts.views.security import myself
from storyhub.accounts.views.session_cookie import drop_cookie, here
from storyhub.accounts.views.tables import tables_of
from storyhub.kit.db import forget_for_good, transaction
from storyhub.kit.errors import Conflict
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import hub, keeps_text, no_store, now, page, read_form, request_problems, sign_in_required

NOT_THE_HANDLE = lazy_gettext("Type your handle exactly as it stands there.")


@bp.get("/me/data.json")
@sign_in_required()
@fresh_required
def my_data() -> ResponseReturnValue:
    """Everything that is kept about the person, as a file."""
    no_store()
    person = myself()
    found = export_person(person, holders=hub().personal, now=now())
    response = make_response(json.dumps(found, ensure_ascii=False, indent=1))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="storyhub-{person.handle}.json"'
    return response


@bp.get("/me/data.zip")
@sign_in_required()
@fresh_required
def my_tables() -> ResponseReturnValue:
    """The same, with a table for each kind of thing that a spreadsheet opens."""
    no_store()
    person = myself()
    response = make_response(tables_of(export_person(person, holders=hub().personal, now=now())))
    response.mimetype = "application/zip"
    response.headers["Content-Disposition"] = f'attachment; filename="storyhub-{person.handle}.zip"'
    return response


@bp.route("/me/erase", methods=["GET", "POST"])
@sign_in_required()
@fresh_required
@keeps_text
def erase() -> ResponseReturnValue:
    if request.method == "GET":
        return _page(EraseForm(data={"contributions": "keep"}))
    form, problems = EraseForm(formdata=read_form()), request_problems()
    if problems or not form.validate():
        return _page(form, 422, problems=problems)
    if (form.handle.data or "").strip() != myself().handle:
        return _page(form, 422, problems=(NOT_THE_HANDLE,))
    keep, actor = form.contributions.data != "remove", here().actor
    try:
        with transaction():
            erase_person(myself(), keep=keep, holders=hub().personal, keys=keys(), actor=actor, now=now())
    except Conflict as refused:
        return _page(form, 409, problems=(refused.message,))
    forget_for_good()
    session.clear()
    response = make_response(redirect(url_for("reading.home"), code=303))
    drop_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache", "cookies"'
    return response


def _page(form: EraseForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    return page("accounts/erase.html", status, form=form, person=myself(), problems=problems, form_failed=status != 200)
