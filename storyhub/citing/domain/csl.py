"""CSL-JSON, as Zotero, Pandoc and citeproc read it: a list of one item."""

from __future__ import annotations

import json
from datetime import date

from storyhub.citing.domain.citable import Citable, Kind

TYPES = {Kind.edition: "book", Kind.edition_law: "chapter"}


def csl_item(thing: Citable) -> dict[str, object]:
    """The item itself; what is not known is left out."""
    bookish, told = thing.kind in TYPES, bool(thing.designation) and thing.kind != Kind.edition
    fields: dict[str, object] = {
        "id": thing.key,
        "type": TYPES.get(thing.kind, "webpage"),
        "title": thing.title,
        "author": [{"literal": thing.author}] if thing.author else None,
        "container-title": (thing.container if thing.kind == Kind.edition_law else None) if bookish else thing.library,
        "publisher": thing.library if bookish else None,
        "edition": str(thing.edition) if thing.edition else None,
        "genre": thing.genre if told else None,
        "number": thing.place if told else None,
        # The edition says which wording of a chapter it is.
        "version": str(thing.version) if thing.version and not bookish else None,
        "issued": _parts(thing.issued),
        "accessed": _parts(thing.accessed),
        "language": thing.lang,
        "DOI": thing.doi,
        "URL": thing.address,
        "license": thing.licence,
    }
    return {name: value for name, value in fields.items() if value}


def csl_json(thing: Citable) -> str:
    return json.dumps([csl_item(thing)], ensure_ascii=False, indent=1) + "\n"


def _parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
