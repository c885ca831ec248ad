"""Calls, finds of the search, and stories taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from storyhub.api.domain.about import About
from storyhub.api.domain.records.lists import USUAL, Cursor, Lang, Limit, Next, TextsIn

# What the search page takes of one facet, and of one value.
VALUES, VALUE = 20, 120
# What the site takes as a story, in characters.
SHORTEST, LONGEST = 30, 20_000
Chosen = Annotated[str, About(longest=VALUE)]


@dataclass(frozen=True, slots=True)
class CallsAsked:
    phase: Annotated[Literal["open", "coming", "past"] | None, About("Whether stories are taken today")] = None
    lang: TextsIn = "en"
    limit: Limit = USUAL
    cursor: Cursor = None


@dataclass(frozen=True, slots=True)
class CallAsked:
    lang: TextsIn = "en"


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A dated call for stories. `stories` counts those published."""

    slug: str
    address: str
    title: str
    text_html: str
    phase: str
    opens_on: date
    last_on: date
    goal: int | None
    stories: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class CallList:
    """The one that begins last first."""

    items: tuple[CallRecord, ...]
    next: Next


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """The query of the site's search page, word for word."""

    q: Annotated[str, About("Words, or the query language of the help page", longest=2_000)] = ""
    kind: Annotated[tuple[Chosen, ...], About("`law`, `story`, `passage`, `proposal`", longest=VALUES)] = ()
    sector: Annotated[tuple[Chosen, ...], About(longest=VALUES)] = ()
    stage: Annotated[tuple[Chosen, ...], About(longest=VALUES)] = ()
    law: Annotated[tuple[Chosen, ...], About(longest=VALUES)] = ()
    polarity: Annotated[tuple[Chosen, ...], About(longest=VALUES)] = ()
    lang: Annotated[tuple[Chosen, ...], About("Of the thing that is found", longest=VALUES)] = ()
    org: Annotated[tuple[Chosen, ...], About("Companies", longest=VALUES)] = ()
    year: Annotated[tuple[Chosen, ...], About(longest=VALUES)] = ()
    sort: Literal["relevance", "strongest", "newest", "oldest"] = "relevance"
    literal: Annotated[Literal["1"] | None, About("Nothing that was typed is put right")] = None
    alone: Annotated[Literal["1"] | None, About("No other words for the same are looked for")] = None
    page: Annotated[int, About("Twenty finds each", least=1, most=500)] = 1
    names: Annotated[Lang, About("The language of the names of laws")] = "en"


@dataclass(frozen=True, slots=True)
class Find:
    """A find. `title` and `text` are null where `licence` is: such words are read at `address`."""

    kind: str
    id: str
    address: str
    title: str | None
    text: str | None
    licence: str | None
    date: date | None
    lang: str
    law: str | None
    organisation: str | None
    sector: str | None
    stage: str | None
    polarity: str | None


@dataclass(frozen=True, slots=True)
class FacetRecord:
    name: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Finds:
    """What the search page shows for the same query, in the same order."""

    total: int
    complete: Annotated[bool, About("False where the question was too dear to be counted to its end")]
    searched: Annotated[str, About("What was searched for: the query, put right where it found too little")]
    offered: Annotated[str | None, About("What may have been meant")]
    items: tuple[Find, ...]
    facets: tuple[FacetRecord, ...]
    next: Next


@dataclass(frozen=True, slots=True)
class Consents:
    """What the teller agreed to, each by itself. Without `publish` no story is taken."""

    publish: bool
    research: bool = False
    quote: bool = False
    open_data: bool = False


@dataclass(frozen=True, slots=True)
class NewStory:
    """A story in its teller's own words."""

    text: Annotated[str, About("Markdown", shortest=SHORTEST, longest=LONGEST)]
    consents: Consents
    lang: Annotated[Lang, About("The language in which the teller read the consents")]
    call: Annotated[
        str | None, About("The call it answers; one that takes no stories (any more) is passed over", pattern="[a-z0-9-]{1,80}")
    ] = None


@dataclass(frozen=True, slots=True)
class IntakeCarried:
    idempotency_key: Annotated[
        str,
        About(
            "A word of your own for this one story: sent again, it gives the same code, and no second story",
            pattern="[A-Za-z0-9_.:-]{8,128}",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Taken:
    """The story waits for a moderator. The code is all that leads its teller back to it, and it is said here alone."""

    code: str
    state: str
