"""Who publishes what is cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Library:
    """Who publishes, where, and for whom it is written: the language of the words, the day of reading."""

    name: str
    base: str
    words: str
    today: date
