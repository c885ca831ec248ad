"""Another wording, suggested to the teller: nothing is published with it until the teller approves."""

from __future__ import annotations

from typing import NoReturn

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import gettext
from storyhub.kit.text import MAX_CHARS, MIN_CHARS, Rendered, TextProblem, clean_source
from storyhub.kit.text.renderer import RendererUnavailable
from storyhub.kit.web import hub, keeps_text, no_store, now, page, read_form, request_problems, require, settings, sign_in_required
from storyhub.moderation.forms import SuggestForm
from storyhub.moderation.queries import TaskPage, find_story, task_page
from storyhub.moderation.service import touch_claim
from storyhub.moderation.views.addresses import address_of, asked_filters, task_address
from storyhub.moderation.views.blueprint import bp
from storyhub.stories import service as stories


@bp.route("/desk/moderation/<public_id>/suggest", methods=["GET", "POST"])
@keeps_text
@sign_in_required(Role.moderator)
def suggest(public_id: str) -> ResponseReturnValue:
    no_store()
    task = task_page(public_id, now=now(), promise_days=settings().promise_days)
    if task is None or not task.source:
        raise NotFound(log="story")
    posted = read_form()
    if "why" not in posted:
        return _suggest_page(task, SuggestForm(data={"text": task.source}))
    form = SuggestForm(formdata=posted)
    problems = request_problems()
    if not form.validate() or problems:
        return _suggest_page(task, form, problems)
    try:
        source = clean_source(form.text.data or "", max_chars=MAX_CHARS, min_chars=MIN_CHARS)
        rendered = hub().renderer.render(source)
    except TextProblem:
        form.text.errors = (gettext("This text is too short, too long, or its formatting cannot be shown."),)
        return _suggest_page(task, form)
    except RendererUnavailable:
        return _suggest_page(task, form, (gettext("The text cannot be shown just now. Please try again in a minute."),))
    return _suggest(task, form, source, rendered)


def _suggest(task: TaskPage, form: SuggestForm, source: str, rendered: Rendered) -> ResponseReturnValue:
    actor, moment = require(Role.moderator), now()
    try:
        with transaction():
            story = find_story(task.public_id)
            if story is None or story.latest_revision_id != task.revision_id:
                _raise_changed()
            stories.suggest_edit(story, rendered, form.why.data or "", source=source, actor=actor, now=moment)
            touch_claim("story", str(story.id), minutes=settings().claim_minutes, actor=actor, now=moment)
    except (Conflict, Invalid) as error:
        db.session.rollback()
        return _suggest_page(task, form, (error.message or gettext("This story cannot be changed now."),))
    return redirect(task_address(task.public_id, asked_filters()), code=303)


def _raise_changed() -> NoReturn:
    raise Conflict(gettext("The text has changed meanwhile."), log="another text")


def _suggest_page(task: TaskPage, form: SuggestForm, problems: tuple[object, ...] = ()) -> Response:
    failed = bool(form.errors or problems)
    filters = asked_filters()
    return page(
        "moderation/suggest.html",
        422 if failed else 200,
        task=task,
        form=form,
        problems=problems,
        form_failed=failed,
        action_address=address_of("suggest", task.public_id, filters),
        task_address=task_address(task.public_id, filters),
    )
