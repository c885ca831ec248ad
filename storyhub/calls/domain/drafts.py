"""What a form hands to a verb: a call as it is written, in both languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

TITLE_MIN: Final = 3
TITLE_MAX: Final = 120
TEXT_MIN: Final = 20
TEXT_MAX: Final = 4_000
GOAL_MAX: Final = 100_000
SLUG_MAX: Final = 60
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Ending(StrEnum):
    """How a call ends before its time, and how that is taken back."""

    close = "close"
    withdraw = "withdraw"
    reopen = "reopen"


@dataclass(frozen=True, slots=True)
class CallDraft:
    """Texts are Markdown; days are days of the site, both included."""

    title_ru: str
    title_en: str
    text_ru: str
    text_en: str
    opens_on: date
    closes_on: date
    goal: int | None = None


def slug_of(title: str) -> str:
    """The title in English as a part of an address.

    >>> slug_of("“Sorry” that worked"), slug_of("Café…"), slug_of("Извините")
    ('sorry-that-worked', 'cafe', 'call')
    """
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_MAX].strip("-") or "call"
