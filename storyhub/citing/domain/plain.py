"""A citation in plain words, and the link alone: for a letter or a slide."""

from __future__ import annotations

from datetime import date

from storyhub.citing.domain.calendar import long_day
from storyhub.citing.domain.citable import GENRES, Citable, Kind
from storyhub.citing.domain.gost import VERSION
from storyhub.citing.domain.library import Library
from storyhub.citing.domain.permanent import story_address


def link(thing: Citable) -> str:
    """Title, library and address."""
    dash = "\u00a0—" if thing.words == "ru" else " –"
    where = f"https://doi.org/{thing.doi}" if thing.doi else thing.address
    return f"{thing.title}{dash} {thing.library}, {_named(thing)}. {where}"


def _named(thing: Citable) -> str:
    """What it is, which version and of which day."""
    if thing.kind == Kind.search:
        return f"{thing.genre}, {long_day(thing.accessed, thing.words)}"
    version = f"{VERSION[thing.words]} {thing.version}" if thing.version else ""
    day = long_day(thing.issued, thing.words) if thing.issued else ""
    named = f"{thing.designation[:1].lower()}{thing.designation[1:]}"
    return ", ".join(part for part in (named, version, day) if part)


def withdrawn(library: Library, public_id: str, on: date | None) -> str:
    """A story that is gone: its number, that it was withdrawn, and where that is said."""
    named = f"{GENRES[library.words][Kind.story]} {public_id}"
    told = {"en": "withdrawn", "ru": "отозвана"}[library.words] + (f" {long_day(on, library.words)}" if on else "")
    return f"{named} [{told}]. {library.name}. {story_address(library.base, public_id)}"
