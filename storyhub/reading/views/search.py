"""One box over stories, laws and marked passages. Whatever is typed, a page comes; whatever the index says, the database rules."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request, url_for

from storyhub.kit.errors import SearchUnavailable
from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.web import Pagination, current_actor, hub, limiter, page, page_number
from storyhub.kit.web.limits import limit_of
from storyhub.reading.domain.asked import Asked
from storyhub.reading.forms import read_asked
from storyhub.reading.queries.meant import AS_TYPED, Meaning, search_meant
from storyhub.reading.queries.named import named_law
from storyhub.reading.queries.search_results import PAGE_SIZE, Results
from storyhub.reading.views.addresses import law_address, search_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.cited import search_box
from storyhub.reading.views.facets import Counts, FacetLabels, chips, facet_groups, tabs
from storyhub.reading.views.meaning import as_shown, notices
from storyhub.reading.views.query_problems import shown_problems
from storyhub.reading.views.search_files import files_of
from storyhub.reading.views.ways_out import WaysOut, ways_out
from storyhub.search.query import Parsed, parse
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.queries import story_cards

MAX_PAGE = 500
HEADING_CHARS = 60


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str
    chosen: bool = False


def _asks_nothing() -> bool:
    return read_asked(request.args).is_empty


@bp.get("/search")
@limiter.limit(limit_of("search"), exempt_when=_asks_nothing)
def search() -> Response:
    asked = read_asked(request.args)
    parsed = parse(asked.typed)
    number = min(page_number(), MAX_PAGE)
    actor = current_actor()
    try:
        results, meaning = search_meant(
            asked, parsed, means=hub().means, engine=hub().engine, actor=actor, lang=current_language(), page=number
        )
        wider = ways_out(asked, parsed, actor) if not results.total and not asked.is_empty else WaysOut()
    except SearchUnavailable:
        return _being_repaired(asked, parsed)
    return _results_page(asked, parsed, results, meaning, wider, number)


@bp.get("/search/help")
def search_help() -> Response:
    return page("reading/search_help.html", search_for=lambda text: search_address(Asked(text=text)))


def _results_page(asked: Asked, parsed: Parsed, results: Results, meaning: Meaning, wider: WaysOut, number: int) -> Response:
    return page(
        "reading/search.html",
        **_frame(asked, parsed, results.facets, meaning),
        broken=False,
        results=results,
        pages=Pagination(number, PAGE_SIZE, results.total),
        wider=wider,
        direct=_direct(asked),
        citation=search_box(as_shown(asked, meaning), results.total) if results.total else None,
    )


def _being_repaired(asked: Asked, parsed: Parsed) -> Response:
    response = page("reading/search.html", 503, **_frame(asked, parsed, {}), broken=True, direct=None, citation=None)
    response.headers["Retry-After"] = "30"
    return response


def _frame(asked: Asked, parsed: Parsed, counts: Counts, meaning: Meaning = AS_TYPED) -> dict[str, object]:
    """What the page needs whether or not the index answers."""
    label = FacetLabels(asked, counts, lang=current_language())
    shown = as_shown(asked, meaning)
    return {
        "asked": asked,
        "heading": _heading(asked),
        "problems": shown_problems(asked, parsed.problems),
        "words": parsed.words,
        "chosen": chips(asked, label),
        "clear": search_address(asked.cleared()),
        "tabs": tabs(asked, counts),
        "again": search_address(asked),
        "groups": facet_groups(asked, counts, label),
        "sorts": _sorts(asked),
        "law_address": law_address,
        "notices": notices(asked, meaning),
        "files": files_of(shown),
        "why": with_query("reading.why", [*shown.pairs(), ("hit", "")]),
        "query": urlencode(shown.pairs(), errors="replace"),
    }


def _heading(asked: Asked) -> str:
    words = " ".join(asked.text.split())
    if not words:
        return str(gettext("Search"))
    return str(gettext("Search: %(query)s", query=words if len(words) <= HEADING_CHARS else words[:HEADING_CHARS] + "…"))


def _sorts(asked: Asked) -> tuple[Link, ...]:
    labels = {
        "relevance": gettext("Best first"),
        "strongest": gettext("Strongest evidence first"),
        "newest": gettext("Newest first"),
        "oldest": gettext("Oldest first"),
    }
    return tuple(Link(label, search_address(asked.sorted_by(sort)), asked.sort == sort) for sort, label in labels.items())


def _direct(asked: Asked) -> Link | None:
    """A way straight to a story whose number was typed, or to a law that was named outright."""
    typed = asked.text.strip()
    number = story_id(typed.upper())
    card = story_cards([number], actor=current_actor()).get(number) if number else None
    if card is not None:
        return Link(gettext("Go to story %(id)s", id=card.public_id), url_for("reading.story", public_id=card.public_id))
    law = named_law(typed, lang=current_language())
    if law is not None:
        label = gettext("Go to law %(key)s: %(name)s", key=law.number, name=law.name)
        return Link(label, url_for("reading.law", number=law.number))
    return None
