"""Where digits begin, and the words around a place: what makes a row of digits a passport, a price or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

REACH = 60
_UNITS = re.compile(
    r"\s*(?:руб|р\b|р\.|₽|тыс|млн|млрд|коп|долл|евро|usd|eur|rub|byn|kzt|тенге|%|процент|шт|кг|км|мл|гр\b|балл|миль|мин|час|дн[яе]|сут|"
    r"год|г\.|человек|dollars?|pounds?|euros?|points?|miles|bucks|people|percent|years?|days?|hours?|minutes?|seconds?|kg|km|lbs?|mah|"
    r"[$€£])",
    re.IGNORECASE,
)
_MONEY_SIGN = re.compile(r"[$€£₽]\s?$")


_RUN = re.compile(r"\d+")


def digit_places(text: str) -> tuple[int, ...]:
    """Where a number may begin: every row of digits, and the plus or bracket before it.

    >>> digit_places("за 12 и (495) 1")
    (3, 8, 9, 14)
    """
    places: list[int] = []
    for run in _RUN.finditer(text):
        start = run.start()
        places.extend(at for at in (start - 2, start - 1) if at >= 0 and text[at] in "+(" and (not places or at > places[-1]))
        places.append(start)
    return tuple(places)


def matches(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Matches that begin at one of the places, none overlapping the one before: finditer that skips what cannot begin a number."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match:
            end = match.end()
            yield match


def before(text: str, start: int, reach: int = REACH) -> str:
    """The last characters before a place, no further than its paragraph."""
    piece = text[max(0, start - reach) : start]
    return piece[piece.rfind("\n\n") + 1 :]


def counts_something(text: str, start: int, end: int) -> bool:
    """Whether it is a price, a quantity or a year by what stands next to it.

    >>> counts_something("за 12990 руб.", 3, 8), counts_something("заказ 12990", 6, 11)
    (True, False)
    """
    return bool(_UNITS.match(text, end, end + 14) or _MONEY_SIGN.search(text[max(0, start - 2) : start]))
