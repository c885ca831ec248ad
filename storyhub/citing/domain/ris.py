"""RIS, as EndNote, Mendeley and Zotero read it: a tag of two signs, two blanks, a dash, a blank; lines end with CR and LF."""

from __future__ import annotations

from storyhub.citing.domain.citable import Citable, Kind

TYPES = {Kind.edition: "BOOK", Kind.edition_law: "CHAP"}


def ris(thing: Citable) -> str:
    """The entry; `TY` first and `ER` last, as readers demand."""
    bookish = thing.kind in TYPES
    fields = (
        ("TY", TYPES.get(thing.kind, "ELEC")),
        ("ID", thing.key),
        ("AU", thing.author),
        ("TI", thing.title),
        ("T2", (thing.container if thing.kind == Kind.edition_law else "") if bookish else thing.library),
        ("PB", thing.library),
        ("ET", thing.edition),
        ("PY", thing.issued.year if thing.issued else ""),
        ("DA", f"{thing.issued:%Y/%m/%d}" if thing.issued else ""),
        ("Y2", f"{thing.accessed:%Y/%m/%d}"),
        ("M1", thing.place),
        ("M3", "" if thing.kind == Kind.edition else thing.genre),
        ("LA", thing.lang),
        ("DO", thing.doi),
        ("UR", thing.address),
    )
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])
