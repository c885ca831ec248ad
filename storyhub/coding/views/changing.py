"""Changing a mark, and going back and forth through what one did in a story."""

from __future__ import annotations

from flask import Response, request

from storyhub.coding.forms import CodingForm
from storyhub.coding.service import Change, change_coding, choose_place, redo_step, undo_step
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.showing import back_to, named_coding, show_desk, story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.web import current_actor, keeps_text, now, request_problems, settings, sign_in_required


@bp.post("/desk/coding/<public_id>/change")
@keeps_text
@sign_in_required(Role.researcher)
def change(public_id: str) -> Response:
    """Changes one's own mark, or shows the form again with what is wrong."""
    form = CodingForm(formdata=request.form)
    if request_problems() or not form.validate():
        return show_desk(story_to_code(public_id), form, problems=request_problems(), status=422)
    draft = form.draft()
    try:
        with transaction():
            found = story_to_code(public_id)
            coding = named_coding(public_id)
            place = None if form.keeps_place else choose_place(found, draft.choice, revision_id=draft.revision_id)
            change_coding(
                coding,
                Change(law_id=draft.law_id, place=place, polarity=draft.polarity, strength=draft.strength, note=draft.note),
                version=form.seen_version,
                actor=current_actor(),
                coders_needed=settings().coders_per_story,
                now=now(),
                revision_id=draft.revision_id,
            )
            changed = coding.id
    except (Conflict, Invalid) as problem:
        return show_desk(story_to_code(public_id), form, problems=(problem.message,), status=problem.status)
    return back_to(public_id, f"coding-{changed}")


@bp.post("/desk/coding/<public_id>/undo")
@sign_in_required(Role.researcher)
def undo(public_id: str) -> Response:
    """Takes back what one did last in this story."""
    with transaction():
        undo_step(story_to_code(public_id), coder=current_actor(), coders_needed=settings().coders_per_story, now=now())
    return back_to(public_id, "steps")


@bp.post("/desk/coding/<public_id>/redo")
@sign_in_required(Role.researcher)
def redo(public_id: str) -> Response:
    """Does again what one took back last."""
    with transaction():
        redo_step(story_to_code(public_id), coder=current_actor(), coders_needed=settings().coders_per_story, now=now())
    return back_to(public_id, "steps")
