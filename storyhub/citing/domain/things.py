"""Things of the library as citables. A teller is never their author: a story shows no name, so its citation begins with the title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storyhub.citing.domain.citable import GENRES, Citable, Kind
from storyhub.citing.domain.library import Library
from storyhub.citing.domain.permanent import edition_address, law_address, story_address

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What an edition says of itself, so far as it is cited."""

    number: int
    title: str
    on: date
    publisher: str
    base: str
    doi: str = ""
    licence: str = ""


def law_citable(library: Library, *, number: int, name: str, lang: str, version: int, revised: date) -> Citable:
    """A law as worded in one version; the library is its author."""
    return Citable(
        kind=Kind.law,
        number=str(number),
        title=name,
        library=library.name,
        address=law_address(library.base, number),
        lang=lang,
        words=library.words,
        accessed=library.today,
        author=library.name,
        issued=revised,
        version=version,
        licence=LICENCE,
    )


def story_citable(
    library: Library, *, public_id: str, title: str | None, lang: str, published: date | None, free: bool, sentence: int | None = None
) -> Citable:
    """A story, or one sentence of it. `free`: its teller chose CC BY."""
    kind = Kind.passage if sentence else Kind.story
    return Citable(
        kind=kind,
        number=public_id,
        title=title or f"{GENRES[library.words][kind]} {public_id}",
        library=library.name,
        address=story_address(library.base, public_id, sentence),
        lang=lang,
        words=library.words,
        accessed=library.today,
        issued=published,
        sentence=sentence,
        licence=LICENCE if free else "",
    )


def search_citable(library: Library, *, title: str, address: str, results: int) -> Citable:
    """A question and how much it found today. It has no date of its own: tomorrow it may find more."""
    return Citable(
        kind=Kind.search,
        number="",
        title=title,
        library=library.name,
        address=address,
        lang=library.words,
        words=library.words,
        accessed=library.today,
        author=library.name,
        results=results,
    )


def edition_citable(frozen: Frozen, *, words: str, today: date, lang: str = "") -> Citable:
    """`lang`, where the title is not in the language of the words."""
    return Citable(
        kind=Kind.edition,
        number=str(frozen.number),
        title=frozen.title,
        library=frozen.publisher,
        address=edition_address(frozen.base, frozen.number),
        lang=lang or words,
        words=words,
        accessed=today,
        author=frozen.publisher,
        issued=frozen.on,
        edition=frozen.number,
        doi=frozen.doi,
        licence=frozen.licence,
    )


def edition_law_citable(
    frozen: Frozen, *, number: int, name: str, version: int, words: str, today: date, lang: str = ""
) -> Citable:
    """A law as an edition froze it: a chapter of that edition. The DOI is the whole edition's and not its own."""
    return Citable(
        kind=Kind.edition_law,
        number=str(number),
        title=name,
        library=frozen.publisher,
        address=edition_address(frozen.base, frozen.number, number),
        lang=lang or words,
        words=words,
        accessed=today,
        author=frozen.publisher,
        container=frozen.title,
        issued=frozen.on,
        version=version,
        edition=frozen.number,
        licence=frozen.licence,
    )
