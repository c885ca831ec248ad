"""One story on the desk: mark, unmark, finish, close."""

from __future__ import annotations

from flask import Response, request

from storyhub.coding.forms import CodingForm
from storyhub.coding.service import add_coding, choose_place, close_round, finish_pass, remove_coding, restore_coding
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.showing import back_to, named_coding, show_desk, story_to_begin, story_to_code
from storyhub.coding.views.voting import keep_vote
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.web import current_actor, keeps_text, now, request_problems, settings, sign_in_required


@bp.get("/desk/coding/<public_id>")
@sign_in_required(Role.researcher, Role.curator)
def story(public_id: str) -> Response:
    """The desk with one story."""
    return show_desk(story_to_code(public_id), None)


@bp.post("/desk/coding/<public_id>")
@keeps_text
@sign_in_required(Role.researcher)
def code(public_id: str) -> Response:
    """Marks a passage, or shows the form again with what is wrong."""
    form = CodingForm(formdata=request.form)
    if request_problems() or not form.validate():
        return show_desk(story_to_code(public_id), form, problems=request_problems(), status=422)
    draft = form.draft()
    try:
        with transaction():
            found = story_to_begin(public_id)
            start, end = choose_place(found, draft.choice, revision_id=draft.revision_id)
            add_coding(
                found,
                start=start,
                end=end,
                law_id=draft.law_id,
                polarity=draft.polarity,
                strength=draft.strength,
                note=draft.note,
                coder=current_actor(),
                coders_needed=settings().coders_per_story,
                now=now(),
                revision_id=draft.revision_id,
            )
    except (Conflict, Invalid) as problem:
        return show_desk(story_to_code(public_id), form, problems=(problem.message,), status=problem.status)
    return back_to(public_id, f"s-{draft.choice.from_sentence}" if draft.choice.from_sentence else "codings")


@bp.post("/desk/coding/<public_id>/remove")
@sign_in_required(Role.researcher)
def remove(public_id: str) -> Response:
    """Takes one's own coding back."""
    with transaction():
        coding = named_coding(public_id)
        remove_coding(coding, actor=current_actor(), now=now())
    return back_to(public_id, "codings", removed=coding.id)


@bp.post("/desk/coding/<public_id>/restore")
@sign_in_required(Role.researcher)
def restore(public_id: str) -> Response:
    """Puts one's own removed coding back."""
    with transaction():
        story_to_code(public_id)
        coding = named_coding(public_id)
        restore_coding(coding, actor=current_actor(), coders_needed=settings().coders_per_story, now=now())
    return back_to(public_id, "codings")


@bp.post("/desk/coding/<public_id>/finish")
@sign_in_required(Role.researcher)
def finish(public_id: str) -> Response:
    """The researcher is done with this story; her vote, if she gave one, goes with it."""
    try:
        with transaction():
            found = story_to_begin(public_id)
            keep_vote(found)
            finish_pass(found, coder=current_actor(), now=now(), coders_needed=settings().coders_per_story)
    except (Conflict, Invalid) as problem:
        return show_desk(story_to_code(public_id), None, problems=(problem.message,), status=problem.status)
    return back_to(public_id, "finished")


@bp.post("/desk/coding/<public_id>/close", endpoint="close_round")
@sign_in_required(Role.curator)
def close(public_id: str) -> Response:
    """A curator makes public what is finished."""
    with transaction():
        close_round(story_to_code(public_id), actor=current_actor(), now=now())
    return back_to(public_id, "finished")
