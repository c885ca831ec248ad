"""Every story that contradicts a law, in the open: what could refute it is looked for as carefully as what bears it out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from storyhub.coding.labels import POLARITY_LABELS, STRENGTH_LABELS
from storyhub.coding.queries import AgainstFilters, law_figures, stories_against
from storyhub.coding.queries.contradicting import AGAINST
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import gettext, lazy_gettext
from storyhub.kit.web import Pagination, current_actor, page, page_number
from storyhub.reading.forms import read_words
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.choices import LANGUAGES, SECTORS, Choice
from storyhub.reading.views.law_addressed import law_numbered

PAGE_SIZE = 20
SORTS: Mapping[str, object] = {"strength": lazy_gettext("strongest first"), "newest": lazy_gettext("newest first")}
SIDES: Mapping[str, object] = {str(side): POLARITY_LABELS[side] for side in AGAINST}
LEAST: Mapping[str, object] = {str(strength): STRENGTH_LABELS[strength] for strength in (2, 3)}
WORDS: Mapping[str, Mapping[str, object]] = {"side": SIDES, "least": LEAST, "lang": LANGUAGES, "sector": SECTORS, "sort": SORTS}


@bp.get("/laws/<int:number>/against")
def against(number: int) -> Response:
    law, actor, asked = law_numbered(number), current_actor(), page_number()
    words = read_words(request.args, {name: frozenset(map(str, values)) for name, values in WORDS.items()})
    filters = AgainstFilters(
        polarity=words.get("side"),
        lang=words.get("lang"),
        sector=words.get("sector"),
        least=int(words.get("least", 1)),
        newest_first=words.get("sort") == "newest",
    )
    found = stories_against(law.id, filters, actor=actor, page=asked, size=PAGE_SIZE)
    if asked > 1 and not found.items:
        raise NotFound(log="no such page")
    return page(
        "reading/against.html",
        law=law,
        found=found,
        figures=law_figures([law.id], actor=actor)[law.id],
        filtered=bool(words.keys() - {"sort"}),
        choices=_choices(words),
        pages=Pagination(asked, PAGE_SIZE, found.total),
    )


def _choices(words: Mapping[str, str]) -> tuple[Choice, ...]:
    return (
        Choice("side", gettext("Says"), SIDES, words.get("side")),
        Choice("least", gettext("At least"), LEAST, words.get("least")),
        Choice("lang", gettext("Language"), LANGUAGES, words.get("lang")),
        Choice("sector", gettext("Sector"), SECTORS, words.get("sector")),
        Choice("sort", gettext("Order"), SORTS, words.get("sort", "strength"), any=False),
    )
