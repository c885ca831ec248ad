"""APA, 7th edition: an entry of the list of references. Its own words stay English in a Russian list: only what is cited is Russian.

What is followed: a body as author; the title first where nobody is named; no name of the publisher or the site where it is the author's;
year alone for what is numbered like a book, the whole date for what is on the web (it tells which version is meant); “Retrieved” only
where there is no date, since a search says something else tomorrow; a DOI instead of the address; no stop after an address.
Italics are left to the page and the program: this is the text. The test compares it with citeproc's, and lists where that one errs.
"""

from __future__ import annotations

from storyhub.citing.domain.calendar import ENGLISH, american
from storyhub.citing.domain.citable import Citable, Kind
from storyhub.citing.domain.gost import ordinal

BOOKISH = (Kind.edition, Kind.edition_law)


def apa(thing: Citable) -> str:
    """The entry on one line."""
    head = [f"({_date(thing)}).", _stopped(_title(thing))]
    named = [_stopped(thing.author), *head] if thing.author else head[::-1]
    return " ".join([*named, *_source(thing), _where(thing)])


def _title(thing: Citable) -> str:
    if thing.kind == Kind.edition:
        return f"{thing.title} ({ordinal(thing.edition or 1)} ed.)"
    if thing.kind == Kind.edition_law:
        return thing.title
    if thing.kind == Kind.search:
        return f"{thing.title} [{thing.genre}]"
    return f"{thing.title} ({_numbered(thing)})" if thing.designation else thing.title


def _numbered(thing: Citable) -> str:
    return f"{thing.genre} {'No. ' if thing.number.isdigit() else ''}{thing.place}"


def _date(thing: Citable) -> str:
    if thing.issued is None:
        return "n.d."
    if thing.kind in BOOKISH:
        return str(thing.issued.year)
    return f"{thing.issued.year}, {ENGLISH[thing.issued.month - 1]} {thing.issued.day}"


def _source(thing: Citable) -> list[str]:
    named = [] if thing.library == thing.author else [_stopped(thing.library)]
    if thing.kind == Kind.edition_law:
        return [f"In {thing.container} ({_numbered(thing)}; {ordinal(thing.edition or 1)} ed.).", *named]
    return named


def _where(thing: Citable) -> str:
    if thing.doi:
        return f"https://doi.org/{thing.doi}"
    return thing.address if thing.issued else f"Retrieved {american(thing.accessed)}, from {thing.address}"


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
