"""The edition as one Markdown file. What curators wrote stays Markdown; a teller's words are escaped, so they stay words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.files.book import Book, BookChanges, BookLaw, BookLink, BookQuote
from storyhub.editions.files.checksum import laws_checksum

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_STARTS_BLOCK = re.compile(r"^(\s*)(?:([-+=])|(\d{1,9})([.)]))(?=\s|$|[-+=])", re.MULTILINE)


def markdown_book(snapshot: Snapshot, lang: str) -> bytes:
    book = Book(snapshot, lang)
    return ("\n\n".join(part for part in _parts(book) if part) + "\n").encode()


def escaped(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> escaped("*not* <b>bold</b>\n1. no list")
    '\\*not\\* \\<b\\>bold\\</b\\>\n1\\. no list'
    """
    shown = _SPECIAL.sub(r"\\\1", text)
    return _STARTS_BLOCK.sub(lambda found: found[1] + (f"\\{found[2]}" if found[2] else f"{found[3]}\\{found[4]}"), shown)


def _parts(book: Book) -> Iterator[str]:
    yield f"# {escaped(book.title)}"
    yield f"{book.word('edition', number=book.number)} · {book.day} · {escaped(book.publisher)}"
    if book.foreword:
        yield f"## {book.word('foreword')}"
        yield book.foreword.strip()
    for group in book.groups:
        yield f"## {escaped(group.name)}" if group.name else ""
        for law in group.laws:
            yield from _law(law, book)
    yield f"## {book.changes_title}"
    yield from (_changes(kind, book) for kind in book.changes)
    yield "" if book.changes else book.changes_none
    yield from _colophon(book)


def _law(law: BookLaw, book: Book) -> Iterator[str]:
    yield f"### {book.word('law', number=law.number)}. {escaped(law.name)}"
    yield f"> {escaped(law.statement)}"
    yield law.explanation.strip()
    for key, text in (("include", escaped(law.include)), ("exclude", escaped(law.exclude)), ("how_to_apply", law.how_to_apply.strip())):
        yield f"#### {book.word(key)}\n\n{text}" if text else ""
    yield f"**{book.word('evidence')}.** {law.evidence}" + (f" · *{law.movement}*" if law.movement else "")
    if law.quotes or law.withdrawn:
        yield f"#### {book.word('quotes')}"
        yield from (_quote(quote, book) for quote in law.quotes)
        yield f"*{law.withdrawn}*" if law.withdrawn else ""
    yield _list(book.word("relations"), [_link(link, book) for link in law.relations])
    yield _list(book.word("lineage"), [escaped(line) for line in law.lineage])
    yield _list(book.word("sources"), [escaped(source) for source in law.sources])
    yield f"<{law.address}>"


def _quote(quote: BookQuote, book: Book) -> str:
    words = "\n".join(f"> {line}".rstrip() for line in escaped(quote.text).splitlines())
    return f"{words}\n>\n> — {quote.polarity_word}, [{book.word('story', key=quote.story)}]({quote.address})"


def _link(link: BookLink, book: Book) -> str:
    name = f": {escaped(link.name)}" if link.name else ""
    return f"{link.words} [{book.word('law', number=link.number)}{name}]({link.address})".strip()


def _changes(kind: BookChanges, book: Book) -> str:
    return _list(kind.title, [f"{_link(replace(link, words=''), book)} {link.words}".strip() for link in kind.lines], 3)


def _list(title: str, lines: list[str], level: int = 4) -> str:
    return "\n".join([f"{'#' * level} {title}", "", *(f"* {line}" for line in lines)]) if lines else ""


def _colophon(book: Book) -> Iterator[str]:
    yield f"## {book.word('colophon')}"
    yield book.word("constant")
    yield "\n".join(
        (
            f"* {book.word('cite')}: {escaped(book.citation)}",
            f"* {book.word('address')}: <{book.address}>",
            f"* {book.word('licence')}: {escaped(book.licence)}",
            f"* {book.word('checksum')}: `{laws_checksum(book.snapshot)}`",
        )
    )
