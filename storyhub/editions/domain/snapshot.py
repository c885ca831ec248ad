"""What a frozen edition holds. Everything a served file, a page, a diff or a citation needs is here: nothing is looked up later.

The laws and the quotes are two parts, because they have two fates: a law's part never changes, a quote goes when its teller withdraws.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FORMAT = "storyhub-edition/1"


@dataclass(frozen=True, slots=True)
class Both:
    """One text in both languages; either may be empty where the other is not."""

    ru: str = ""
    en: str = ""

    def of(self, lang: str) -> str:
        """The text in `lang`, else in the other language."""
        return (self.ru or self.en) if lang == "ru" else (self.en or self.ru)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the finished, public codings said on the day of freezing. Counts of distinct things; `alpha` and `strength` None: undefined."""

    stories: int = 0
    organisations: int = 0
    tellers_upholding: int = 0
    tellers_violating: int = 0
    upholds: int = 0
    violates: int = 0
    alpha: float | None = None
    # Lower end of the 95 % Wilson interval of tellers_upholding / (tellers_upholding + tellers_violating).
    strength: float | None = None
    # The badge: `contested`, `growing`, `fading`, `steady`, or "" where there is no evidence.
    movement: str = ""


@dataclass(frozen=True, slots=True)
class CitedSource:
    slug: str
    title: Both
    author: Both
    place: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How this law stands to another one of the library."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a law's lineage: `old` lives on in `new`."""

    kind: str
    old: int
    new: int
    date: str


@dataclass(frozen=True, slots=True)
class FrozenLaw:
    """A law as worded on the day of freezing. Explanation and how_to_apply are Markdown. `quotes` counts those chosen, withdrawn or not."""

    number: int
    slug: str
    group: str
    name: Both
    statement: Both
    explanation: Both = Both()
    how_to_apply: Both = Both()
    include: Both = Both()
    exclude: Both = Both()
    aliases_ru: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    relations: tuple[Relation, ...] = ()
    lineage: tuple[Step, ...] = ()
    revision: int = 1
    evidence: Evidence = field(default_factory=Evidence)
    quotes: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage chosen to stand under a law. `text` is plain, as published; None: withdrawn since, and nobody keeps it."""

    law: int
    place: int
    story: str
    lang: str
    polarity: Literal["upholds", "violates"]
    text: str | None


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    name: Both


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a law since the last edition. `other`: the law it was merged into, split from and so on; `was`, `now`: strength.

    `left_out`: with `retired`, that the law is still in force and the curators only left it out of this edition.
    """

    kind: Literal["new", "reworded", "merged", "split", "superseded", "retired", "returned", "strength"]
    number: int
    other: tuple[int, ...] = ()
    was: float | None = None
    now: float | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole edition. `laws` are in the order of the book; `groups` in the order in which they first appear.

    `frozen_on` is an ISO date; `address` the instance's base address without a slash at its end; `previous` the number of the edition
    that `changes` compare with. A law's permanent address is address + /editions/{number}/laws/{law}. `sha256` is the checksum of
    everything but quotes and DOI, computed when it was frozen and valid for ever (see `written.laws_text`); empty in a draft.
    """

    number: int
    frozen_on: str
    title: Both
    foreword: Both
    publisher: str
    address: str
    licence: str
    groups: tuple[Group, ...]
    laws: tuple[FrozenLaw, ...]
    quotes: tuple[Quote, ...] = ()
    changes: tuple[Change, ...] = ()
    previous: int | None = None
    doi: str = ""
    sha256: str = ""
