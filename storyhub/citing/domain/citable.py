"""A thing as a citation sees it. Formats read nothing else; whoever knows the thing fills it in (see `things.py`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Marks that turn the direction of all that follows: in a list of references they would turn other people's entries, too.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_UNREADABLE = ("Cc", "Cs", "Cn")


class Kind(StrEnum):
    edition = "edition"
    edition_law = "edition-law"
    law = "law"
    story = "story"
    passage = "passage"
    search = "search"


GENRES = {
    "en": {Kind.edition: "Edition", Kind.edition_law: "Law", Kind.law: "Law", Kind.story: "Story", Kind.passage: "Story"},
    "ru": {Kind.edition: "Издание", Kind.edition_law: "Закон", Kind.law: "Закон", Kind.story: "История", Kind.passage: "История"},
}


def one_line(text: str) -> str:
    """The text on one line, composed, without what cannot be shown. Lists of references, BibTeX and RIS know no line ends in a title.

    >>> one_line("Two\\r\\nlines\\u202e and  blanks ")
    'Two lines and blanks'
    """
    shown = "".join(" " if unicodedata.category(char) in _UNREADABLE else char for char in text.translate(_TURNING))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", shown)).strip()


@dataclass(frozen=True, slots=True)
class Citable:
    """`address` is the permanent one, without a language. `author` is a body, never a teller; empty: the title comes first.

    `lang` is the language of the title, `words` the one the citation is written in. `container` is the edition a law is part of.
    `number` is what the thing is called by (`12`, `S-000123`); `sentence` says where in a story, `results` how many were found.
    """

    kind: Kind
    number: str
    title: str
    library: str
    address: str
    lang: str
    words: str
    accessed: date
    author: str = ""
    container: str = ""
    issued: date | None = None
    version: int | None = None
    edition: int | None = None
    sentence: int | None = None
    results: int | None = None
    doi: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        for name in ("title", "library", "author", "container", "doi"):
            object.__setattr__(self, name, one_line(getattr(self, name)))

    @property
    def key(self) -> str:
        """What a list of references calls it: stable, and made of letters that every program takes."""
        parts = {
            Kind.edition: f"edition-{self.edition}",
            Kind.edition_law: f"edition-{self.edition}-law-{self.number}",
            Kind.law: f"law-{self.number}-v{self.version}",
            Kind.story: f"story-{self.number}",
            Kind.passage: f"story-{self.number}-s{self.sentence}",
            Kind.search: f"search-{self.accessed:%Y%m%d}",
        }
        return f"storyhub-{parts[self.kind]}"

    @property
    def genre(self) -> str:
        """What it is, in a word; of a search how much it found."""
        if self.kind == Kind.search:
            return found(self.results or 0, self.words)
        return GENRES[self.words][self.kind]

    @property
    def place(self) -> str:
        """The number, and the sentence where one is meant: `S-000123, sentence 2`."""
        word = {"en": "sentence", "ru": "предложение"}[self.words]
        return f"{self.number}, {word} {self.sentence}" if self.sentence else self.number

    @property
    def designation(self) -> str:
        """`Law 12`; nothing where the title says so already, as of a story without a title."""
        named = f"{self.genre} {self.place}"
        return "" if named == self.title else named


def found(number: int, lang: str) -> str:
    """
    >>> found(1, "en"), found(22, "ru"), found(11, "ru"), found(0, "en")
    ('1 result', '22 результата', '11 результатов', '0 results')
    """
    if lang == "en":
        return f"{number} result" if number == 1 else f"{number} results"
    last, teens = number % 10, 11 <= number % 100 <= 14
    if last == 1 and not teens:
        return f"{number} результат"
    return f"{number} результата" if 2 <= last <= 4 and not teens else f"{number} результатов"
