"""With the code: answer a moderator's question, approve or refuse a moderator's edit."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import keeps_text, now, request_problems, see_other
from storyhub.stories.forms.answering import EditForm, ReplyForm
from storyhub.stories.models import Story
from storyhub.stories.rules import is_edit_waiting
from storyhub.stories.service import answer_edit, reply
from storyhub.stories.views.blueprint import bp, guessing_limited, posted_form, posted_story, private, refused_status
from storyhub.stories.views.receipts import lost_page, status_page


@bp.route("/receipt/reply", methods=["GET", "POST"])
@keeps_text
@guessing_limited
def receipt_reply() -> ResponseReturnValue:
    """Keeps the teller's words beside the story and hands it back to the moderators."""
    private()
    if request.method == "GET":
        return see_other("stories.receipt")
    form = ReplyForm(formdata=posted_form())
    problems = request_problems()
    if problems:
        return lost_page(form.message.data, refused_status(), problems)
    if not form.validate():
        return status_page(posted_story(), status=422, reply=form)
    try:
        with transaction():
            story = posted_story()
            reply(story, form.message.text, now=now())
    except Conflict as problem:
        return _too_late(problem, form.message.data)
    return status_page(story, lazy_gettext("Your answer is kept. A moderator reads it next."))


@bp.route("/receipt/edit", methods=["GET", "POST"])
@keeps_text
@guessing_limited
def receipt_edit() -> ResponseReturnValue:
    """The teller's yes or no to the edit that was seen."""
    private()
    if request.method == "GET":
        return see_other("stories.receipt")
    form, answer = EditForm(formdata=posted_form()), request.form.get("answer")
    problems = request_problems()
    if problems:
        return lost_page(form.why.data, refused_status(), problems)
    if not form.validate() or answer not in ("approve", "refuse"):
        return status_page(posted_story(), status=422, answer=form)
    try:
        with transaction():
            story = posted_story()
            _expect(story, form.edit.data)
            answer_edit(story, answer == "approve", why=form.why.text if answer == "refuse" else "", now=now())
    except Conflict as problem:
        return _too_late(problem, form.why.data)
    approved = lazy_gettext("Approved. The text with this change goes on to be published.")
    refused = lazy_gettext("Refused. Your own words stay; a moderator reads your reason next.")
    return status_page(story, approved if answer == "approve" else refused)


def _expect(story: Story, number: str | None) -> None:
    """Raises: Conflict if it is not this edit that waits."""
    edit = story.latest_revision
    if edit is None or not is_edit_waiting(edit) or str(edit.number) != number:
        raise Conflict(lazy_gettext("There is no suggestion to answer any more."), log="another text came between")


def _too_late(problem: Conflict, typed: str | None) -> Response:
    """The story as it stands now, with why the answer came too late and the words that were typed."""
    db.session.rollback()
    return status_page(posted_story(), problem.message, status=409, typed=typed or "")
