"""What a form hands to a verb: a story to be told, details to be changed, a record to be imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from storyhub.stories.domain.words import Audience, ConsentKind

MAX_TITLE = 200
MAX_ORGANISATION = 200
MAX_TOUCHPOINT = 120
MAX_TOUCHPOINTS = 5
# Words of the teller's own that are public beside the text: a moderator reads them first.
FREE_WORDS: Final = frozenset({"title", "organisation", "touchpoints"})


class Keep(Enum):
    """The one value that means: leave this detail as it is."""

    keep = "keep"


KEEP: Final = Keep.keep


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story as its teller sends it. `source` is cleaned Markdown; `ui_lang` the language the consents were read in."""

    source: str
    consents: frozenset[ConsentKind]
    ui_lang: str = "en"
    spam_signs: tuple[str, ...] = ()
    # The call for stories that it answers.
    call_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place where teller and company met, in the teller's words: what was expected and what was received, 1–5."""

    name: str
    expected: int
    received: int


@dataclass(frozen=True, slots=True)
class StoryDetails:
    """Details besides the text. Left out: unchanged; None: taken away. `organisation` is a name; `touchpoints` replace all there were."""

    title: str | Keep | None = KEEP
    organisation: str | Keep | None = KEEP
    sector: str | Keep | None = KEEP
    country: str | Keep | None = KEEP
    month: str | Keep | None = KEEP
    stage: str | Keep | None = KEEP
    tenure: str | Keep | None = KEEP
    outcome: str | Keep | None = KEEP
    price: str | Keep | None = KEEP
    time: str | Keep | None = KEEP
    service: str | Keep | None = KEEP
    convenience: int | Keep | None = KEEP
    speed: int | Keep | None = KEEP
    empathy: int | Keep | None = KEEP
    rating: int | Keep | None = KEEP
    recommend_before: int | Keep | None = KEEP
    recommend_after: int | Keep | None = KEEP
    emotional_peak: int | Keep | None = KEEP
    emotional_end: int | Keep | None = KEEP
    touchpoints: tuple[Place, ...] | Keep = KEEP

    def given(self) -> dict[str, Any]:
        """The details that are to change, by name."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name)) is not KEEP}


# Those that are a column of the story or, for `organisation`, a reference.
DETAILS: Final = tuple(each.name for each in fields(StoryDetails) if each.name != "touchpoints")


@dataclass(frozen=True, slots=True)
class ImportedStory:
    """One record of a collection. `lang` None: detected; `date` None: the day of the import. Unknown fields travel in `labels`.

    `call`: the slug of the call it answers.
    """

    external_id: str
    source_text: str
    title: str | None = None
    lang: str | None = None
    company: str | None = None
    date: date | None = None
    domain: str | None = None
    sector: str | None = None
    rating: int | None = None
    labels: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    audience: Audience | None = None
    touchpoints: tuple[Place, ...] = ()
    call: str | None = None


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many records became stories, and how many were there already."""

    added: int
    present: int

    def __add__(self, other: ImportCounts) -> ImportCounts:
        return ImportCounts(self.added + other.added, self.present + other.present)
