"""One published story as its page shows it: text, codings, the laws it shows. Does not decide who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storyhub.calls.models import Call
from storyhub.coding.queries import PublicCoding, public_codings
from storyhub.kit.db import db
from storyhub.kit.text import Html, Span, sentences, stored_html
from storyhub.reading.domain.places import sentence_number, slots
from storyhub.stories.domain.public_id import public_id as public_id_of
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story
from storyhub.stories.queries.me_too import me_too_count

# The largest key a database can hold; a longer number is nobody's.
MAX_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class StoryHead:
    """What is said about a story besides its text."""

    public_id: str
    title: str | None
    lang: str
    audience: str
    is_sample: bool
    organisation_name: str | None
    organisation_slug: str | None
    sector: str | None
    stage: str | None
    month: str | None
    published_on: date | None
    source: str
    rights: str | None
    me_too: int
    call: Call | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What one coder said about a place."""

    coder_name: str
    strength: int
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the legend, in which sentence (none: the whole story), and everybody who marked it so."""

    exact: str
    sentence: int | None
    polarity: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A law this story shows, with its colour slot and every place."""

    law_key: str
    law_name: str
    slot: int
    places: tuple[Place, ...]

    @property
    def polarities(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.polarity for place in self.places))


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage with one law; several coders who agree make one mark."""

    start: int
    end: int
    law_key: str
    law_name: str
    polarity: str
    slot: int
    coding_id: int


@dataclass(frozen=True, slots=True)
class Quote:
    exact: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoryText:
    """The text of a story and everything said about places in it."""

    html: Html
    sentences: tuple[Span, ...]
    passages: tuple[MarkedPassage, ...]
    legend: tuple[LegendEntry, ...]
    turning_point: Quote | None


def find_story(public_id: str) -> Story | None:
    """The story of this very spelling, whatever its state, with all that its page needs. One SQL query."""
    number = story_id(public_id)
    if number is None or number > MAX_ID:
        return None
    parts = (Story.organisation, Story.published_revision, Story.turning_point, Story.call)
    together = [joinedload(part) for part in parts]
    return db.session.execute(select(Story).where(Story.id == number).options(*together)).scalar_one_or_none()


def story_head(story: Story) -> StoryHead:
    """One SQL query."""
    organisation = story.organisation
    return StoryHead(
        public_id=public_id_of(story.id),
        title=story.title,
        lang=story.lang,
        audience=story.audience,
        is_sample=story.is_sample,
        organisation_name=organisation.name if organisation else None,
        organisation_slug=organisation.slug if organisation else None,
        sector=story.sector or (organisation.sector if organisation else None),
        stage=story.stage,
        month=story.month,
        published_on=story.published_on,
        source=story.source,
        rights=story.rights,
        me_too=me_too_count(story.id),
        call=story.call if story.call and not story.call.withdrawn_at else None,
    )


def story_text(story: Story, *, lang: str) -> StoryText | None:
    """None when there is no published text. The names of laws are in `lang`. Two SQL queries."""
    revision = story.published_revision
    if revision is None or revision.purged_at is not None:
        return None
    spans = tuple(sentences(revision.plain))
    starts = [span.start for span in spans]
    codings = sorted(public_codings(story.id, lang=lang), key=_order)
    colours = slots(coding.law_key for coding in codings)
    return StoryText(
        html=stored_html(revision.html),
        sentences=spans,
        passages=_passages(codings, colours),
        legend=_legend(codings, colours, starts),
        turning_point=_turning_point(story, starts),
    )


def _order(coding: PublicCoding) -> tuple[bool, int, int, int]:
    """By place in the text; codings of the whole story come last."""
    return coding.start is None, coding.start or 0, coding.end or 0, coding.id


def _passages(codings: list[PublicCoding], colours: dict[str, int]) -> tuple[MarkedPassage, ...]:
    marked: dict[tuple[int, int, str, str], MarkedPassage] = {}
    for coding in codings:
        if coding.start is None or coding.end is None:
            continue
        passage = MarkedPassage(
            start=coding.start,
            end=coding.end,
            law_key=coding.law_key,
            law_name=coding.law_name,
            polarity=coding.polarity,
            slot=colours[coding.law_key],
            coding_id=coding.id,
        )
        marked.setdefault((coding.start, coding.end, coding.law_key, coding.polarity), passage)
    return tuple(marked.values())


def _legend(codings: list[PublicCoding], colours: dict[str, int], starts: list[int]) -> tuple[LegendEntry, ...]:
    """Laws in the order of the text; what several coders marked alike is one place with a remark of each."""
    laws: dict[str, dict[tuple[int | None, int | None, str], list[PublicCoding]]] = {}
    for coding in codings:
        laws.setdefault(coding.law_key, {}).setdefault((coding.start, coding.end, coding.polarity), []).append(coding)
    names = {coding.law_key: coding.law_name for coding in codings}
    return tuple(
        LegendEntry(key, names[key], colours[key], tuple(_place(alike, starts) for alike in places.values()))
        for key, places in laws.items()
    )


def _place(alike: list[PublicCoding], starts: list[int]) -> Place:
    first = alike[0]
    return Place(
        exact=first.exact or "",
        sentence=None if first.start is None else sentence_number(starts, first.start),
        polarity=first.polarity,
        remarks=tuple(Remark(coding.coder_name, coding.strength, coding.note) for coding in alike),
    )


def _turning_point(story: Story, starts: list[int]) -> Quote | None:
    """The moment the teller named, unless the text has changed since."""
    passage = story.turning_point
    if passage is None or passage.revision_id != story.published_revision_id:
        return None
    return Quote(passage.exact, sentence_number(starts, passage.start), passage.start, passage.end)
