"""One story on the desk: mark, unmark, finish, close."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Response, make_response, redirect, request

from storyhub.coding.forms import CodingForm
from storyhub.coding.models import Coding
from storyhub.coding.queries import (
    desk_story,
    law_guides,
    my_orphans,
    next_story,
    queue_progress,
    recent_laws,
    taken_back,
)
from storyhub.coding.rules import may_close_round, may_use_desk
from storyhub.coding.service import add_coding, choose_place, close_round, finish_pass, remove_coding, restore_coding
from storyhub.coding.views.ahead import looks_ahead
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.law_lists import law_groups, shelves
from storyhub.coding.views.queue import filters_in_address, with_filters
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, request_problems, settings, sign_in_required
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story
from storyhub.stories.rules import may_be_coded


@bp.get("/desk/coding/<public_id>")
@sign_in_required(Role.researcher, Role.curator)
def story(public_id: str) -> Response:
    """The desk with one story."""
    return _desk(found_story(public_id), None)


@bp.post("/desk/coding/<public_id>")
@keeps_text
@sign_in_required(Role.researcher)
def code(public_id: str) -> Response:
    """Marks a passage, or shows the form again with what is wrong."""
    form = CodingForm(formdata=request.form)
    if request_problems() or not form.validate():
        return _desk(found_story(public_id), form, problems=request_problems(), status=422)
    draft = form.draft()
    try:
        with transaction():
            found = found_story(public_id)
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
        return _desk(found_story(public_id), form, problems=(problem.message,), status=problem.status)
    return _back(public_id, f"s-{draft.choice.from_sentence}" if draft.choice.from_sentence else "codings")


@bp.post("/desk/coding/<public_id>/remove")
@sign_in_required(Role.researcher)
def remove(public_id: str) -> Response:
    """Takes one's own coding back."""
    with transaction():
        coding = _named_coding(public_id)
        remove_coding(coding, actor=current_actor(), now=now())
    return _back(public_id, "codings", removed=coding.id)


@bp.post("/desk/coding/<public_id>/restore")
@sign_in_required(Role.researcher)
def restore(public_id: str) -> Response:
    """Puts one's own removed coding back."""
    with transaction():
        found_story(public_id)
        coding = _named_coding(public_id)
        restore_coding(coding, actor=current_actor(), coders_needed=settings().coders_per_story, now=now())
    return _back(public_id, "codings")


@bp.post("/desk/coding/<public_id>/finish")
@sign_in_required(Role.researcher)
def finish(public_id: str) -> Response:
    """The researcher is done with this story."""
    with transaction():
        finish_pass(found_story(public_id), coder=current_actor(), now=now(), coders_needed=settings().coders_per_story)
    return _back(public_id, "finished")


@bp.post("/desk/coding/<public_id>/close", endpoint="close_round")
@sign_in_required(Role.curator)
def close(public_id: str) -> Response:
    """A curator makes public what is finished."""
    with transaction():
        close_round(found_story(public_id), actor=current_actor(), now=now())
    return _back(public_id, "finished")


def found_story(public_id: str) -> Story:
    """A story that may be coded. Raises: NotFound for any other, so that the desk gives no hidden story away."""
    number = story_id(public_id)
    found = db.session.get(Story, number) if number else None
    if found is None or not may_be_coded(found):
        raise NotFound(lazy_gettext("No story with this number can be coded now."), log="not to be coded")
    return found


def _named_coding(public_id: str) -> Coding:
    """The coding that the sent form names. Raises: NotFound when it is none of this story."""
    number = _number(request.form.get("coding", ""))
    coding = db.session.get(Coding, number) if number else None
    if coding is None or coding.story_id != story_id(public_id):
        raise NotFound(log="no such coding of this story")
    return coding


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None


def _desk(found: Story, form: CodingForm | None, *, problems: Sequence[object] = (), status: int = 200) -> Response:
    no_store()
    actor, lang, filters = current_actor(), current_language(), filters_in_address()
    desk = desk_story(found, actor=actor, lang=lang)
    laws = law_guides(lang, story_lang=found.lang)
    removed = _number(request.args.get("removed", ""))
    shown = form or CodingForm()
    if form is not None and form.revision.data != str(desk.revision_id):
        shown.forget_place()
    shown.revision.data = str(desk.revision_id)
    shown.offer([(sentence.number, sentence.first_words) for sentence in desk.sentences], law_groups(laws))
    answer = page(
        "coding/desk.html",
        status,
        desk=desk,
        form=shown,
        problems=tuple(problems),
        form_failed=status != 200,
        groups=shelves(laws),
        recent=recent_laws(actor),
        removed=taken_back(found, removed, actor=actor, lang=lang) if removed else None,
        orphans=my_orphans(actor, lang=lang, story_id=found.id),
        progress=queue_progress(filters, actor=actor),
        filters=filters,
        may_code=may_use_desk(actor),
        may_close=may_close_round(actor) and not desk.is_complete,
        next_address=_next_address(found),
        queue_address=with_filters("coding.queue", filters),
        address=lambda endpoint: with_filters(endpoint, filters, public_id=desk.public_id),
    )
    return looks_ahead(answer)


def _next_address(found: Story) -> str | None:
    filters = filters_in_address()
    following = next_story(found.id, filters, actor=current_actor())
    return with_filters("coding.story", filters, public_id=following) if following else None


def _back(public_id: str, anchor: str, *, removed: int | None = None) -> Response:
    """To the desk again; `removed` has it offer to put that coding back."""
    address = with_filters("coding.story", filters_in_address(), public_id=public_id)
    if removed is not None:
        address += ("&" if "?" in address else "?") + urlencode({"removed": removed})
    return make_response(redirect(f"{address}#{anchor}", code=303))
