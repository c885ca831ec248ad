"""Codings that everybody may know, of stories that may be given away, and the places they point at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries.visible import select_public
from storyhub.dataset.queries.changes import is_open
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Revision, Story

Row = tuple[object, ...]
CHUNK = 500


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding; `public_on` is when everybody could know it."""

    id: int
    story: int
    passage: int | None
    law: int
    coder: int
    polarity: str
    strength: int
    created_at: datetime
    blind: bool
    public_on: date

    def cells(self, coder: int) -> Row:
        """`coder`: the number that stands for the coder in this file."""
        day = day_of(self.created_at)
        return self.id, public_id(self.story), self.passage, self.law, coder, self.polarity, self.strength, day, self.blind


def codings() -> Iterator[CodingRow]:
    """By number. Laws that are not in force any more are there, proposals are not."""
    asked = (
        select_public(
            Coding.id, Coding.story_id, Coding.passage_id, Law.number, Coding.coder_id, Coding.polarity, Coding.strength,
            Coding.created_at, CodingPass.is_blind, CodingRound.complete_at, CodingPass.finished_at,
        )
        .join(Law, Law.id == Coding.law_id)
        .where(is_open(), Law.number.is_not(None))
        .order_by(Coding.id)
        .execution_options(yield_per=CHUNK)
    )  # fmt: skip
    for row in db.session.execute(asked):
        public = day_of(max(row.complete_at, row.finished_at, row.created_at))
        yield CodingRow(
            row.id, row.story_id, row.passage_id, row.number, row.coder_id, row.polarity, row.strength, row.created_at, row.is_blind, public
        )


def passages(wanted: set[int]) -> Iterator[Row]:
    """Places in the texts that are given away."""
    for numbers in _chunks(sorted(wanted)):
        columns = (Passage.id, Story.id, Passage.start, Passage.end, Passage.exact, Passage.prefix, Passage.suffix)
        asked = (
            select(*columns)
            .join(Revision, Revision.id == Passage.revision_id)
            .join(Story, Story.published_revision_id == Revision.id)
            .where(Passage.id.in_(numbers), is_open())
            .order_by(Passage.id)
        )
        for number, story, *cells in db.session.execute(asked).all():
            yield number, public_id(story), *cells


def removed() -> Iterator[tuple[str, str, date, str]]:
    """Marks that everybody could know and that were taken away, or whose place is gone."""
    at = func.coalesce(Coding.removed_at, Coding.orphaned_at)
    asked = (
        select(Coding.id, Coding.removed_at, Coding.orphaned_at)
        .join(Story, Story.id == Coding.story_id)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .join(Law, Law.id == Coding.law_id)
        .where(is_open(), at > CodingRound.complete_at, Law.number.is_not(None))
        .order_by(Coding.id)
    )
    for number, gone, orphaned in db.session.execute(asked):
        moment = gone or orphaned
        if moment is not None:
            yield "coding", str(number), day_of(moment), "removed"


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[place : place + CHUNK] for place in range(0, len(numbers), CHUNK))
