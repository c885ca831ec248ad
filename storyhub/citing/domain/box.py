"""What the cite box of a page shows: a thing in every style, the reader's own first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.formats import TEXT, shown
from storyhub.kit.i18n import gettext


@dataclass(frozen=True, slots=True)
class Style:
    """One way to cite: its name, the words, and the address of a file of it, if there is one."""

    slug: str
    name: str
    text: str
    file: str = ""
    suffix: str = ""

    @property
    def is_code(self) -> bool:
        """A program reads it, and its lines matter."""
        return bool(self.suffix)


@dataclass(frozen=True, slots=True)
class CiteBox:
    """`address` is the permanent one, `text_file` holds the styles that people read."""

    address: str
    doi: str
    text_file: str
    styles: tuple[Style, ...]
    # Other files that cite it: name, address.
    more: tuple[tuple[str, str], ...] = ()


def cite_box(thing: Citable, file: Callable[[str], str], more: tuple[tuple[str, str], ...] = ()) -> CiteBox:
    """`file` says where the file with an ending (`bib`, `ris`, `json`, `txt`) is."""
    names = {"gost": gettext("GOST R 7.0.5"), "link": gettext("Link")}
    styles = tuple(
        Style(
            slug=kind.slug,
            name=names.get(kind.slug, kind.name),
            text=kind.write(thing).rstrip("\r\n"),
            file=file(kind.suffix) if kind.suffix else "",
            suffix=kind.suffix,
        )
        for kind in shown(thing.words)
    )
    return CiteBox(thing.address, thing.doi, file(TEXT.suffix), styles, more)
