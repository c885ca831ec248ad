"""Reading editions: the shelf, the book with its contents, a law as it was worded."""

from __future__ import annotations

from functools import lru_cache

from flask import Response

from storyhub.coding.domain.strength import StrengthRules
from storyhub.coding.queries import law_strengths
from storyhub.editions.files.book import Book, BookLaw
from storyhub.editions.files.checksum import laws_checksum
from storyhub.editions.queries.listed import edition_cards
from storyhub.editions.queries.served import files_of
from storyhub.editions.queries.since import law_today
from storyhub.editions.queries.stored import numbers
from storyhub.editions.views.addressed import edition_numbered, law_in
from storyhub.editions.views.blueprint import bp
from storyhub.editions.views.words import shown_files
from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language
from storyhub.kit.text import Html, law_html, typeset_html
from storyhub.kit.web import current_actor, now, page, settings


@bp.get("/editions")
def editions() -> Response:
    return page("editions/editions.html", cards=edition_cards(), lang=current_language())


@bp.get("/editions/<int:number>")
def edition(number: int) -> Response:
    found, known = edition_numbered(number), numbers()
    return page(
        "editions/edition.html",
        edition=found,
        book=Book(found, current_language()),
        prose=prose,
        files=shown_files(files_of(number)),
        others=tuple(other for other in known if other != number),
        newest=max(known),
        checksum=laws_checksum(found),
    )


@bp.get("/editions/<int:number>/laws/<int:second>")
def law(number: int, second: int) -> Response:
    found, lang = edition_numbered(number), current_language()
    chosen, book = law_in(found, second), Book(found, lang)
    today, place = law_today(chosen), [one.number for one in book.laws].index(second)
    rules = settings()
    strong = law_strengths(
        [today.id] if today else [],
        today=day_of(now()),
        rules=StrengthRules(rules.contested_tellers, rules.contested_one_in, rules.growing_percent, rules.fading_months),
        actor=current_actor(),
    )
    return page(
        "editions/law.html",
        edition=found,
        book=book,
        law=book.laws[place],
        frozen=chosen,
        prose=prose,
        today=today,
        strong=strong[today.id] if today else None,
        previous=_at(book, place - 1),
        next=_at(book, place + 1),
        newest=max(numbers()),
    )


@lru_cache(maxsize=512)
def prose(markdown: str, lang: str) -> Html:
    """Markdown of curators as a page shows it."""
    return typeset_html(law_html(markdown), lang) if markdown.strip() else Html()


def _at(book: Book, place: int) -> BookLaw | None:
    return book.laws[place] if 0 <= place < len(book.laws) else None
