"""What stories say about one law, for its page: the strongest passage of each story, for and against, and honest counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row

from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.evidence import EvidenceCount
from storyhub.coding.queries.visible import readable_by, select_public, sentence_of, with_text
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.kit.i18n import current_language
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Passage, Revision, Story
from storyhub.stories.queries.episodes import episode_key

Rows = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One story on one side of a law: its strongest passage, and how many other places in it (`more`) say the same.

    `sentence_number` is None, and `exact` is empty, where the whole story is meant.
    """

    coding_id: int
    story_public_id: str
    story_title: str | None
    exact: str
    sentence_number: int | None
    polarity: str
    strength: int
    organisation: str | None
    lang: str
    is_sample: bool
    more: int
    # When it was marked.
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The strongest stories for and against, and how many there are in all. Passages that two coders marked alike count once."""

    upholds: tuple[Evidence, ...]
    violates: tuple[Evidence, ...]
    mixed: tuple[Evidence, ...]
    counts: EvidenceCount
    passages: int
    coders: int


def evidence_for_law(law_id: int, lang: str | None = None, limit: int = 20, *, actor: Actor = VISITOR) -> EvidencePage:
    """Up to `limit` stories of each polarity, the strongest and those in `lang` first, one passage each. Two SQL queries."""
    rows = _places(law_id, actor)
    spoken = lang or current_language()
    chosen = {polarity: _strongest((row for row in rows if row.polarity == polarity), spoken, limit) for polarity in Polarity}
    quotes = quotes_of([found for best in chosen.values() for found in best])
    return EvidencePage(
        **{str(polarity): tuple(quote for quote in quotes if quote.polarity == polarity) for polarity in Polarity},
        counts=_counts(rows),
        passages=len({(row.story_id, row.start, row.end) for row in rows if row.start is not None}),
        coders=len({row.coder_id for row in rows}),
    )


def strongest_of(codings: Sequence[Row[Any]]) -> tuple[Row[Any], int]:
    """Of one story's codings the strongest, a passage rather than the whole story, and the number of places in all."""
    best = min(codings, key=lambda row: (-row.strength, row.start is None, row.id))
    return best, len({(row.start, row.end) for row in codings})


def quotes_of(best: Sequence[tuple[Row[Any], int]]) -> tuple[Evidence, ...]:
    """The chosen codings in the order given, with their words. One SQL query."""
    texts = _texts([row.id for row, _places in best])
    return tuple(_evidence(row, places, texts[row.id]) for row, places in best if row.id in texts)


def _places(law_id: int, actor: Actor) -> Rows:
    """Every public coding with this law, without any text: numbers only, however many there are."""
    statement = select_public(
        Coding.id, Coding.story_id, Coding.polarity, Coding.strength, Coding.coder_id, Passage.start, Passage.end, Story.lang,
        Story.organisation_id, Coding.created_at, episode_key().label("episode"),
    )  # fmt: skip
    return db.session.execute(statement.where(Coding.law_id == law_id, readable_by(actor)).order_by(Coding.story_id, Coding.id)).all()


def _strongest(rows: Iterable[Row[Any]], lang: str, limit: int) -> list[tuple[Row[Any], int]]:
    """For each story (rows come story by story) its strongest coding and the number of its places, the best stories first, and of
    each episode only the best."""
    stories = [list(codings) for _story, codings in groupby(rows, key=lambda row: row.story_id)]
    best = sorted(map(strongest_of, stories), key=lambda found: (-found[0].strength, found[0].lang != lang, -found[0].story_id))
    of_episodes: dict[int, tuple[Row[Any], int]] = {}
    for found in best:
        of_episodes.setdefault(found[0].episode, found)
    return list(of_episodes.values())[:limit]


def _texts(coding_ids: Sequence[int]) -> Mapping[int, Row[Any]]:
    """The words of those few codings that are shown."""
    words = select_public(Coding.id, Story.title, Story.is_sample, Passage.exact, Organisation.name, Revision.plain)
    statement = with_text(words).outerjoin(Organisation, Organisation.id == Story.organisation_id)
    return {row.id: row for row in db.session.execute(statement.where(Coding.id.in_(coding_ids)))}


def _evidence(row: Row[Any], places: int, text: Row[Any]) -> Evidence:
    return Evidence(
        coding_id=row.id,
        story_public_id=public_id(row.story_id),
        story_title=text.title,
        exact=text.exact or "",
        sentence_number=sentence_of(text.plain, row.start),
        polarity=row.polarity,
        strength=row.strength,
        organisation=text.name,
        lang=row.lang,
        is_sample=text.is_sample,
        more=places - 1,
        at=row.created_at,
    )


def _counts(rows: Rows) -> EvidenceCount:
    def stories(*polarities: str) -> int:
        return len({row.episode for row in rows if row.polarity in polarities})

    return EvidenceCount(
        stories=stories(*Polarity),
        upholds=stories(Polarity.upholds),
        violates=stories(Polarity.violates),
        mixed=stories(Polarity.mixed),
        organisations=len({row.organisation_id for row in rows if row.organisation_id is not None}),
    )
