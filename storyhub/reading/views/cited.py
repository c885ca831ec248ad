"""The cite boxes of the public pages, and a search as a file of references.

A search says how much it found and on which day: tomorrow it may find more.
"""

from __future__ import annotations

from datetime import date

from flask import Response, request

from storyhub.citing.domain.box import CiteBox, cite_box
from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.formats import FILES
from storyhub.citing.domain.library import Library
from storyhub.citing.domain.plain import withdrawn
from storyhub.citing.domain.things import law_citable, search_citable, story_citable
from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.web import download, hub, limiter, now, settings
from storyhub.kit.web.limits import limit_of
from storyhub.kit.web.linking import url_for
from storyhub.kit.web.templating import site_name
from storyhub.laws.queries import LawPage
from storyhub.reading.domain.asked import Asked
from storyhub.reading.forms import read_asked
from storyhub.reading.queries.search_results import search_public
from storyhub.reading.queries.story_page import StoryHead
from storyhub.reading.views.addresses import search_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.search.query import parse


def law_box(law: LawPage) -> CiteBox:
    """The law in its wording of now."""
    thing = law_citable(
        _library(), number=law.number, name=law.name, lang=law.lang, version=law.revision_number, revised=day_of(law.revised_at)
    )
    return cite_box(thing, lambda suffix: url_for("citing.law_file", number=law.number, suffix=suffix))


def story_box(story: StoryHead, *, free: bool) -> CiteBox:
    thing = story_citable(
        _library(), public_id=story.public_id, title=story.title, lang=story.lang, published=story.published_on, free=free
    )
    return cite_box(thing, lambda suffix: url_for("citing.story_file", public_id=story.public_id, suffix=suffix))


def tombstone_words(public_id: str, on: date | None) -> str:
    """How to cite a story that was withdrawn: nothing in it is the teller's."""
    return withdrawn(_library(), public_id, on)


def search_box(asked: Asked, results: int) -> CiteBox:
    return cite_box(_search(asked, results), lambda suffix: with_query("reading.search_citation", asked.pairs(), suffix=suffix))


@bp.get("/cite/search.<any(bib, ris, json, txt):suffix>")
@limiter.limit(limit_of("search"))
def search_citation(suffix: str) -> Response:
    """Counted anew: what everybody may find at this moment."""
    asked = read_asked(request.args)
    finds = search_public(asked, parse(asked.typed), engine=hub().engine, lang=current_language(), limit=1)
    thing, kind = _search(asked, finds.total), FILES[suffix]
    return download(kind.write(thing), f"{thing.key}.{suffix}", kind.media_type)


def _search(asked: Asked, results: int) -> Citable:
    words = " ".join(asked.text.split())
    title = gettext("Search: %(query)s", query=words) if words else gettext("Search")
    # The address without a language: whoever follows it is answered in theirs.
    address = settings().base_url + search_address(asked).removeprefix(f"/{current_language()}")
    return search_citable(_library(), title=title, address=address, results=results)


def _library() -> Library:
    return Library(site_name(), settings().base_url, current_language(), day_of(now()))
