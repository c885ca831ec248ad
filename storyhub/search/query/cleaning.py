"""What is typed → what is read: invisible characters are dropped, unreadable ones become blanks. Remembers where each
character stood, so that a problem can point into the text as it was typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from storyhub.search.query.problems import MAX_CHARS

_UNREADABLE = ("Cc", "Cs", "Cn")
# Soft hyphens, zero-width blanks and joiners, marks of direction: nobody sees them, and they would part a word in two.
_INVISIBLE = "Cf"


@dataclass(frozen=True, slots=True)
class Readable:
    """`places[n]` is where character n of `text` stood in the typed text; one more entry for the end."""

    text: str
    places: tuple[int, ...]


def readable(typed: str) -> Readable:
    """The readable part of the first 256 characters.

    >>> readable("воз\\u00adврат").text
    'возврат'
    """
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(typed[:MAX_CHARS]):
        category = unicodedata.category(char)
        if category == _INVISIBLE:
            continue
        kept.append(" " if category in _UNREADABLE else char)
        places.append(place)
    return Readable("".join(kept), (*places, min(len(typed), MAX_CHARS)))
