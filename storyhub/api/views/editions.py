"""Numbered editions of the library: the shelf, and one."""

from __future__ import annotations

from datetime import date

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.records.editions import (
    EditionAsked,
    EditionItem,
    EditionLaw,
    EditionList,
    EditionRecord,
    EditionsAsked,
    QuoteRecord,
)
from storyhub.api.views.addresses import edition_address
from storyhub.api.views.edge import serves
from storyhub.api.views.paging import next_page, place_of
from storyhub.editions.domain.snapshot import FrozenLaw, Snapshot
from storyhub.editions.queries.listed import edition_cards
from storyhub.editions.queries.stored import snapshot_of
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import lazy_gettext

PATH = "/editions"
MAX_NUMBER = 2**31 - 1


@serves(Operation("listEditions", "GET", PATH, "editions", lazy_gettext("Editions of the library"), EditionList, asked=EditionsAsked))
def editions(asked: EditionsAsked) -> EditionList:
    place = place_of(asked, PATH)
    left = [card for card in edition_cards() if place is None or card.number < int(place[0])]
    shown = left[: asked.limit]
    items = tuple(
        EditionItem(card.number, edition_address(card.number, asked.lang), card.title.of(asked.lang), _day(card.frozen_on), card.laws)
        for card in shown
    )
    return EditionList(items, next_page(asked, PATH, (shown[-1].number,)) if len(left) > asked.limit else None)


@serves(
    Operation(
        "getEdition", "GET", "/editions/{number}", "editions", lazy_gettext("One edition, with its laws and quotes"), EditionRecord,
        asked=EditionAsked,
    )
)  # fmt: skip
def edition(number: int, asked: EditionAsked) -> EditionRecord:
    found = snapshot_of(number) if number <= MAX_NUMBER else None
    if found is None:
        raise NotFound(log="no such edition")
    return EditionRecord(
        number=found.number,
        address=edition_address(found.number, asked.lang),
        title=found.title.of(asked.lang),
        foreword=found.foreword.of(asked.lang),
        publisher=found.publisher,
        licence=found.licence,
        frozen_on=_day(found.frozen_on),
        doi=found.doi or None,
        sha256=found.sha256,
        laws=tuple(_law(law, found, asked.lang) for law in found.laws),
    )


def _law(law: FrozenLaw, found: Snapshot, lang: str) -> EditionLaw:
    quotes = tuple(QuoteRecord(one.story, one.lang, one.polarity, one.text) for one in found.quotes if one.law == law.number)
    return EditionLaw(law.number, law.name.of(lang), law.statement.of(lang), law.group, law.evidence.strength, quotes)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
