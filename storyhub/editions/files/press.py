"""Sets the parts of a book: the shapes in `shapes/`, and Markdown as markup that is HTML and XML alike."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from storyhub.editions.files.book import Book
from storyhub.kit.text import Html, law_html, portable_html, typeset_html

SHAPES = Path(__file__).resolve().parent / "shapes"


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(SHAPES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    made.trim_blocks = made.lstrip_blocks = True
    return made


def shaped(shape: str, book: Book, **values: object) -> str:
    """A shape filled with the book."""
    site = book.snapshot.address

    def prose(markdown: str, lang: str) -> Html:
        return _portable(markdown, lang, site)

    return _environment().get_template(shape).render(book=book, prose=prose, **values)


def sheet(*names: str) -> str:
    """Our own style sheets, one after the other."""
    return "\n".join((SHAPES / name).read_text("utf-8") for name in names)


@lru_cache(maxsize=4_096)
def _portable(markdown: str, lang: str, site: str) -> Html:
    return portable_html(typeset_html(law_html(markdown), lang), site) if markdown.strip() else Html()
