"""The desk of calls: the list, writing one, changing it, ending it. What readers see is put together above the stories."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from storyhub.calls.domain.drafts import Ending
from storyhub.calls.forms import PARTS, CallForm, EndForm
from storyhub.calls.labels import phase_label
from storyhub.calls.models import Call
from storyhub.calls.queries import CallCard, calls_on, card_of, find_call
from storyhub.calls.rules import STAFF
from storyhub.calls.service import change_call, create_call, end_call, endings_of
from storyhub.kit import audit
from storyhub.kit.days import day_of
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, read_form, request_problems, see_other, sign_in_required

View = TypeVar("View", bound=Callable[..., Any])
bp = Blueprint("calls", __name__)
bp.add_app_template_filter(phase_label)
DONE = {
    "created": lazy_gettext("The call is written."),
    "changed": lazy_gettext("The call is changed."),
    "close": lazy_gettext("The call is closed."),
    "withdraw": lazy_gettext("The call is taken back."),
    "reopen": lazy_gettext("The call stands again, with the days it had."),
}
NEWER = lazy_gettext(
    "Someone changed this call while you were writing. Nothing was overwritten. Your text is below; sending it again puts yours in its "
    "place."
)
SIGNED_OUT = lazy_gettext("You are not signed in any more. Sign in in another tab, then send again.")


def words_come_back(view: View) -> View:
    """Whoever was signed out while writing gets the words again, and not the sign-in page instead of them."""

    @wraps(view)
    def kept(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        form = CallForm(formdata=read_form())
        if not current_actor().is_signed_in and any(form[name].data for name in PARTS):
            return _written(form, 403, (SIGNED_OUT,))
        answer: ResponseReturnValue = view(*args, **kwargs)
        return answer

    return cast(View, kept)


@bp.get("/desk/calls")
@sign_in_required(*STAFF)
def desk() -> Response:
    no_store()
    calls = calls_on(day_of(now()), lang=current_language(), with_withdrawn=True)
    return page("calls/desk.html", calls=calls, notice=DONE.get(request.args.get("done", "")))


@bp.route("/desk/calls/new", methods=["GET", "POST"])
@keeps_text
@words_come_back
@sign_in_required(*STAFF)
def create() -> ResponseReturnValue:
    form = CallForm(formdata=read_form() if request.method == "POST" else None)
    if request.method == "GET":
        form.opens_on.data = day_of(now())
        return _written(form)
    problems = request_problems()
    if not form.validate() or problems:
        return _written(form, 422, problems)
    try:
        with transaction():
            create_call(form.draft(), actor=current_actor(), now=now())
    except Invalid as refused:
        return _written(form, 422, (refused.message,))
    return see_other("calls.desk", done="created")


@bp.route("/desk/calls/<slug>/edit", methods=["GET", "POST"])
@keeps_text
@words_come_back
@sign_in_required(*STAFF)
def edit(slug: str) -> ResponseReturnValue:
    call = _found(slug)
    if request.method == "GET":
        return _written(_form_of(call), call=call)
    form = CallForm(formdata=read_form())
    problems = request_problems()
    if not form.validate() or problems:
        return _written(form, 422, problems, call=call)
    try:
        with transaction():
            change_call(_found(slug), form.draft(), version=_version(form), actor=current_actor(), now=now())
    except Conflict:
        newer = _found(slug)
        form.version.data = str(newer.version_id)
        return _written(form, 409, (NEWER,), call=newer)
    except Invalid as refused:
        return _written(form, 422, (refused.message,), call=_found(slug))
    return see_other("calls.desk", done="changed")


@bp.route("/desk/calls/<slug>/end", methods=["GET", "POST"])
@sign_in_required(*STAFF)
@keeps_text
def end(slug: str) -> ResponseReturnValue:
    form = EndForm(formdata=read_form() if request.method == "POST" else None)
    if request.method == "GET":
        return _ending(form, slug)
    problems = request_problems()
    if not form.validate() or problems:
        return _ending(form, slug, 422, problems)
    ending = Ending(form.ending.data)
    with transaction():
        end_call(_found(slug), ending, actor=current_actor(), now=now())
    return see_other("calls.desk", done=str(ending))


def _found(slug: str) -> Call:
    call = find_call(slug)
    if call is None:
        raise NotFound(log="no such call")
    return call


def _form_of(call: Call) -> CallForm:
    values = {name: getattr(call, name) for name in (*PARTS, "opens_on", "closes_on")}
    return CallForm(data={**values, "goal": str(call.goal or ""), "version": str(call.version_id)})


def _version(form: CallForm) -> int:
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _shown(call: Call) -> CallCard:
    return card_of(call, lang=current_language(), today=day_of(now()))


def _written(form: CallForm, status: int = 200, problems: tuple[object, ...] = (), *, call: Call | None = None) -> Response:
    no_store()
    return page(
        "calls/write.html",
        status,
        form=form,
        call=_shown(call) if call else None,
        action=request.path,
        events=audit.timeline("call", str(call.id)) if call else (),
        problems=problems,
        form_failed=status != 200,
    )


def _ending(form: EndForm, slug: str, status: int = 200, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    call = _found(slug)
    possible = endings_of(call, today=day_of(now()))
    return page("calls/end.html", status, form=form, call=_shown(call), possible=possible, problems=problems, form_failed=status != 200)
