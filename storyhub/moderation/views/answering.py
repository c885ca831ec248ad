"""On the task page: answering readers' reports, and asking or answering for a removal."""

from __future__ import annotations

from flask import redirect
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import BadRequest, Conflict, NotFound
from storyhub.kit.web import no_store, now, read_form, require, sign_in_required
from storyhub.moderation.domain.flagging import Outcome
from storyhub.moderation.domain.removing import Answer, Removal
from storyhub.moderation.queries import find_story
from storyhub.moderation.service import answer_flags, answer_removal, ask_removal, open_request
from storyhub.moderation.views.addresses import asked_filters, queue_address, task_address
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.models import Story


@bp.post("/desk/moderation/<public_id>/reports")
@sign_in_required(Role.moderator)
def answer_reports(public_id: str) -> ResponseReturnValue:
    """Closes the open reports with their outcome."""
    no_store()
    actor, word = require(Role.moderator), read_form().get("outcome")
    if word not in set(Outcome):
        raise BadRequest(log="no outcome")
    with transaction():
        answer_flags(_story(public_id), Outcome(word), actor=actor, now=now())
    return redirect(queue_address(asked_filters(), done="answered"), code=303)


@bp.post("/desk/moderation/<public_id>/removal")
@sign_in_required(Role.moderator)
def removal(public_id: str) -> ResponseReturnValue:
    """Asks for a removal, or answers the one that was asked for."""
    no_store()
    actor, posted, moment = require(Role.moderator), read_form(), now()
    answer, wanted = posted.get("answer", ""), posted.get("removal", "")
    if answer not in set(Answer) and wanted not in set(Removal):
        raise BadRequest(log="neither asked nor answered")
    with transaction():
        story = _story(public_id)
        if answer in set(Answer):
            request = open_request(story)
            if request is None or str(request.id) != posted.get("request"):
                raise Conflict(log="another request, or none")
            answer_removal(request, Answer(answer), actor=actor, now=moment)
        else:
            ask_removal(story, Removal(wanted), posted.get("why", "")[:2_000], actor=actor, now=moment)
    if answer:
        return redirect(queue_address(asked_filters(), done=f"removal_{answer}"), code=303)
    return redirect(task_address(public_id, asked_filters()) + "#removal", code=303)


def _story(public_id: str) -> Story:
    story = find_story(public_id)
    if story is None:
        raise NotFound(log="story")
    return story
