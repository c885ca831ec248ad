"""Maps for search engines (sitemaps.org 0.9): parts of at most 5,000 addresses, each page in every language beside its others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

MOST = 5_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its whole address by language, the one that leads to the reader's, and the day of its last change where that is known."""

    addresses: Mapping[str, str]
    default: str
    changed: date | None = None


def part(places: Iterable[Place]) -> str:
    """A map of these pages, an address for each language."""
    body = "".join(map(_place, places))
    return f'{HEAD}<urlset xmlns="{SITEMAPS}" xmlns:xhtml="{XHTML}">\n{body}</urlset>\n'


def index(parts: Iterable[tuple[str, date | None]]) -> str:
    """The map of the parts."""
    body = "".join(f"<sitemap><loc>{escape(address)}</loc>{_changed(day)}</sitemap>\n" for address, day in parts)
    return f'{HEAD}<sitemapindex xmlns="{SITEMAPS}">\n{body}</sitemapindex>\n'


def _place(place: Place) -> str:
    links = "".join(_link(lang, address) for lang, address in place.addresses.items()) + _link("x-default", place.default)
    rest = f"{_changed(place.changed)}{links}</url>\n"
    return "".join(f"<url><loc>{escape(address)}</loc>{rest}" for address in place.addresses.values())


def _link(lang: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(address, {chr(34): "&quot;"})}"/>'


def _changed(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
