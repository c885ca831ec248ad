"""Quotation marks by language: «ёлочки» with „лапки“ inside, “curly” with ‘single’ inside. A part of typography.

Marks that do not pair up, or lie deeper than two, stay as they were typed: inches and half-finished quotes are not ours to mend.
"""

from __future__ import annotations

import re

# A tag: it has no width, and one looks through it. And a thing that is not read: an address, code.
TAG, OPAQUE = "\ue000", "\ue001"
_STYLE = {"ru": ("«»", "„“"), "en": ("“”", "‘’")}
_OPENING, _CLOSING, _EITHER = "«„", "»”", '"“'
_MARKS = re.compile(f"[{_OPENING}{_CLOSING}{_EITHER}]")
_BEFORE_OPENING = " \N{NO-BREAK SPACE}\n\t([{—–-/"


def set_quotes(text: str, lang: str) -> str:
    """The text with its double quotes in the style of the language, if they pair up."""
    openings: list[int] = []
    marks: dict[int, str] = {}
    opened_at = -1
    for found in _MARKS.finditer(text):
        place = found.start()
        if found[0] in _OPENING or (found[0] in _EITHER and _opens(text, place, opened_at)):
            openings.append(place)
            opened_at = place
        elif not _close(openings, place, marks, lang):
            return text
    return text if openings else _MARKS.sub(lambda found: marks[found.start()], text)


def _opens(text: str, place: int, opened_at: int) -> bool:
    """Does a mark without direction open? It does after a blank, a bracket, a dash or a mark that opened, and before something."""
    before, after = place - 1, place + 1
    while before >= 0 and text[before] == TAG:
        before -= 1
    while after < len(text) and text[after] == TAG:
        after += 1
    starts = before < 0 or before == opened_at or text[before] in _BEFORE_OPENING
    return starts and after < len(text) and not text[after].isspace()


def _close(openings: list[int], place: int, marks: dict[int, str], lang: str) -> bool:
    """Pair a closing mark with the last open one. False where there is none, or too many."""
    if not 0 < len(openings) <= 2:
        return False
    style = _STYLE[lang][len(openings) - 1]
    marks[openings.pop()], marks[place] = style[0], style[1]
    return True
