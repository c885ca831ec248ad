"""Editions as the API gives them: numbered, frozen, with the words of quotes as long as their tellers leave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from storyhub.api.domain.about import About
from storyhub.api.domain.records.lists import USUAL, Cursor, Limit, Next, TextsIn


@dataclass(frozen=True, slots=True)
class EditionsAsked:
    lang: TextsIn = "en"
    limit: Limit = USUAL
    cursor: Cursor = None


@dataclass(frozen=True, slots=True)
class EditionAsked:
    lang: TextsIn = "en"


@dataclass(frozen=True, slots=True)
class EditionItem:
    number: int
    address: str
    title: str
    frozen_on: date
    laws: Annotated[int, About("How many are in it")]


@dataclass(frozen=True, slots=True)
class EditionList:
    """The newest first."""

    items: tuple[EditionItem, ...]
    next: Next


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """`text` is null where its teller withdrew it since."""

    story: str
    lang: str
    polarity: str
    text: str | None


@dataclass(frozen=True, slots=True)
class EditionLaw:
    """A law as worded on the day of freezing; `strength` as it was then."""

    number: int
    name: str
    statement: str
    group: str
    strength: float | None
    quotes: tuple[QuoteRecord, ...]


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """One edition, in the order of the book."""

    number: int
    address: str
    title: str
    foreword: Annotated[str, About("Markdown")]
    publisher: str
    licence: str
    frozen_on: date
    doi: str | None
    sha256: Annotated[str, About("Of its laws; holds whatever becomes of the quotes")]
    laws: tuple[EditionLaw, ...]
