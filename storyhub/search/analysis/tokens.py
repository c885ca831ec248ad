"""Text → tokens with code point spans. A token is a run of letters and digits of one text, marks and inner
apostrophes included; hyphens part words, so that «кол-центр» is found as «кол центр».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storyhub.search.analysis.morphology import lemmas, normalise, surface

# Combining marks belong to the letter before them; an apostrophe only joins Latin letters. Every part is bounded by
# its first character, so matching is linear in the length of the text.
_MARKS = "\u0300-\u036f\u0483-\u0487"
_TOKEN = re.compile(rf"[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_{_MARKS}]*)*(?:['’][A-Za-z]+)*")


Spelled = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: normalised (NFC, case folded, ё kept) and where it stands, in code points, half-open."""

    word: str
    start: int
    end: int


def tokenise(text: str) -> Iterator[Token]:
    """The words of a text in order.

    >>> [(t.word, t.start, t.end) for t in tokenise("Кол-центр: 5 minutes")]
    [('кол', 0, 3), ('центр', 4, 9), ('5', 11, 12), ('minutes', 13, 20)]
    """
    for match in _TOKEN.finditer(text):
        yield Token(normalise(match.group()), match.start(), match.end())


def spelled(text: str) -> Iterator[Spelled]:
    """The words of a text just as typed, and where each stands, in code points, half-open."""
    for match in _TOKEN.finditer(text):
        yield match.group(), match.start(), match.end()


def runs(text: str) -> list[str]:
    """The words of a text just as typed; `normalise` makes words of them."""
    return _TOKEN.findall(text)


def words(text: str) -> list[str]:
    """The normalised words of a text, without places: the fast way for indexing."""
    return [normalise(raw) for raw in _TOKEN.findall(text)]


def places(text: str, chosen: Callable[[set[str]], set[str]]) -> list[tuple[int, int]]:
    """Where the chosen words of a text stand, in code points, half-open. `chosen` is given all spellings in the text, each once.

    >>> places("Wait, we wait: waiting", lambda spellings: spellings & {"wait", "Wait"})
    [(0, 4), (9, 13)]
    """
    return sorted(place for spelling in chosen(set(_TOKEN.findall(text))) for place in _standing(text, spelling))


def _standing(text: str, spelling: str) -> Iterator[tuple[int, int]]:
    """Where a spelling is a whole token. No token holds a blank, so only the run around each find is cut, and no run twice."""
    done, at = 0, text.find(spelling)
    while at >= 0:
        begin = at
        while begin > done and not text[begin - 1].isspace():
            begin -= 1
        start, done = next(match.span() for match in _TOKEN.finditer(text, begin) if match.end() > at)
        if text[start:done] == spelling:
            yield start, done
        at = text.find(spelling, done)


def terms(text: str) -> list[tuple[str, ...]]:
    """For each word of the text its stacked terms."""
    return [lemmas(word) for word in words(text)]


def exact_terms(text: str) -> list[str]:
    """For each word of the text its exact form."""
    return [surface(word) for word in words(text)]
