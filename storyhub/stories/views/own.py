"""Putting a story on one's own page by its code, and taking it off."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, NotFound
from storyhub.kit.web import current_actor, keeps_text, now, page, request_problems, see_other, sign_in_required
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.forms.telling import CodeForm
from storyhub.stories.forms.texts import showable
from storyhub.stories.service import keep_own_story, let_own_story_go
from storyhub.stories.views.blueprint import bp, guessing_limited, posted_story, private, refused_status


@bp.route("/me/stories/add", methods=["GET", "POST"])
@guessing_limited
@sign_in_required()
@keeps_text
def add_own() -> ResponseReturnValue:
    private()
    form = CodeForm(formdata=request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(form)
    if request_problems():
        return _page(form, refused_status(), request_problems())
    actor = current_actor()
    try:
        with transaction():
            keep_own_story(posted_story(), actor=actor, now=now())
    except (NotFound, Conflict) as problem:
        form.refuse(problem.message)
        return _page(form, 422)
    return see_other("reading.own_stories")


@bp.post("/me/stories/remove")
@sign_in_required()
def remove_own() -> ResponseReturnValue:
    private()
    actor, found = current_actor(), story_id(request.form.get("story", ""))
    if found is None:
        raise NotFound(log="no such story")
    with transaction():
        let_own_story_go(found, actor=actor)
    return see_other("reading.own_stories")


def _page(form: CodeForm, status: int = 200, problems: tuple[object, ...] = ()) -> Response:
    form.code.data = showable(form.code.data or "")[:200]
    return page("stories/add_own.html", status, form=form, problems=problems, form_failed=status != 200)
