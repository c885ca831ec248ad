"""One story on the desk as a page, and the way back to it after a verb."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Response, make_response, redirect, request

from storyhub.coding.forms import CodingForm
from storyhub.coding.models import Coding
from storyhub.coding.queries import (
    DeskStory,
    desk_steps,
    desk_story,
    law_guides,
    memos,
    my_orphans,
    next_story,
    queue_progress,
    recent_laws,
    taken_back,
)
from storyhub.coding.rules import may_close_round, may_use_desk
from storyhub.coding.service.training_due import check_may_begin
from storyhub.coding.views.ahead import looks_ahead
from storyhub.coding.views.law_lists import law_groups, shelves
from storyhub.coding.views.queue import filters_in_address, with_filters
from storyhub.coding.views.training_due import training_terms
from storyhub.coding.views.voting import offered_vote
from storyhub.kit.db import db
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, no_store, now, page
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story
from storyhub.stories.rules import may_be_coded


def story_to_code(public_id: str) -> Story:
    """A story that may be coded. Raises: NotFound for any other, so that the desk gives no hidden story away."""
    number = story_id(public_id)
    found = db.session.get(Story, number) if number else None
    if found is None or not may_be_coded(found):
        raise NotFound(lazy_gettext("No story with this number can be coded now."), log="not to be coded")
    return found


def story_to_begin(public_id: str) -> Story:
    """The same, to be marked now. Raises also: Conflict when the coder has not begun it and is late with repeating the training."""
    found = story_to_code(public_id)
    check_may_begin(found, training_terms(), coder=current_actor(), now=now())
    return found


def named_coding(public_id: str) -> Coding:
    """The coding that the sent form names. Raises: NotFound when it is none of this story."""
    number = _number(request.form.get("coding", ""))
    coding = db.session.get(Coding, number) if number else None
    if coding is None or coding.story_id != story_id(public_id):
        raise NotFound(log="no such coding of this story")
    return coding


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None


def show_desk(found: Story, form: CodingForm | None, *, problems: Sequence[object] = (), status: int = 200) -> Response:
    no_store()
    actor, lang, filters = current_actor(), current_language(), filters_in_address()
    desk = desk_story(found, actor=actor, lang=lang)
    laws = law_guides(lang, story_lang=found.lang)
    removed = _number(request.args.get("removed", ""))
    shown = _filled(form, desk)
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
        memos=memos(actor=actor, lang=lang, story_id=found.id),
        steps=desk_steps(found, actor=actor, lang=lang),
        removed=taken_back(found, removed, actor=actor, lang=lang) if removed else None,
        orphans=my_orphans(actor, lang=lang, story=found),
        progress=queue_progress(filters, actor=actor),
        filters=filters,
        may_code=may_use_desk(actor),
        may_close=may_close_round(actor) and not desk.is_complete,
        next_address=_next_address(found),
        queue_address=with_filters("coding.queue", filters),
        vote=offered_vote(found, laws, marked=[coding.law_id for coding in desk.mine]),
        address=lambda endpoint: with_filters(endpoint, filters, public_id=desk.public_id),
    )
    return looks_ahead(answer)


def _filled(form: CodingForm | None, desk: DeskStory) -> CodingForm:
    """The form as it was sent, or fresh, or with the mark in it that the address asks to change."""
    shown = form or CodingForm()
    if form is not None and form.revision.data != str(desk.revision_id):
        shown.forget_place()
    changed = None if form else next((own for own in desk.mine if str(own.id) == request.args.get("change", "")), None)
    if changed is not None and desk.is_open:
        shown.show_mark(changed)
    shown.revision.data = str(desk.revision_id)
    return shown


def _next_address(found: Story) -> str | None:
    filters = filters_in_address()
    following = next_story(found.id, filters, actor=current_actor())
    return with_filters("coding.story", filters, public_id=following) if following else None


def back_to(public_id: str, anchor: str, *, removed: int | None = None) -> Response:
    """To the desk again; `removed` has it offer to put that coding back."""
    address = with_filters("coding.story", filters_in_address(), public_id=public_id)
    if removed is not None:
        address += ("&" if "?" in address else "?") + urlencode({"removed": removed})
    return make_response(redirect(f"{address}#{anchor}", code=303))
