"""Laws as the API gives them, and what stories say about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from storyhub.api.domain.about import About
from storyhub.api.domain.records.lists import USUAL, Cursor, Limit, Next, TextsIn
from storyhub.laws.domain.words import LawStage
from storyhub.reading.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class LawsAsked:
    group: Annotated[str | None, About("The shelf, by its slug", longest=64)] = None
    stage: LawStage | None = None
    status: Annotated[Standing | None, About("Where the law stands with the stories told so far")] = None
    sort: Literal["number", "evidence", "strength"] = "number"
    lang: TextsIn = "en"
    limit: Limit = USUAL
    cursor: Cursor = None


@dataclass(frozen=True, slots=True)
class LawAsked:
    lang: TextsIn = "en"


@dataclass(frozen=True, slots=True)
class Figures:
    """What public codings say, counted: stories (several of one event count once), tellers, companies, passages."""

    stories: int
    organisations: int
    passages: int
    upholds: int
    violates: int
    mixed: int
    tellers_upholding: int
    tellers_violating: int
    strength: Annotated[float | None, About("Lower end of the 95 % Wilson interval of the upholding tellers among those on either side")]
    movement: Annotated[str | None, About("`contested`, `growing`, `fading` or `steady`")]


@dataclass(frozen=True, slots=True)
class LawItem:
    number: int
    address: str
    lang: Annotated[str, About("The language its texts are in")]
    name: str
    statement: str
    group: str
    stages: tuple[str, ...]
    status: Standing
    figures: Figures


@dataclass(frozen=True, slots=True)
class LawList:
    """The laws in force."""

    items: tuple[LawItem, ...]
    next: Next


@dataclass(frozen=True, slots=True)
class SourceRecord:
    title: str
    author: str
    place: str


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """`back`: read from the other law to this one."""

    kind: str
    law: str
    back: bool


@dataclass(frozen=True, slots=True)
class LawRecord:
    """One law, in force or not: its number is never given to another one."""

    number: int
    address: str
    state: Annotated[str, About("`accepted` is in force; `merged`, `split` and `retired` laws say in `lineage` where they live on")]
    lang: Annotated[str, About("The language its texts are in")]
    name: str
    statement: str
    explanation_html: str
    how_to_apply_html: str
    include: str
    exclude: str
    aliases: tuple[str, ...]
    anchor_quotes: tuple[str, ...]
    group: str
    stages: tuple[str, ...]
    sources: tuple[SourceRecord, ...]
    relations: tuple[RelationRecord, ...]
    lineage: Annotated[tuple[RelationRecord, ...], About("`back`: the other law lives on in this one")]
    revision: int
    revised_on: date
    accepted_on: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class EvidenceAsked:
    lang: TextsIn = "en"
    limit: Annotated[int, About("Stories of each side at most", least=1, most=50)] = 4


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """The strongest passage of one story. `exact` is null where its teller does not allow reuse, or the whole story is meant."""

    coding: int
    story: str
    address: str
    exact: str | None
    polarity: str
    strength: int
    organisation: str | None
    lang: str
    more: Annotated[int, About("Other places in the story that say the same")]


@dataclass(frozen=True, slots=True)
class LawEvidence:
    """The strongest stories first, those in the language asked for before others."""

    law: int
    figures: Figures
    coders: int
    upholds: tuple[EvidenceRecord, ...]
    violates: tuple[EvidenceRecord, ...]
    mixed: tuple[EvidenceRecord, ...]
