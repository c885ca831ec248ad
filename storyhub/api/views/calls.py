"""Calls for stories."""

from __future__ import annotations

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.problems import Refused
from storyhub.api.domain.records.others import CallAsked, CallList, CallRecord, CallsAsked
from storyhub.api.views.addresses import call_address
from storyhub.api.views.edge import serves
from storyhub.api.views.paging import next_page, place_of
from storyhub.calls.queries import CallCard, calls_on, card_of, find_call
from storyhub.kit.days import day_of
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import no_store, now
from storyhub.reading.queries.counted_calls import CountedCall, counted

PATH = "/calls"


@serves(Operation("listCalls", "GET", PATH, "calls", lazy_gettext("Calls for stories"), CallList, asked=CallsAsked))
def calls(asked: CallsAsked) -> CallList:
    found = [card for card in calls_on(day_of(now()), lang=asked.lang) if asked.phase in (None, str(card.phase))]
    after = place_of(asked, PATH)
    left = [card for card in sorted(found, key=_place, reverse=True) if after is None or _place(card) < after]
    shown = left[: asked.limit]
    following = next_page(asked, PATH, _place(shown[-1])) if len(left) > asked.limit else None
    return CallList(tuple(_record(call, asked.lang) for call in counted(shown)), following)


@serves(
    Operation(
        "getCall", "GET", "/calls/{slug}", "calls", lazy_gettext("One call for stories"), CallRecord,
        about=lazy_gettext("The stories that answer it: /stories?call=…"), asked=CallAsked, may=frozenset({410}),
    )
)  # fmt: skip
def call(slug: str, asked: CallAsked) -> CallRecord:
    found = find_call(slug)
    if found is None:
        raise NotFound(log="no such call")
    if found.withdrawn_at is not None:
        no_store()
        raise Refused(410, lazy_gettext("This call was taken back."), on=day_of(found.withdrawn_at))
    return _record(counted([card_of(found, lang=asked.lang, today=day_of(now()))])[0], asked.lang)


def _place(card: CallCard) -> tuple[str, int]:
    return (card.opens_on.isoformat(), card.id)


def _record(found: CountedCall, lang: str) -> CallRecord:
    card = found.call
    return CallRecord(
        slug=card.slug,
        address=call_address(card.slug, lang),
        title=card.title,
        text_html=str(card.text),
        phase=str(card.phase),
        opens_on=card.opens_on,
        last_on=card.last_on,
        goal=card.goal,
        stories=found.stories,
        is_sample=card.is_sample,
    )
