"""The training set at the curator's desk: take a story in with its reference, order, take out."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from storyhub.coding.models import TrainingItem
from storyhub.coding.queries.training_set import candidates, sources, training_set
from storyhub.coding.rules import may_teach
from storyhub.coding.service.training_set import add_training_story, move_training_story, remove_training_story
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.showing import story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, no_store, now, page, see_other, sign_in_required
from storyhub.stories.domain.public_id import public_id, story_id
from storyhub.stories.models import Story

SETTLED = "settled"
_CHOOSE = lazy_gettext("Choose whose marks are the reference.")


@bp.get("/desk/training")
@sign_in_required(Role.curator)
def training_stories() -> Response:
    """The set, stories that could be taken in, and, of the one asked for, whose marks."""
    return _page(request.args.get("story", "").strip()[:20])


@bp.post("/desk/training")
@sign_in_required(Role.curator)
def training_add() -> Response:
    """Takes a story in, or its reference over again."""
    named, source = request.form.get("story", "").strip()[:20], request.form.get("source", "")
    if source != SETTLED and _number(source) is None:
        return _page(named, problems=(_CHOOSE,), status=422)
    try:
        with transaction():
            add_training_story(story_to_code(named), _number(source), actor=current_actor(), now=now())
    except (Conflict, Invalid) as refused:
        return _page(named, problems=(refused.message,), status=refused.status)
    return see_other("coding.training_stories")


@bp.post("/desk/training/<int:number>")
@sign_in_required(Role.curator)
def training_arrange(number: int) -> Response:
    """Moves a story of the set one place, or takes it out."""
    act = request.form.get("act", "")
    with transaction():
        item = db.session.get(TrainingItem, number)
        if item is None or act not in ("earlier", "later", "remove"):
            raise NotFound(log="no such item, or nothing to do")
        if act == "remove":
            remove_training_story(item, actor=current_actor(), now=now())
        else:
            move_training_story(item, earlier=act == "earlier", actor=current_actor())
    return see_other("coding.training_stories")


def _page(named: str, *, problems: Sequence[object] = (), status: int = 200) -> Response:
    no_store()
    number = story_id(named)
    found = db.session.get(Story, number) if number else None
    story = found if found is not None and may_teach(found) else None
    return page(
        "coding/training_set.html",
        status,
        items=training_set(),
        candidates=candidates(current_language()),
        named=public_id(story.id) if story else named,
        story=story,
        sources=sources(story) if story else (),
        problems=problems,
        form_failed=status != 200,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None
