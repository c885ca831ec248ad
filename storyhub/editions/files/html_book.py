"""The edition as one HTML file that needs nothing beside it: to keep, to read without a network, to print."""

from __future__ import annotations

from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.files.book import Book
from storyhub.editions.files.checksum import laws_checksum
from storyhub.editions.files.press import shaped, styles


def html_book(snapshot: Snapshot, lang: str) -> bytes:
    book = Book(snapshot, lang)
    return shaped(
        "book.html",
        book,
        style=styles("type.css", "screen.css", "page.css"),
        checksum=laws_checksum(snapshot),
        to=lambda number: f"#law-{number}",
        matter=lambda name: f"#{name}",
    ).encode()
