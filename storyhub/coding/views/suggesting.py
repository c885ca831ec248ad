"""Suggestions of laws for a passage, only where the coder asks for them and the setting lets her."""

from __future__ import annotations

from flask import Response, request

from storyhub.coding.domain.places import Choice
from storyhub.coding.queries import desk_story
from storyhub.coding.queries.suggesting import suggest_laws
from storyhub.coding.service import choose_place
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.queue import filters_in_address, with_filters
from storyhub.coding.views.showing import story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.errors import Invalid, NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, hub, no_store, page, settings, sign_in_required


@bp.get("/desk/coding/<public_id>/suggestions")
@sign_in_required(Role.researcher)
def suggestions(public_id: str) -> Response:
    """Laws for the sentences in the address, each with its reason. Reading this changes nothing and chooses nothing."""
    no_store()
    story, actor, lang, filters = story_to_code(public_id), current_actor(), current_language(), filters_in_address()
    desk = desk_story(story, actor=actor, lang=lang)
    if not may_suggest(desk.is_finished):
        raise NotFound(log="suggestions are off here")
    first = _number(request.args.get("from_sentence", ""))
    last = _number(request.args.get("to_sentence", "")) or first
    start, end = choose_place(story, Choice(from_sentence=first or 0, to_sentence=last), revision_id=None)
    if start is None or end is None:
        raise Invalid(log="no sentence")
    return page(
        "coding/suggestions.html",
        desk=desk,
        first=first,
        last=last,
        exact=" ".join(sentence.text for sentence in desk.sentences[(first or 1) - 1 : last]),
        found=suggest_laws(story, start, end, engine=hub().engine, actor=actor, lang=lang),
        address=lambda endpoint: with_filters(endpoint, filters, public_id=desk.public_id),
    )


@bp.app_template_global("may_suggest")
def may_suggest(is_finished: bool) -> bool:
    """`ask`: whenever the coder asks; `after`: only when she has finished; `off`: never."""
    word = settings().suggestions
    return word == "ask" or (word == "after" and is_finished)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else None
