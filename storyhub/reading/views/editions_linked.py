"""Editions for machines: a feed, linked data, signposts and a card. Their pages, which stand below, ask for what belongs into the head."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Response, request

from storyhub.citing.domain.linked_data import CC_BY, LinkedEdition, Node, Text, document, edition_book
from storyhub.citing.domain.linked_signposts import Signposts, header_of
from storyhub.editions.domain.snapshot import Both, Snapshot
from storyhub.editions.queries.listed import EditionCard, edition_cards
from storyhub.editions.queries.served import files_of
from storyhub.editions.queries.stored import snapshot_of
from storyhub.kit.days import start_of
from storyhub.kit.drawing import Card
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import LANGUAGES, current_language, gettext, ngettext
from storyhub.kit.web import limiter
from storyhub.kit.web.limits import limit_of
from storyhub.kit.web.sharing import SharePicture
from storyhub.kit.web.templating import day, site_name
from storyhub.reading.domain.atom import Entry, Feed
from storyhub.reading.views.addresses import permanent
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.cards import answer_with, figures_of, foot, picture_of
from storyhub.reading.views.feeds import LONG_AGO, feed_answer, whole
from storyhub.reading.views.law_addressed import MAX_NUMBER
from storyhub.reading.views.linked import data_answer, linked_bp, linkset_answer
from storyhub.reading.views.linked_shapes import JSON_LD, landing, library_here, library_in_all

# How a text of an edition is told: in one language, or in both.
Said = Callable[[Both], Text]


@bp.get("/editions/feed.atom")
def editions_feed() -> Response:
    """Every edition, the newest first."""
    return feed_answer(
        Feed(
            address=whole("reading.editions_feed"),
            page=whole("editions.editions"),
            title=f"{gettext('Editions')} – {site_name()}",
            author=site_name(),
            lang=current_language(),
            updated=LONG_AGO,
            entries=[_entry(card) for card in edition_cards()],
        )
    )


@linked_bp.get("/editions/<int:number>.jsonld")
def edition_data(number: int) -> Response:
    found = _numbered(number)
    address = permanent(f"/editions/{number}")
    return data_answer(edition_book(_edition(found, _both, _files(number, LANGUAGES[0])), library_in_all()), address)


@linked_bp.get("/editions/<int:number>.linkset.json")
def edition_links(number: int) -> Response:
    found = _numbered(number)
    return linkset_answer(_signposts(number, found.licence, *LANGUAGES), "editions.edition", number=number)


@linked_bp.get("/cards/<any(ru, en):lang>/editions/<int:number>-<version>.png")
@limiter.limit(limit_of("cards"))
def edition_card(number: int, version: str) -> Response:
    return answer_with(_card(_numbered(number)), version, "linked.edition_card", number=number)


@bp.app_template_global("edition_linked")
def edition_linked(edition: Snapshot) -> Node:
    """What the page of an edition is about, in the language of the page, without its files, which come and go."""
    return document(edition_book(_edition(edition, lambda text: text.of(current_language()), []), library_here()))


@bp.app_template_global("edition_picture")
def edition_picture(edition: Snapshot) -> SharePicture:
    return picture_of(_card(edition), "linked.edition_card", number=edition.number)


@linked_bp.after_app_request
def point_from_edition(response: Response) -> Response:
    """The page of an edition gets its signposts here: the feature that shows it knows nothing of them."""
    if request.endpoint == "editions.edition" and response.status_code == 200:
        number = int((request.view_args or {})["number"])
        response.headers["Link"] = header_of(_signposts(number, CC_BY, current_language()))
    return response


def _numbered(number: int) -> Snapshot:
    """Raises: NotFound"""
    found = snapshot_of(number) if 0 < number <= MAX_NUMBER else None
    if found is None:
        raise NotFound(log="no such edition")
    return found


def _edition(found: Snapshot, said: Said, files: list[tuple[str, str]]) -> LinkedEdition:
    return LinkedEdition(
        number=found.number,
        name=said(found.title),
        published=date.fromisoformat(found.frozen_on),
        laws=[(law.number, said(law.name)) for law in found.laws],
        licence=_licence(found.licence),
        doi=found.doi,
        previous=found.previous,
        files=files,
    )


def _both(text: Both) -> Text:
    return {"ru": text.ru, "en": text.en}


def _licence(name: str) -> str:
    """Its address, where we know it by its name."""
    return CC_BY if name in ("", "CC BY 4.0", "CC-BY-4.0") else name


def _files(number: int, lang: str) -> list[tuple[str, str]]:
    """Those that may be served now."""
    cards = (card for card in files_of(number) if card.is_served)
    return [(card.media_type, landing("editions.file", lang, number=number, filename=card.name)) for card in cards]


def _signposts(number: int, licence: str, *langs: str) -> Signposts:
    address = permanent(f"/editions/{number}")
    return Signposts(
        cite_as=address,
        types=("Book",),
        licence=_licence(licence),
        described_by=[(JSON_LD, f"{address}.jsonld")],
        items=[(kind.partition(";")[0], file) for lang in langs for kind, file in _files(number, lang)],
        collection=permanent("/editions"),
        linkset=f"{address}.linkset.json",
    )


def _card(found: Snapshot) -> Card:
    lang, numbers = current_language(), [law.number for law in found.laws]
    laws = ngettext("%(number)s law", "%(number)s laws", len(numbers), number=len(numbers))
    label = gettext("Edition %(number)s", number=found.number)
    return Card(label, found.title.of(lang), f"{laws} · {day(date.fromisoformat(found.frozen_on))}", foot(), figures_of(numbers[:16]))


def _entry(card: EditionCard) -> Entry:
    """An edition never changes: neither does the date of its entry."""
    lang, frozen = current_language(), start_of(date.fromisoformat(card.frozen_on))
    name = gettext("Edition %(number)s", number=card.number)
    title = card.title.of(lang)
    return Entry(
        whole("editions.edition", number=card.number),
        f"{name}: {title}" if title else name,
        frozen,
        lang,
        summary=ngettext("%(number)s law", "%(number)s laws", card.laws, number=card.laws),
        ident=permanent(f"/editions/{card.number}"),
        published=frozen,
    )
