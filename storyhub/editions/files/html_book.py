"""The edition as one HTML file that needs nothing beside it: to keep, to read without a network, to print."""

from __future__ import annotations

from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.files.book import Book
from storyhub.editions.files.checksum import laws_checksum
from storyhub.editions.files.press import shaped, styles


def html_book(snapshot: Snapshot, lang: str) -> bytes:
    return page(snapshot, lang, "type.css", "screen.css", "page.css").encode()


def page(snapshot: Snapshot, lang: str, *sheets: str) -> str:
    """The whole book as one page, dressed in these of our style sheets."""
    return shaped(
        "book.html",
        Book(snapshot, lang),
        style=styles(*sheets),
        checksum=laws_checksum(snapshot),
        to=lambda number: f"#law-{number}",
        matter=lambda name: f"#{name}",
    )
