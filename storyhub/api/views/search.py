"""The search: the query of the site's page, and what that page finds."""

from __future__ import annotations

from flask import request

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.records.others import FacetRecord, Find, Finds, SearchAsked
from storyhub.api.views.addresses import law_address, story_address
from storyhub.api.views.edge import serves
from storyhub.api.views.paging import address
from storyhub.kit.actor import VISITOR
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import hub
from storyhub.reading.forms import read_asked
from storyhub.reading.queries.found_rows import FoundRow, found_rows
from storyhub.reading.queries.meant import search_meant
from storyhub.reading.queries.search_results import PAGE_SIZE
from storyhub.search.query import parse

PATH = "/search"
MAX_PAGE = 500
LICENCE = "CC-BY-4.0"


@serves(
    Operation(
        "search", "GET", PATH, "search", lazy_gettext("What the site’s search finds"), Finds,
        about=lazy_gettext(
            "Takes the query of the search page as it stands in its address, and finds the same in the same order. The best come first, "
            "and what is best can change: whoever wants everything takes the lists."
        ),
        asked=SearchAsked,
    )
)  # fmt: skip
def search(asked: SearchAsked) -> Finds:
    question = read_asked(request.args)
    results, meaning = search_meant(
        question, parse(question.typed), means=hub().means, engine=hub().engine, actor=VISITOR, lang=asked.names, page=asked.page
    )
    pairs = [*question.pairs(), *([("names", asked.names)] if asked.names != "en" else [])]
    more = asked.page * PAGE_SIZE < results.total and asked.page < MAX_PAGE and not question.is_empty
    return Finds(
        total=results.total,
        complete=results.complete,
        searched=meaning.shown or question.text,
        offered=meaning.offered or None,
        items=tuple(map(_find, found_rows(results.hits))),
        facets=tuple(FacetRecord(name, one.value, one.count) for name, counts in results.facets.items() for one in counts),
        next=address(PATH, [*pairs, ("page", str(asked.page + 1))]) if more else None,
    )


def _find(row: FoundRow) -> Find:
    place = row.sentence if row.kind == "passage" else 0
    return Find(
        kind=row.kind,
        id=row.ident,
        address=story_address(row.story, row.lang or "en", sentence=place) if row.story else law_address(row.law, row.lang or "en"),
        title=row.title if row.free else None,
        text=row.text if row.free else None,
        licence=LICENCE if row.free else None,
        date=row.day,
        lang=row.lang,
        law=row.law or None,
        organisation=row.organisation or None,
        sector=row.sector or None,
        stage=row.stage or None,
        polarity=row.polarity or None,
    )
