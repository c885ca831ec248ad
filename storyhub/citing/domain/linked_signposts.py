"""Signposting: links in the head of an answer by which a machine finds what a page is, how to cite it and where its metadata are.

Level 1 is the HTTP header `Link` (RFC 8288); level 2 a set of links as a document (RFC 9264), to which the header leads where it would
grow too long for proxies. https://signposting.org/FAIR/
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

LINKSET = "application/linkset+json"
ABOUT_PAGE = "https://schema.org/AboutPage"
# Servers and proxies take 4 to 8 kB for all headers of an answer together.
MAX_HEADER = 1_500
# What a machine needs even where the rest is in the set.
FIRST = ("cite-as", "type", "license")
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Link:
    """`rel` as registered; `kind` is the media type of what the address gives."""

    rel: str
    address: str
    kind: str = ""

    def __post_init__(self) -> None:
        if self.kind and not _TYPE.fullmatch(self.kind):
            raise ValueError(f"not a media type: {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Signposts:
    """A landing page's permanent address and what is around it. `types`: of schema.org, besides AboutPage. `linkset`: where all this is."""

    cite_as: str
    types: Sequence[str]
    linkset: str
    licence: str = ""
    author: str = ""
    described_by: Sequence[tuple[str, str]] = ()
    items: Sequence[tuple[str, str]] = ()
    collection: str = ""

    def links(self) -> tuple[Link, ...]:
        """In the order in which they matter."""
        found = [Link("cite-as", self.cite_as), Link("type", ABOUT_PAGE)]
        found += [Link("type", f"https://schema.org/{name}") for name in self.types]
        found += [Link("license", self.licence)] if self.licence else []
        found += [Link("author", self.author)] if self.author else []
        found += [Link("describedby", address, kind) for kind, address in self.described_by]
        found += [Link("item", address, kind) for kind, address in self.items]
        found += [Link("collection", self.collection)] if self.collection else []
        return tuple(found)


def header_of(signposts: Signposts) -> str:
    """The value of the header `Link`: all, or the first of them and the way to the set."""
    to_set = Link("linkset", signposts.linkset, LINKSET)
    links = signposts.links()
    whole = ", ".join(map(written, (*links, to_set)))
    if len(whole) <= MAX_HEADER:
        return whole
    return ", ".join(written(link) for link in (*(link for link in links if link.rel in FIRST), to_set))


def linkset_of(signposts: Signposts, landings: Sequence[str]) -> dict[str, Any]:
    """The set: what the landing page points at in each of its languages, and what points back at it."""
    here = [{"href": safe(landing), "type": "text/html"} for landing in landings]
    forth = [_around(signposts, landing) for landing in landings]
    back = [{"anchor": safe(address), "describes": here} for _, address in signposts.described_by]
    back += [{"anchor": safe(address), "collection": here} for _, address in signposts.items]
    return {"linkset": [*forth, *back]}


def _around(signposts: Signposts, landing: str) -> dict[str, Any]:
    found: dict[str, Any] = {"anchor": safe(landing)}
    for link in signposts.links():
        found.setdefault(link.rel, []).append(_target(link))
    return found


def written(link: Link) -> str:
    """
    >>> written(Link("item", "http://x/a b>\\r\\nSet-Cookie: ё", "text/csv"))
    '<http://x/a%20b%3E%0D%0ASet-Cookie:%20%D1%91>; rel="item"; type="text/csv"'
    """
    return f'<{safe(link.address)}>; rel="{link.rel}"' + (f'; type="{link.kind}"' if link.kind else "")


def safe(address: str) -> str:
    """An address of nothing but what an address may hold: no header can be broken by it."""
    return quote(address, safe="/:?&=%~#@+,;!$'()*-._")


def _target(link: Link) -> Mapping[str, str]:
    return {"href": safe(link.address), **({"type": link.kind} if link.kind else {})}
