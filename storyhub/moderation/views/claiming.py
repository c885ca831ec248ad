"""Taking a task and giving it back; a first look at a proposal; taking a decision back."""

from __future__ import annotations

from flask import redirect
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import BadRequest
from storyhub.kit.web import no_store, now, read_form, require, settings, sign_in_required
from storyhub.moderation.service import claim_task, first_look, release_task, undo_decision
from storyhub.moderation.views.addresses import asked_filters, queue_address, task_address
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.domain.public_id import public_id

KINDS = ("story", "flag", "removal", "proposal")


@bp.post("/desk/moderation/claim")
@sign_in_required(Role.moderator)
def claim() -> ResponseReturnValue:
    """`take` leads to the task, `release` and `seen` back to the queue."""
    no_store()
    actor, posted, moment = require(Role.moderator), read_form(), now()
    kind, key, wish = posted.get("kind", ""), posted.get("key", ""), posted.get("wish", "take")
    if kind not in KINDS or not (key.isascii() and key.isdigit() and len(key) < 10):
        raise BadRequest(log="no such task")
    with transaction():
        if wish == "release":
            release_task(kind, key, actor=actor)
        elif wish == "seen" and kind == "proposal":
            first_look(int(key), actor=actor, now=moment)
        else:
            claim_task(kind, key, minutes=settings().claim_minutes, actor=actor, now=moment)
    if wish == "take" and kind != "proposal":
        return redirect(task_address(public_id(int(key)), asked_filters()), code=303)
    return redirect(queue_address(asked_filters(), done="seen" if wish == "seen" else ""), code=303)


@bp.post("/desk/moderation/undo")
@sign_in_required(Role.moderator)
def undo() -> ResponseReturnValue:
    """Takes one's own last decision back, or says why it stands."""
    no_store()
    actor, number = require(Role.moderator), read_form().get("decision", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise BadRequest(log="no decision")
    with transaction():
        story = undo_decision(int(number), actor=actor, now=now())
        found = public_id(story.id)
    return redirect(task_address(found, asked_filters()), code=303)
