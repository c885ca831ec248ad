"""None of the laws fits: a new one from the selected passage, which is marked with it at once."""

from __future__ import annotations

from flask import Response, request

from storyhub.coding.forms import NewLawForm
from storyhub.coding.queries import alike_laws
from storyhub.coding.service import choose_place
from storyhub.coding.service.proposing import NewLaw, propose_from_passage
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.queue import filters_in_address, with_filters
from storyhub.coding.views.showing import back_to, show_desk, story_to_begin, story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, hub, keeps_text, no_store, now, page, request_problems, settings, sign_in_required
from storyhub.stories.domain.public_id import public_id as public_of
from storyhub.stories.models import Story


@bp.post("/desk/coding/<public_id>/propose")
@keeps_text
@sign_in_required(Role.researcher)
def propose(public_id: str) -> Response:
    """The short form for a law from the selected passage, with laws that look like it."""
    form = NewLawForm(formdata=request.form)
    found = story_to_code(public_id)
    if request_problems():
        return show_desk(found, form, problems=request_problems(), status=422)
    draft = form.draft()
    try:
        place = choose_place(found, draft.choice, revision_id=draft.revision_id)
    except (Conflict, Invalid) as problem:
        return show_desk(found, form, problems=(problem.message,), status=problem.status)
    return _form(found, form, place, status=200)


@bp.post("/desk/coding/<public_id>/propose/send")
@keeps_text
@sign_in_required(Role.researcher)
def propose_send(public_id: str) -> Response:
    """Makes the proposal and marks the passage with it, or shows the form again."""
    form = NewLawForm(formdata=request.form)
    draft = form.draft()
    try:
        found = story_to_begin(public_id)
        place = choose_place(found, draft.choice, revision_id=draft.revision_id)
        if request_problems() or not form.validate():
            return _form(found, form, place, problems=request_problems())
        new = NewLaw(
            name=form.name.data or "",
            statement=form.statement.data or "",
            lang=current_language(),
            polarity=draft.polarity,
            strength=draft.strength,
            note=draft.note,
        )
        with transaction():
            propose_from_passage(
                found,
                new,
                place=place,
                coder=current_actor(),
                coders_needed=settings().coders_per_story,
                now=now(),
                revision_id=draft.revision_id,
            )
    except (Conflict, Invalid) as problem:
        return _form(story_to_code(public_id), form, None, problems=(problem.message,), status=problem.status)
    return back_to(public_id, f"s-{draft.choice.from_sentence}" if draft.choice.from_sentence else "codings")


def _form(
    found: Story,
    form: NewLawForm,
    place: tuple[int | None, int | None] | None,
    *,
    problems: tuple[object, ...] = (),
    status: int = 422,
) -> Response:
    no_store()
    plain = found.published_revision.plain if found.published_revision else ""
    words = plain[slice(*place)] if place and place[0] is not None else form.exact.data or ""
    said = " ".join((form.name.data or "", form.statement.data or "", words or plain))
    filters = filters_in_address()
    return page(
        "coding/desk_propose.html",
        status,
        form=form,
        problems=problems,
        form_failed=status != 200,
        words=words,
        story_lang=found.lang,
        alike=alike_laws(said, engine=hub().engine, lang=current_language()),
        address=lambda endpoint: with_filters(endpoint, filters, public_id=public_of(found.id)),
    )
