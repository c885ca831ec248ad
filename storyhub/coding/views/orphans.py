"""One's own marks that lost their place: put on a place the coder chose, or dropped."""

from __future__ import annotations

import re

from flask import Response, request

from storyhub.coding.forms import CodingForm
from storyhub.coding.service import choose_place, remove_coding
from storyhub.coding.service.coding import Place
from storyhub.coding.service.orphans import place_again
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.showing import back_to, named_coding, show_desk, story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.web import current_actor, keeps_text, now, request_problems, sign_in_required
from storyhub.stories.models import Story

_SPAN = re.compile(r"(\d{1,7})-(\d{1,7})", re.ASCII)


@bp.post("/desk/coding/<public_id>/orphan")
@keeps_text
@sign_in_required(Role.researcher)
def orphan(public_id: str) -> Response:
    """`place`: a place in the text as `start-end`, `words` (selected or by sentences), or `drop`."""
    form = CodingForm(formdata=request.form)
    if request_problems():
        return show_desk(story_to_code(public_id), None, problems=request_problems(), status=422)
    draft = form.draft()
    try:
        with transaction():
            coding = named_coding(public_id)
            if request.form.get("place") == "drop":
                remove_coding(coding, actor=current_actor(), now=now())
                return back_to(public_id, "orphans")
            found = story_to_code(public_id)
            place = _place(found, form)
            place_again(coding, place, version=form.seen_version, revision_id=draft.revision_id, actor=current_actor(), now=now())
            placed = coding.id
    except (Conflict, Invalid) as problem:
        return show_desk(story_to_code(public_id), None, problems=(problem.message,), status=problem.status)
    return back_to(public_id, f"coding-{placed}")


def _place(found: Story, form: CodingForm) -> Place:
    span = _SPAN.fullmatch(request.form.get("place", ""))
    if span:
        return int(span[1]), int(span[2])
    draft = form.draft()
    return choose_place(found, draft.choice, revision_id=draft.revision_id)
