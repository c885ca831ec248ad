"""The edition as EPUB 3: one chapter a group, a table of contents, landmarks, and metadata that say how accessible it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.files.book import Book
from storyhub.editions.files.checksum import laws_checksum
from storyhub.editions.files.press import shaped, styles

# The oldest moment that a ZIP file can name: the same book is the same file whenever it is made.
EPOCH = (1980, 1, 1, 0, 0, 0)


def epub_book(snapshot: Snapshot, lang: str) -> bytes:
    book = Book(snapshot, lang)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, text in _members(book):
            _put(archive, name, text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _members(book: Book) -> Iterator[tuple[str, str]]:
    places = {law.number: f"group-{index}.xhtml#law-{law.number}" for index, group in enumerate(book.groups, 1) for law in group.laws}
    links = {"to": places.__getitem__, "matter": lambda name: f"{name}.xhtml"}
    yield "META-INF/container.xml", shaped("epub/container.xml", book)
    yield "book/package.opf", shaped("epub/package.opf", book, **_metadata(book))
    yield "book/style.css", str(styles("type.css", "epub/reader.css"))
    yield "book/cover.svg", shaped("epub/cover.svg", book, lines=_lines(book.title))
    for name in ("cover", "nav", "foreword", "changes", "colophon"):
        if name != "foreword" or book.foreword:
            yield f"book/{name}.xhtml", shaped(f"epub/{name}.xhtml", book, checksum=laws_checksum(book.snapshot), **links)
    for index, group in enumerate(book.groups, 1):
        yield f"book/group-{index}.xhtml", shaped("epub/group.xhtml", book, group=group, index=index, **links)


def _metadata(book: Book) -> dict[str, object]:
    moment = f"{book.snapshot.frozen_on[:10]}T00:00:00Z"
    return {"identifier": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{book.address}/book-{book.lang}.epub')}", "modified": moment}


def _lines(title: str, width: int = 14) -> list[str]:
    """The title for the cover, broken between words.

    >>> _lines("Laws of Loyalty and Trust")
    ['Laws of', 'Loyalty and', 'Trust']
    """
    lines = [""]
    for one in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(one) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {one}".strip()
    return lines


def _put(archive: zipfile.ZipFile, name: str, content: bytes, how: int) -> None:
    member = zipfile.ZipInfo(name, EPOCH)
    member.compress_type = how
    member.external_attr = 0o644 << 16
    # Else it names the system on which it was made.
    member.create_system = 3
    archive.writestr(member, content, compresslevel=9 if how == zipfile.ZIP_DEFLATED else None)
