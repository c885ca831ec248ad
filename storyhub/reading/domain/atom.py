"""Feeds as RFC 4287 wants them. Every address is a whole one; texts are plain, or HTML that is escaped by the writer of XML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

ATOM = "http://www.w3.org/2005/Atom"
# Characters that XML cannot hold, whatever a text was typed with.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a feed. `ident` never changes and is the same in every language; without it the address is permanent, hence the id.
    `html` in place of a summary says it all."""

    address: str
    title: str
    updated: datetime
    lang: str
    summary: str = ""
    html: str = ""
    ident: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """`address` is the feed's own, `page` the one of people. `updated` counts where there is no entry."""

    address: str
    page: str
    title: str
    author: str
    lang: str
    updated: datetime
    entries: Sequence[Entry]


def atom(feed: Feed) -> bytes:
    """The feed as a file in UTF-8."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.lang})
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max([feed.updated, *(entry.updated for entry in feed.entries)])))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    _add(SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _add_entry(root, entry)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode("utf-8") + b"\n"


def _add_entry(root: Element, entry: Entry) -> None:
    element = SubElement(root, "entry", {"xml:lang": entry.lang})
    _add(element, "id", entry.ident or entry.address)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    if entry.published:
        _add(element, "published", _moment(entry.published))
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.address})
    if entry.html:
        _add(element, "content", entry.html, type="html")
    else:
        _add(element, "summary", entry.summary)


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _UNWRITABLE.sub("\ufffd", text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
