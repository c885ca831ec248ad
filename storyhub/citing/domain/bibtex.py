"""BibTeX. Fields that biblatex and Zotero know as well: `url`, `urldate`, `doi`, `langid`, `version`.

Values stand in braces. BibTeX counts braces even after a backslash, so those of a text become commands; double braces keep a name whole
and a title in the letters it has. Addresses and DOIs are taken as they are by whoever reads them, and hold no braces.
"""

from __future__ import annotations

from storyhub.citing.domain.calendar import long_day
from storyhub.citing.domain.citable import Citable, Kind

TYPES = {Kind.edition: "book", Kind.edition_law: "inbook"}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
LANGUAGES = {"ru": "russian", "en": "english"}
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}


def escaped(text: str) -> str:
    r"""
    >>> escaped("50 % off & a {brace")
    '50 \\% off \\& a \\textbraceleft{}brace'
    """
    return "".join(_ESCAPED.get(char, char) for char in text)


def bibtex(thing: Citable) -> str:
    """The entry, a field a line."""
    fields = {
        "author": f"{{{{{escaped(thing.author)}}}}}" if thing.author else "",
        "title": f"{{{{{escaped(thing.title)}}}}}",
        "booktitle": f"{{{{{escaped(thing.container)}}}}}" if thing.kind == Kind.edition_law else "",
        "publisher": f"{{{{{escaped(thing.library)}}}}}",
        "edition": _braced(thing.edition),
        "chapter": _braced(thing.number if thing.kind == Kind.edition_law else ""),
        "year": _braced(thing.issued.year if thing.issued else ""),
        "month": MONTHS[thing.issued.month - 1] if thing.issued else "",
        "version": _braced(thing.version),
        "doi": _braced(thing.doi),
        "url": _braced(thing.address),
        "urldate": _braced(thing.accessed.isoformat()),
        "langid": _braced(LANGUAGES[thing.lang]),
        "note": _braced(escaped(_note(thing))),
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@{TYPES.get(thing.kind, 'misc')}{{{thing.key},\n{lines},\n}}\n"


def _note(thing: Citable) -> str:
    """What it is and the day, which BibTeX has no field for."""
    if thing.kind == Kind.edition:
        return ""
    day = long_day(thing.issued, thing.words) if thing.issued else ""
    return ", ".join(part for part in (thing.designation.strip(), day) if part)


def _braced(value: object) -> str:
    return f"{{{value}}}" if value else ""
