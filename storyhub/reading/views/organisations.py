"""A company and what was told about it. A company nobody has told a readable story about has no page."""

from __future__ import annotations

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from storyhub.kit.errors import NotFound
from storyhub.kit.web import Pagination, current_actor, page, page_number
from storyhub.reading.forms import readable
from storyhub.reading.queries.organisations import find_organisation
from storyhub.reading.views.addresses import with_query
from storyhub.reading.views.blueprint import bp
from storyhub.stories.queries import StoryFilters, story_list

PAGE_SIZE = 20


@bp.get("/organisations/<slug>")
def organisation(slug: str) -> ResponseReturnValue:
    found = find_organisation(slug) if slug == readable(slug) else None
    if found is None:
        raise NotFound
    number = page_number()
    cards, total = story_list(StoryFilters(organisation_id=found.id), actor=current_actor(), page=number, size=PAGE_SIZE)
    if not total:
        raise NotFound(log="no readable story about it")
    if found.slug != slug:
        return redirect(url_for("reading.organisation", slug=found.slug), code=301)
    return _page(found.name, found.slug, found.sector, cards, Pagination(number, PAGE_SIZE, total))


def _page(name: str, slug: str, sector: str | None, cards: object, pages: Pagination) -> Response:
    return page(
        "reading/organisation.html",
        name=name,
        sector=sector,
        cards=cards,
        pages=pages,
        search_address=with_query("reading.search", [("org", slug)]),
    )
