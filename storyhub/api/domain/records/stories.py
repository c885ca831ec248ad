"""Stories as the API gives them: what their pages show, and the words only where the teller allows their reuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from storyhub.api.domain.about import About
from storyhub.api.domain.records.lists import USUAL, Cursor, Lang, Limit, Next
from storyhub.coding.domain.grading import Grade
from storyhub.stories.domain.words import Sector, Stage


@dataclass(frozen=True, slots=True)
class StoriesAsked:
    lang: Annotated[Lang | None, About("The language of the story")] = None
    sector: Sector | None = None
    stage: Stage | None = None
    grade: Annotated[Grade | None, About("How sure it is which law the story shows")] = None
    call: Annotated[str | None, About("Stories that answer this call", pattern="[a-z0-9-]{1,80}")] = None
    limit: Limit = USUAL
    cursor: Cursor = None


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A story in a list. `title` and `excerpt` are null where `licence` is: such words are read at `address`."""

    id: str
    address: str
    lang: str
    title: str | None
    excerpt: str | None
    licence: Annotated[str | None, About("`CC-BY-4.0` where the teller allows open data")]
    organisation: str | None
    sector: str | None
    stage: str | None
    published_on: date | None
    is_sample: Annotated[bool, About("An invented story that came with the site")]


@dataclass(frozen=True, slots=True)
class StoryList:
    """The newest first. Stories that are published or withdrawn meanwhile neither repeat nor hide others."""

    items: tuple[StoryItem, ...]
    next: Next


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """One story. `title` and `text` are null where `licence` is: such words are read at `address`."""

    id: str
    address: str
    lang: str
    title: str | None
    text: Annotated[str | None, About("Plain text; places of codings count its code points")]
    licence: Annotated[str | None, About("`CC-BY-4.0` where the teller allows open data")]
    organisation: str | None
    sector: str | None
    stage: str | None
    month: Annotated[str | None, About("When it happened, as 2026-05")]
    published_on: date | None
    me_too: Annotated[int, About("How many readers have been through the same")]
    grade: Annotated[str | None, About("How sure it is which law the story shows")]
    call: Annotated[str | None, About("The call it answers")]
    is_sample: Annotated[bool, About("An invented story that came with the site")]
