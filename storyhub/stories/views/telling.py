"""From an empty page to the code in two steps: write, check, and the code is there."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import transaction
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.text import Rendered, TextProblem, detect_language, mark_up
from storyhub.kit.text.renderer import RendererUnavailable
from storyhub.kit.web import hub, keeps_text, limiter, now, page, request_problems, see_other, settings
from storyhub.kit.web.limits import limit_of, network_key
from storyhub.stories.domain.receipt import is_nonce, new_nonce
from storyhub.stories.domain.spam_signs import MACHINE, spam_signs
from storyhub.stories.domain.stamp import stamp
from storyhub.stories.forms.hints import hide, hints_of, marks_of
from storyhub.stories.forms.telling import TellForm
from storyhub.stories.queries.promise import RECENTLY, promise_kept
from storyhub.stories.service import delete_draft, submit_story
from storyhub.stories.views.blueprint import bp, key, posted_form, private, refused_status
from storyhub.stories.views.called import about_asked, answer_asked, answered, answered_id, offered
from storyhub.stories.views.draft_words import draft_of
from storyhub.stories.views.prompting import receipt_page
from storyhub.stories.views.slowing import OPENED, is_lifted, seconds_open, slow_page

# Showing a text costs up to a second of the one rendering worker.
CHECKS = "30 per minute"


@bp.route("/tell", methods=["GET", "POST"])
@keeps_text
@limiter.limit(CHECKS, methods=["POST"])
def tell() -> Response:
    """GET: the form. POST: the check page, or the form again with what is wrong."""
    private()
    form = _form()
    answer_asked(form)
    if request.method == "GET" or ("change" in request.form and not request_problems()):
        return tell_page(form, draft=draft_of(form))
    before = _hide(form)
    checked = _checked(form)
    return checked if isinstance(checked, Response) else _check_page(form, checked, before=before)


@bp.route("/tell/send", methods=["GET", "POST"])
@keeps_text
@limiter.limit(limit_of("submit"), methods=["POST"], exempt_when=is_lifted, on_breach=slow_page)
@limiter.limit(limit_of("submit_network"), key_func=network_key, methods=["POST"], exempt_when=is_lifted, on_breach=slow_page)
@limiter.limit(limit_of("submit_all"), key_func=lambda: "everybody", methods=["POST"])
def send() -> ResponseReturnValue:
    """Answers with the code itself, so that it travels in no address. Sent twice, it answers the same."""
    private()
    if request.method == "GET":
        return see_other("stories.tell")
    known = is_nonce(key(), request.form.get("nonce"))
    form = _form()
    rendered = _checked(form)
    if isinstance(rendered, Response):
        return rendered
    if not known:
        return _check_page(form, rendered, problem=lazy_gettext("Your story is not sent yet. Please press “Send” once more."))
    signs = spam_signs(form.text.source, trap=form.website.data or "", seconds=seconds_open(form))
    if settings().proof_of_work == "fallback" and MACHINE.intersection(signs) and not is_lifted():
        return slow_page()
    nonce = form.nonce.data or ""
    with transaction():
        draft = form.story_draft(ui_lang=current_language(), signs=signs, call_id=answered_id(form))
        story, code = submit_story(draft, nonce=nonce, key=key(), rendered=rendered, now=now())
        delete_draft(form.draft.data or "", key=key())
    return receipt_page(story, code)


def _form() -> TellForm:
    """The posted form; a token that is missing, forged or garbled is replaced by a fresh one."""
    form = TellForm(formdata=posted_form() if request.method == "POST" else None)
    if not is_nonce(key(), form.nonce.data):
        form.nonce.data = new_nonce(key())
    if seconds_open(form) is None:
        form.opened.data = stamp(key(), OPENED, now())
    return form


def _checked(form: TellForm) -> Rendered | Response:
    """What becomes public; or the form's page with the reason why nothing can."""
    problems = request_problems()
    if not form.validate() or problems:
        return tell_page(form, refused_status(), problems, draft=draft_of(form))
    try:
        rendered: Rendered = hub().renderer.render(form.text.source)
    except TextProblem as problem:
        form.text.refuse(problem)
        return tell_page(form, 422, draft=draft_of(form))
    except RendererUnavailable:
        busy = lazy_gettext("We cannot show your text just now. It is below, nothing is lost: please try again in a minute.")
        return tell_page(form, 503, (busy,), draft=draft_of(form))
    return rendered


def tell_page(form: TellForm, status: int = 200, problems: tuple[object, ...] = (), *, draft: dict[str, Any] | None = None) -> Response:
    """The first page of telling; `draft` is what it says about the draft that it belongs to."""
    notice = lazy_gettext("The draft is deleted.") if request.method == "GET" and request.args.get("done") == "deleted" else None
    promise = promise_kept(promise_days=settings().promise_days, now=now(), within=RECENTLY)
    about = about_asked() if request.method == "GET" else ""
    context = {"about": about, "problems": problems, "draft": draft, "promise": promise, "notice": notice, "form_failed": status != 200}
    return page("stories/tell.html", status, form=form, call=offered(form), **context)


def _hide(form: TellForm) -> str | None:
    """Puts a placeholder where the pressed button says; the text before, so that it can be undone, or None if nothing was hidden."""
    if "undo" in request.form and not request_problems():
        form.text.data = request.form.get("before", "")
        return None
    if "hide" not in request.form or request_problems() or not form.text.validate(form):
        return None
    before, after = form.text.source, hide(form.text.source, request.form["hide"])
    form.text.data = after
    return before if before != after else None


def _check_page(form: TellForm, rendered: Rendered, *, problem: object = None, before: str | None = None) -> Response:
    status = 422 if problem else 200
    hints = hints_of(form.text.source)
    return page(
        "stories/check.html",
        status,
        form=form,
        call=answered(form),
        html=mark_up(rendered.html, marks=marks_of(hints, rendered.plain)),
        hints=hints,
        before=before,
        notice=lazy_gettext("Hidden.") if before is not None else None,
        lang=detect_language(rendered.plain),
        problems=(problem,) if problem else (),
        form_failed=status != 200,
    )
