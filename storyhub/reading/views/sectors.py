"""Sectors: how many stories each has, and one sector with its stories, companies and laws. An empty one invites the first story."""

from __future__ import annotations

from flask import Response

from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import Pagination, current_actor, page, page_number
from storyhub.reading.queries.law_tallies import law_tallies
from storyhub.reading.queries.story_tallies import companies, stories_by_sector
from storyhub.reading.views.addresses import law_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.choices import SECTORS
from storyhub.stories.queries import StoryFilters, in_sector, story_list

PAGE_SIZE = 20


@bp.get("/sectors")
def sectors() -> Response:
    counts = stories_by_sector(current_actor())
    # Those with stories first; otherwise in the order of the list everybody chooses from.
    return page("reading/sectors.html", sectors=sorted(SECTORS, key=lambda word: -counts.get(word, 0)), counts=counts)


@bp.get("/sectors/<sector>")
def sector(sector: str) -> Response:
    if sector not in SECTORS:
        raise NotFound(log="no such sector")
    number, actor = page_number(), current_actor()
    cards, total = story_list(StoryFilters(sector=sector), actor=actor, page=number, size=PAGE_SIZE)
    return page(
        "reading/sector.html",
        sector=sector,
        cards=cards,
        pages=Pagination(number, PAGE_SIZE, total),
        companies=companies(in_sector(sector), actor=actor),
        laws=law_tallies(in_sector(sector), actor=actor, lang=current_language()),
        law_address=law_address,
        search_address=with_query("reading.search", [("sector", sector)]),
    )
