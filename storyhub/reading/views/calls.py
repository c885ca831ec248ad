"""Calls for stories: all of them, and one with the stories that answered it."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response

from storyhub.calls.domain.phase import Phase
from storyhub.calls.models import Call
from storyhub.calls.queries import calls_on, card_of, find_call
from storyhub.calls.rules import may_call
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import Pagination, current_actor, no_store, now, page, page_number, settings
from storyhub.reading.queries.counted_calls import CountedCall, counted
from storyhub.reading.views.addresses import with_query
from storyhub.reading.views.blueprint import bp
from storyhub.stories.queries import StoryFilters, story_list

PAGE_SIZE = 20
# What can be answered comes first.
ORDER = (Phase.open, Phase.coming, Phase.past)


@bp.get("/calls")
def calls() -> Response:
    found = counted(calls_on(day_of(now()), lang=current_language()))
    return page("reading/calls.html", shelves=[(phase, _shelf(found, phase)) for phase in ORDER], may_call=may_call(current_actor()))


def _shelf(found: Iterable[CountedCall], phase: Phase) -> list[CountedCall]:
    """What closes or opens soonest comes first; of those that are over, the one that closed last."""
    here = [each for each in found if each.call.phase is phase]
    return sorted(here, key=lambda each: each.call.opens_on if phase is Phase.coming else each.call.last_on, reverse=phase is Phase.past)


@bp.get("/calls/<slug>")
def call(slug: str) -> Response:
    """The stories and their number are those that everybody can read, whoever asks."""
    found = existing_call(slug)
    if found.withdrawn_at is not None:
        no_store()
        return page("reading/call_withdrawn.html", 410)
    number = page_number()
    card = card_of(found, lang=current_language(), today=day_of(now()))
    cards, total = story_list(StoryFilters(call_id=found.id), actor=VISITOR, page=number, size=PAGE_SIZE)
    return page(
        "reading/call.html",
        counted=counted([card])[0],
        cards=cards,
        pages=Pagination(number, PAGE_SIZE, total),
        answer_address=with_query("stories.tell", [("call", found.slug)]),
        address=f"{settings().base_url}{with_query('reading.call', (), slug=found.slug)}",
        may_call=may_call(current_actor()),
    )


def existing_call(slug: str) -> Call:
    """Raises: NotFound"""
    found = find_call(slug)
    if found is None:
        raise NotFound(log="no such call")
    return found
