"""Sets the parts of a book: the shapes in `shapes/`, and Markdown as HTML that is XML as well."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from storyhub.editions.files.book import Book
from storyhub.kit.text import Html, law_html, typeset_html

SHAPES = Path(__file__).resolve().parent / "shapes"
_VOID = re.compile(r"<(br|hr)>")
_ALIGN = re.compile(r' align="(left|center|right)"')
_REL = re.compile(r' rel="[^"]*"')
# A heading inside an explanation would stand above the law's own in the table of contents of some readers.
_HEADING = re.compile(r"<(/?)h[1-6]>")


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(SHAPES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    made.trim_blocks = made.lstrip_blocks = True
    return made


def shaped(shape: str, book: Book, **values: object) -> str:
    """A shape filled with the book."""
    return _environment().get_template(shape).render(book=book, prose=_prose(book), **values)


def styles(*names: str) -> Markup:
    """Our own style sheets, one after the other, as they may stand in a page."""
    return Markup("\n".join((SHAPES / name).read_text("utf-8") for name in names))  # noqa: S704  # files of this package


@lru_cache(maxsize=4_096)
def portable(markdown: str, lang: str, address: str) -> Markup:
    """Markdown as safe, typeset markup that is HTML and XML alike and whose links lead somewhere from any place."""
    html: Html = typeset_html(law_html(markdown), lang) if markdown.strip() else Html()
    text = _REL.sub("", _ALIGN.sub(r' class="align-\1"', _VOID.sub(r"<\1/>", html)))
    text = _HEADING.sub(lambda found: f"<{found[1]}h6>", text)
    text = text.replace('<a href="/', f'<a href="{address}/').replace('<a href="#', f'<a href="{address}/laws#')
    return Markup(text)  # noqa: S704  # sanitised by kit.text, then changed by the four fixed patterns above


class _prose:  # noqa: N801  # called as a function
    def __init__(self, book: Book) -> None:
        self._address = book.snapshot.address

    def __call__(self, markdown: str, lang: str) -> Markup:
        return portable(markdown, lang, self._address)
