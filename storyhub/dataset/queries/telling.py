"""Stories as rows, with touchpoints, companies and calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storyhub.calls.models import Call
from storyhub.dataset.domain.told import STORIES
from storyhub.dataset.queries.changes import is_open
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Passage, Revision, Story, Touchpoint
from storyhub.stories.queries import STORY_SECTOR

BATCH = 500
# Columns of the table that are columns of the story under the same name.
PLAIN = (
    "country", "month", "stage", "tenure", "outcome", "price", "time", "service", "convenience", "speed", "empathy", "rating",
    "recommend_before", "recommend_after", "emotional_peak", "emotional_end",
)  # fmt: skip
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A row, and what other tables must hold for it."""

    cells: Row
    organisation: str | None
    call: str | None
    turning_point: int | None


def stories(has: Callable[[int], bool], days: Mapping[int, date], base: str) -> Iterator[StoryRow]:
    """Every story that `has` names, by number."""
    columns = (Revision.plain, Revision.source, Revision.number, Organisation.slug, Call.slug, STORY_SECTOR, Passage.id)
    asked = (
        select(Story, *columns)
        .join(Revision, Revision.id == Story.published_revision_id)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .outerjoin(Call, (Call.id == Story.call_id) & Call.withdrawn_at.is_(None))
        # A turning point whose text has moved on is not a place in this one.
        .outerjoin(Passage, (Passage.id == Story.turning_point_id) & (Passage.revision_id == Story.published_revision_id))
        .where(is_open())
        .order_by(Story.id)
        .execution_options(yield_per=BATCH)
    )
    for story, plain, source, number, organisation, call, sector, turn in db.session.execute(asked):
        if not has(story.id):
            continue
        name = public_id(story.id)
        known = {
            "id": name, "address": f"{base}/stories/{name}", "title": story.title, "text": plain, "source": source, "version": number,
            "lang": story.lang, "published_on": story.published_on, "changed_on": days[story.id], "organisation": organisation,
            "sector": sector, "turning_point": turn, "call": call, "is_sample": story.is_sample,
            **{column: getattr(story, column) for column in PLAIN},
        }  # fmt: skip
        yield StoryRow(tuple(known[column] for column in STORIES.columns), organisation, call, turn)
        db.session.expunge(story)


def touchpoints(has: Callable[[int], bool]) -> Iterator[Row]:
    asked = (
        select(Touchpoint.story_id, Touchpoint.position, Touchpoint.name, Touchpoint.expected, Touchpoint.received)
        .join(Story, Story.id == Touchpoint.story_id)
        .where(is_open())
        .order_by(Touchpoint.story_id, Touchpoint.position)
    )
    for number, *cells in db.session.execute(asked):
        if has(number):
            yield public_id(number), *cells


def organisations(slugs: set[str]) -> Iterator[Row]:
    """Only those that a story of these data names."""
    for row in db.session.execute(select(Organisation.slug, Organisation.name, Organisation.sector).order_by(Organisation.slug)):
        if row.slug in slugs:
            yield tuple(row)


def calls(slugs: set[str]) -> Iterator[Row]:
    columns = (Call.slug, Call.title_ru, Call.title_en, Call.opens_on, Call.closes_on, Call.goal)
    for row in db.session.execute(select(*columns).where(Call.withdrawn_at.is_(None)).order_by(Call.slug)):
        if row.slug in slugs:
            yield tuple(row)
