"""Codings as the API gives them: public ones to everybody, one's own to a coder's program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from storyhub.api.domain.about import About
from storyhub.api.domain.records.lists import USUAL, Cursor, LawKey, Limit, Next, StoryId
from storyhub.coding.domain.words import Polarity

Place = Annotated[int | None, About("In code points of the story's text, from 0; null: the whole story", least=0, most=1_000_000)]
How = Annotated[int, About("1 a hint, 2 clear, 3 textbook", least=1, most=3)]
Note = Annotated[str, About(longest=2_000)]
RevisionSeen = Annotated[int, About("The text that was read: `revision` of the story", least=1, most=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class CodingsAsked:
    story: StoryId | None = None
    law: LawKey | None = None
    polarity: Polarity | None = None
    limit: Limit = USUAL
    cursor: Cursor = None


@dataclass(frozen=True, slots=True)
class CodingRecord:
    """A coding that everybody may know: its round is complete. `exact` is null where the teller does not allow reuse of the words."""

    id: int
    story: str
    law: str
    polarity: str
    strength: int
    note: str
    coder: Annotated[str, About("The name shown on the story's page")]
    coded_on: date
    start: int | None
    end: Annotated[int | None, About("Excluded")]
    exact: str | None


@dataclass(frozen=True, slots=True)
class CodingList:
    """In the order in which they were made."""

    items: tuple[CodingRecord, ...]
    next: Next


@dataclass(frozen=True, slots=True)
class OwnCoding:
    """A coding of one's own. `version` is to be sent with a change."""

    id: int
    version: int
    law: str
    polarity: str
    strength: int
    note: str
    start: int | None
    end: int | None
    exact: str | None


@dataclass(frozen=True, slots=True)
class DeskStoryRecord:
    """A story as its coder's program needs it. Nothing of what others marked in it."""

    id: str
    title: str | None
    lang: str
    revision: int
    text: str
    mine: tuple[OwnCoding, ...]
    is_open: Annotated[bool, About("Whether it still takes codings of this coder")]
    is_begun: bool
    is_finished: bool


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A passage, or with `start` and `end` null the whole story, marked with a law."""

    revision: RevisionSeen
    law: LawKey
    polarity: Polarity
    strength: How
    start: Place = None
    end: Place = None
    note: Note = ""


@dataclass(frozen=True, slots=True)
class CodingChange:
    """What is left out, or null, stays as it is."""

    version: Annotated[int, About("The version that was seen", least=1, most=2**31 - 1)]
    law: LawKey | None = None
    polarity: Polarity | None = None
    strength: How | None = None
    note: Note | None = None
