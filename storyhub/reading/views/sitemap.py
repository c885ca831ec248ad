"""The maps that robots.txt leads search engines to: pages, laws, and the stories block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from flask import Response

from storyhub.editions.queries.listed import edition_cards
from storyhub.kit.days import day_of, start_of
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import LANGUAGES
from storyhub.kit.web.caching import say_changed
from storyhub.kit.web.linking import url_for
from storyhub.laws.domain.words import LawStage
from storyhub.laws.queries import law_news
from storyhub.reading.domain.sitemap import MOST, Place, index, part
from storyhub.reading.queries.mapped import (
    call_slugs,
    open_proposal_numbers,
    organisation_slugs,
    stories_of_block,
    story_blocks,
    told_sectors,
)
from storyhub.reading.views.addresses import permanent
from storyhub.reading.views.linked import linked_bp

# Stories of one part: each has an address in every language.
BLOCK = MOST // len(LANGUAGES)
PAGES = (
    "reading.home", "editions.editions", "reading.stories", "reading.laws", "reading.calls", "reading.stages", "reading.sectors",
    "reading.about", "reading.how_it_works", "reading.how_strength_works", "reading.join", "reading.edits", "reading.promise",
    "reading.terms", "reading.privacy", "reading.contact", "reading.search_help", "coding.agreement", "moderation.statistics",
    "curation.proposals", "stories.tell",
)  # fmt: skip
NOTHING = "S-000000"


@linked_bp.get("/sitemap.xml")
def sitemap() -> Response:
    laws = [day_of(news.changed) for news in law_news("en")]
    parts: list[tuple[str, date | None]] = [(_part("pages"), None), (_part("laws"), max(laws, default=None))]
    parts += [(permanent(url_for("linked.sitemap_of_stories", block=number + 1)), day) for number, day in story_blocks(BLOCK)]
    _say_changed(day for _address, day in parts)
    return _xml(index(parts))


@linked_bp.get("/sitemaps/pages.xml")
def sitemap_of_pages() -> Response:
    """What has no number, and companies, sectors, stages, calls and proposals."""
    return _xml(part(_pages()))


@linked_bp.get("/sitemaps/laws.xml")
def sitemap_of_laws() -> Response:
    news = sorted(law_news("en"), key=lambda one: one.card.number or 0)
    _say_changed(day_of(one.changed) for one in news)
    return _xml(part(_page("reading.law", day_of(one.changed), number=one.card.number or 0) for one in news))


@linked_bp.get("/sitemaps/stories-<int:block>.xml")
def sitemap_of_stories(block: int) -> Response:
    found = list(stories_of_block(block - 1, BLOCK)) if 0 < block < 1_000_000 else []
    if not found:
        raise NotFound(log="no such part")
    _say_changed(day for _ident, day in found)
    # One address is asked for and all others are made of it: asking for five thousand takes longer than all the rest.
    pattern = _page("reading.story", public_id=NOTHING)
    return _xml(part(_story(pattern, ident, day) for ident, day in found))


def _pages() -> Iterator[Place]:
    yield from (_page(endpoint) for endpoint in PAGES)
    yield from (_page("reading.stage", stage=str(stage)) for stage in LawStage)
    yield from (_page("reading.sector", sector=sector) for sector in told_sectors())
    yield from (_page("reading.organisation", slug=slug) for slug in organisation_slugs())
    yield from (_page("reading.call", slug=slug) for slug in call_slugs())
    yield from _editions()
    yield from (_page("curation.proposal", number=number) for number in open_proposal_numbers())


def _editions() -> Iterator[Place]:
    """Frozen: neither changes."""
    for card in edition_cards():
        yield _page("editions.edition", date.fromisoformat(card.frozen_on), number=card.number)


def _page(endpoint: str, changed: date | None = None, **values: str | int) -> Place:
    paths = {lang: url_for(endpoint, lang=lang, **values) for lang in LANGUAGES}
    some = paths[LANGUAGES[0]].removeprefix(f"/{LANGUAGES[0]}")
    return Place({lang: permanent(path) for lang, path in paths.items()}, permanent(some), changed)


def _story(pattern: Place, ident: str, day: date) -> Place:
    addresses = {lang: address.replace(NOTHING, ident) for lang, address in pattern.addresses.items()}
    return Place(addresses, pattern.default.replace(NOTHING, ident), day)


def _part(name: str) -> str:
    return permanent(url_for(f"linked.sitemap_of_{name}"))


def _say_changed(days: Iterable[date | None]) -> None:
    say_changed(*(start_of(day) for day in days if day))


def _xml(text: str) -> Response:
    return Response(text, mimetype="application/xml")
