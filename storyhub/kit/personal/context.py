"""The words just before and just after a place: what makes a row of digits a passport, a price or a date."""

from __future__ import annotations

import re

REACH = 60
_UNITS = re.compile(
    r"\s*(?:руб|р\b|р\.|₽|тыс|млн|млрд|коп|долл|евро|usd|eur|rub|byn|kzt|тенге|%|процент|шт|кг|км|мл|гр\b|балл|миль|мин|час|дн[яе]|сут|"
    r"год|г\.|человек|dollars?|pounds?|euros?|points?|miles|bucks|people|percent|years?|days?|hours?|minutes?|seconds?|kg|km|lbs?|mah|"
    r"[$€£])",
    re.IGNORECASE,
)
_MONEY_SIGN = re.compile(r"[$€£₽]\s?$")


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
