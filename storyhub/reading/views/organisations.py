"""A company and what was told about it. A company nobody has told a readable story about has no page."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import Pagination, current_actor, page, page_number
from storyhub.reading.forms import readable
from storyhub.reading.queries.law_tallies import law_tallies
from storyhub.reading.queries.organisations import find_organisation
from storyhub.reading.views.addresses import law_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.stories.models import Story
from storyhub.stories.queries import StoryFilters, story_list

PAGE_SIZE = 20


@bp.get("/organisations/<slug>")
def organisation(slug: str) -> ResponseReturnValue:
    found = find_organisation(slug) if slug == readable(slug) else None
    if found is None:
        raise NotFound
    number, actor = page_number(), current_actor()
    cards, total = story_list(StoryFilters(organisation_id=found.id), actor=actor, page=number, size=PAGE_SIZE)
    if not total:
        raise NotFound(log="no readable story about it")
    if found.slug != slug:
        return redirect(url_for("reading.organisation", slug=found.slug), code=301)
    return page(
        "reading/organisation.html",
        organisation=found,
        laws=law_tallies(Story.organisation_id == found.id, actor=actor, lang=current_language()),
        law_address=law_address,
        cards=cards,
        pages=Pagination(number, PAGE_SIZE, total),
        search_address=with_query("reading.search", [("org", found.slug)]),
    )
