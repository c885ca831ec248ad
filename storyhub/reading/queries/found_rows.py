"""Hits as rows that leave the site: dates, addresses, facets; a teller's words only where the teller allows their reuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storyhub.coding.models import Coding
from storyhub.kit.db import db
from storyhub.kit.text import Html
from storyhub.laws.models import Law
from storyhub.reading.queries.hits import AnyHit, LawHit, PassageHit, StoryHit
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class FoundRow:
    """`story` and `law` say where it is read: a passage has both. `free`: its words may be used again under CC BY 4.0."""

    kind: str
    ident: str
    title: str
    text: str
    day: date | None
    lang: str
    free: bool
    story: str = ""
    sentence: int = 0
    law: str = ""
    organisation: str = ""
    sector: str = ""
    stage: str = ""
    polarity: str = ""


def found_rows(hits: Sequence[AnyHit]) -> tuple[FoundRow, ...]:
    """A row for each hit. Three SQL queries, whatever the number of hits."""
    laws = _law_days(hit.card.id for hit in hits if isinstance(hit, LawHit))
    passages = _passage_stories(hit.card.id for hit in hits if not isinstance(hit, LawHit | StoryHit))
    stories = {hit.card.id for hit in hits if isinstance(hit, StoryHit)}
    free = _free(stories | {story for story, _day in passages.values()})
    rows = []
    for hit in hits:
        if isinstance(hit, StoryHit):
            rows.append(_story(hit, free=hit.card.id in free))
        elif isinstance(hit, LawHit):
            rows.append(_law(hit, laws.get(hit.card.id)))
        else:
            rows.append(_passage(hit, *passages.get(hit.card.id, (0, None)), free=free))
    return tuple(rows)


def plain(text: Html) -> str:
    """Marked text without its marks."""
    return str(text.striptags())


def _story(hit: StoryHit, *, free: bool) -> FoundRow:
    card = hit.card
    return FoundRow(
        "story",
        card.public_id,
        card.title,
        plain(hit.snippet),
        card.published_on,
        card.lang,
        free,
        story=card.public_id,
        sentence=hit.sentence or 0,
        organisation=card.organisation.name if card.organisation else "",
        sector=card.sector or "",
        stage=card.stage or "",
    )


def _passage(hit: PassageHit, story: int, day: date | None, *, free: frozenset[int]) -> FoundRow:
    card = hit.card
    return FoundRow(
        "passage",
        f"{card.story_public_id}#s-{card.sentence_number}",
        card.story_title or "",
        card.exact,
        day,
        card.lang,
        story in free,
        story=card.story_public_id,
        sentence=card.sentence_number,
        law=card.law_key,
        organisation=card.organisation or "",
        polarity=card.polarity,
    )


def _law(hit: LawHit, day: date | None) -> FoundRow:
    card = hit.card
    kind = "law" if card.number else "proposal"
    return FoundRow(kind, card.key, card.name, card.statement, day, card.lang, free=True, law=card.key, stage=" ".join(card.stages))


def _law_days(ids: Iterable[int]) -> Mapping[int, date]:
    rows = db.session.execute(select(Law.id, Law.decided_at, Law.created_at).where(Law.id.in_(list(ids))))
    return {law_id: (decided or created).date() for law_id, decided, created in rows}


def _passage_stories(ids: Iterable[int]) -> Mapping[int, tuple[int, date | None]]:
    asked = select(Coding.id, Story.id, Story.published_on).join(Story, Story.id == Coding.story_id).where(Coding.id.in_(list(ids)))
    return {coding: (story, day) for coding, story, day in db.session.execute(asked)}


def _free(ids: Iterable[int]) -> frozenset[int]:
    asked = select(Story.id).where(Story.id.in_(list(ids)), Story.may_open_data.is_(True))
    return frozenset(db.session.execute(asked).scalars())
