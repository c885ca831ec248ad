"""One citable of every kind, in either language."""

from __future__ import annotations

from datetime import date

from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.library import Library
from storyhub.citing.domain.things import (
    Frozen,
    edition_citable,
    edition_law_citable,
    law_citable,
    search_citable,
    story_citable,
)

BASE = "https://library.example"
TODAY, THEN = date(2026, 11, 22), date(2026, 3, 5)
NAMES = {"en": "StoryHub", "ru": "Законы лояльности"}
LAW = {"en": "A promise with slack is kept", "ru": "Запас в обещании"}
STORY = {"en": "Why did they leave?", "ru": "Деньги вернули раньше"}
BOOK = {"en": "Laws of Loyalty", "ru": "Свод законов"}


def library(words: str = "en") -> Library:
    return Library(NAMES[words], BASE, words, TODAY)


def law(words: str = "en", name: str | None = None) -> Citable:
    return law_citable(library(words), number=12, name=LAW[words] if name is None else name, lang=words, version=3, revised=THEN)


def story(words: str = "en", title: str | None = "", sentence: int | None = None) -> Citable:
    shown = STORY[words] if title == "" else title
    return story_citable(
        library(words), public_id="S-000123", title=shown, lang=words, published=THEN, free=True, sentence=sentence
    )


def search(words: str = "en") -> Citable:
    return search_citable(library(words), title="Search: refund & co", address=f"{BASE}/en/search?q=refund", results=12)


def edition(words: str = "en", doi: str = "") -> Citable:
    frozen = Frozen(3, BOOK[words], THEN, NAMES[words], BASE, doi=doi)
    return edition_citable(frozen, words=words, today=TODAY)


def edition_law(words: str = "en") -> Citable:
    frozen = Frozen(3, BOOK[words], THEN, NAMES[words], BASE, doi="10.1234/abc")
    return edition_law_citable(frozen, number=12, name=LAW[words], version=2, words=words, today=TODAY)


def all_things() -> list[Citable]:
    """Every kind in both languages, with and without what may be missing."""
    return [
        thing
        for words in ("en", "ru")
        for thing in (
            law(words), story(words), story(words, sentence=2), story(words, title=None), story(words, title=None, sentence=4),
            search(words), edition(words), edition(words, doi="10.1234/ab_c"), edition_law(words),
        )
    ]  # fmt: skip
