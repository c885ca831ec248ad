"""Two editions side by side."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from storyhub.editions.domain.compared import Reworded, compared
from storyhub.editions.files.book import Book
from storyhub.editions.queries.stored import numbers
from storyhub.editions.views.addressed import MAX_NUMBER, edition_numbered
from storyhub.editions.views.blueprint import bp
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.text.word_diff import Piece, word_diff
from storyhub.kit.web import page, see_other


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of a law says now and said before, word by word."""

    name: str
    lang: str
    pieces: tuple[Piece, ...]


@bp.get("/editions/<int:number>/compare")
def choose_comparison(number: int) -> Response:
    """From the form: `?with=2`."""
    other = request.args.get("with", "")
    if not (other.isascii() and other.isdigit() and len(other) < 10):
        raise NotFound(log="no edition to compare with")
    return _compare_or_lead_on(number, int(other))


@bp.get("/editions/<int:number>/compare/<int:second>")
def compare(number: int, second: int) -> Response:
    """From the older one to the newer one; the other way round leads there."""
    if number >= second:
        return _compare_or_lead_on(number, second)
    before, after, lang = edition_numbered(number), edition_numbered(second), current_language()
    found = compared(before, after)
    return page(
        "editions/compare.html",
        before=Book(before, lang),
        after=Book(after, lang),
        found=found,
        parts={one.after.number: _parts(one.reworded, lang) for one in found.reworded},
        known=numbers(),
    )


def _compare_or_lead_on(number: int, other: int) -> Response:
    if max(number, other) > MAX_NUMBER or not {number, other} <= set(numbers()):
        raise NotFound(log="no such edition")
    if number == other:
        return see_other("editions.edition", number=number)
    return see_other("editions.compare", number=min(number, other), second=max(number, other))


def _parts(reworded: tuple[Reworded, ...], lang: str) -> tuple[Part, ...]:
    """The language of the page first; the other one as well, for both are the law."""
    ordered = sorted(reworded, key=lambda one: one.lang != lang)
    return tuple(Part(one.part, one.lang, word_diff(one.before, one.after)) for one in ordered)
