"""ГОСТ Р 7.0.5-2008 “Библиографическая ссылка”: a reference after the text (затекстовая) to an electronic resource at a distance.

What of the standard is followed:
* the full stop, not the stop and dash, between areas of the description;
* the general designation of the material, `[Электронный ресурс]`, right after the title proper: after the text, references to paper and
  to electronic things stand in one list;
* `: ` before other title information, ` / ` before the body responsible, ` // ` before what a part is part of;
* the date of a part is year, then day and month, as of a newspaper; months abbreviated as in ГОСТ Р 7.0.12-2011;
* `URL: ` before the address, and after it `(дата обращения: дд.мм.гггг)`; a DOI where there is one stands before it;
* no place of publication: an address on the net has none; no publisher where it is the body responsible.

ГОСТ 7.0.100-2018 is another standard, for bibliographic records: no general designation, `Текст : электронный`, dashes between areas.
An English reference has the same shape with English words, as lists that follow the standard write foreign things.
"""

from __future__ import annotations

from storyhub.citing.domain.calendar import ENGLISH, RUSSIAN_SHORT, numeric
from storyhub.citing.domain.citable import Citable, Kind

RESOURCE = {"ru": "[Электронный ресурс]", "en": "[Electronic resource]"}
ACCESSED = {"ru": "дата обращения", "en": "accessed"}
VERSION = {"ru": "версия", "en": "version"}
FOUND = {"ru": "результаты поиска, найдено", "en": "search results, found"}


def gost(thing: Citable) -> str:
    """The reference on one line."""
    head = f"{thing.title} {RESOURCE[thing.words]}{_about(thing)}"
    areas = [*_source(thing, head), f"DOI: {thing.doi}" if thing.doi else ""]
    where = f"URL: {thing.address} ({ACCESSED[thing.words]}: {numeric(thing.accessed)})."
    return " ".join([*(_stopped(area) for area in areas if area), where])


def _about(thing: Citable) -> str:
    """Other title information: what kind of thing it is, and which one."""
    if thing.kind == Kind.edition:
        return ""
    if thing.kind == Kind.search:
        return f": {FOUND[thing.words]} {thing.results or 0}"
    version = f", {VERSION[thing.words]} {thing.version}" if thing.version else ""
    return f": {thing.designation[:1].lower()}{thing.designation[1:]}{version}" if thing.designation else ""


def _source(thing: Citable, head: str) -> list[str]:
    """The areas from the title to the date."""
    year = str(thing.issued.year) if thing.issued else ""
    if thing.kind == Kind.edition:
        return [f"{head} / {thing.library}", _edition(thing), year]
    if thing.kind == Kind.edition_law:
        return [f"{head} // {thing.container} / {thing.library}", _edition(thing), year]
    return [f"{head} // {thing.library}", year, _day(thing)]


def _edition(thing: Citable) -> str:
    return f"{thing.edition}-е изд." if thing.words == "ru" else f"{ordinal(thing.edition or 1)} ed."


def _day(thing: Citable) -> str:
    if thing.issued is None:
        return ""
    months = RUSSIAN_SHORT if thing.words == "ru" else ENGLISH
    return f"{thing.issued.day} {months[thing.issued.month - 1]}"


def _stopped(area: str) -> str:
    """The area with the full stop that ends it, unless it has one."""
    return area if area.endswith((".", "?", "!", "…")) else f"{area}."


def ordinal(number: int) -> str:
    """
    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = "th" if 11 <= number % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
