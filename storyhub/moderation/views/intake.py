"""Quick intake: a moderator pastes a story received elsewhere, says where it stood and who allowed it, and gets the teller's code."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.days import day_of
from storyhub.kit.db import transaction
from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.text import TextProblem
from storyhub.kit.text.renderer import RendererUnavailable
from storyhub.kit.web import hub, keeps_text, no_store, now, page, read_form, request_problems, require, settings, sign_in_required
from storyhub.kit.web.headers import no_referrer
from storyhub.moderation.forms import IntakeForm
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.domain.receipt import is_nonce, new_nonce, receipt_key
from storyhub.stories.queries import receipt_of
from storyhub.stories.service.intake import take_in_story


@bp.route("/desk/intake", methods=["GET", "POST"])
@keeps_text
@sign_in_required(Role.moderator)
def intake() -> ResponseReturnValue:
    no_store()
    no_referrer()
    key = receipt_key(settings().secret_key)
    form = IntakeForm(formdata=read_form() if request.method == "POST" else None)
    nonce = form.nonce.data or ""
    if not is_nonce(key, nonce):
        form.nonce.data = nonce = new_nonce(key)
    if request.method == "GET":
        return _form_page(form)
    problems = request_problems()
    if not form.validate() or problems:
        return _form_page(form, problems, failed=True)
    try:
        rendered = hub().renderer.render(form.text.source)
    except TextProblem as problem:
        form.text.refuse(problem)
        return _form_page(form, failed=True)
    except RendererUnavailable:
        return _form_page(form, (gettext("The text cannot be shown just now. Please try again in a minute."),), failed=True)
    with transaction():
        draft, provenance = form.story_draft(ui_lang=current_language()), form.intake()
        story, code = take_in_story(
            draft, provenance, nonce=nonce, key=key, rendered=rendered, actor=require(Role.moderator), now=now()
        )
    shown = receipt_of(story, promise_days=settings().promise_days, today=day_of(now()))
    return page("moderation/intake_code.html", story=shown, code=code)


def _form_page(form: IntakeForm, problems: tuple[object, ...] = (), *, failed: bool = False) -> Response:
    return page("moderation/intake.html", 422 if failed else 200, form=form, problems=problems, form_failed=failed)
