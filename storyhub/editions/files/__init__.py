"""The files of a frozen edition: each a pure function of its snapshot, so the same snapshot gives the same bytes for ever.

Nothing here knows the database, the web or where a file is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.domain.written import snapshot_text
from storyhub.editions.files.codebook import codebook
from storyhub.editions.files.epub import epub_book
from storyhub.editions.files.html_book import html_book
from storyhub.editions.files.markdown_book import markdown_book
from storyhub.editions.files.pdf import is_offered, pdf_book
from storyhub.editions.files.tables import laws_table, quotes_table

__all__ = ["MAKERS", "FileMaker"]

LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class FileMaker:
    """One file of an edition: `name` as in its address and folder (`book-ru.epub`), its media type, and the function that makes it."""

    name: str
    media_type: str
    make: Callable[[Snapshot], bytes]


def _json(snapshot: Snapshot) -> bytes:
    return snapshot_text(snapshot).encode()


def _in(make: Callable[[Snapshot, str], bytes], lang: str) -> Callable[[Snapshot], bytes]:
    return lambda snapshot: make(snapshot, lang)


def _books(ending: str, media_type: str, make: Callable[[Snapshot, str], bytes]) -> tuple[FileMaker, ...]:
    """One in each language."""
    return tuple(FileMaker(f"book-{lang}.{ending}", media_type, _in(make, lang)) for lang in LANGUAGES)


MAKERS: tuple[FileMaker, ...] = (
    *_books("epub", "application/epub+zip", epub_book),
    *(_books("pdf", "application/pdf", pdf_book) if is_offered() else ()),
    *_books("html", "text/html", html_book),
    *_books("md", "text/markdown", markdown_book),
    FileMaker("laws.csv", "text/csv", laws_table),
    FileMaker("quotes.csv", "text/csv", quotes_table),
    FileMaker("edition.json", "application/json", _json),
    FileMaker("codebook.qdc", "application/xml", codebook),
)
