"""Names of organisations: what makes two spellings one, and how a name looks in an address."""

from __future__ import annotations

import re
import unicodedata

MAX_SLUG = 100
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def squeezed(text: str) -> str:
    """One line without blank ends, runs of blanks as one blank, composed (NFC)."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def name_key(name: str) -> str:
    """
    >>> name_key("  Soot &  PLUM ") == name_key("soot & plum")
    True
    """
    return squeezed(unicodedata.normalize("NFKC", name)).casefold()


def slug_of(name: str) -> str:
    """A short name for an address; `organisation` where nothing of the name can be written in Latin letters.

    >>> slug_of("Дом у Щучьей протоки"), slug_of("Soot & Plum"), slug_of("★")
    ('dom-u-shchuchey-protoki', 'soot-plum', 'organisation')
    """
    latin = "".join(_RUSSIAN.get(char, char) for char in unicodedata.normalize("NFC", name).lower())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain).strip("-")[:MAX_SLUG].strip("-") or "organisation"
