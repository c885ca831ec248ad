"""What came of a finished run: agreement with the reference, law by law, and every difference with the rules of the laws in question.

Only stories that can still be shown count: one that was withdrawn, or whose text has changed, is left out and counted as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storyhub.coding.domain.differences import Unit
from storyhub.coding.domain.training import NEWCOMER, REFERENCE, LawFigure, Read, Said, differences, figures
from storyhub.coding.models import TrainingCoding, TrainingItem, TrainingReading, TrainingReference, TrainingRun
from storyhub.coding.queries.guides import LawGuide, law_guides
from storyhub.coding.queries.visible import spans_of
from storyhub.coding.rules import may_teach
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Revision, Story


@dataclass(frozen=True, slots=True)
class Saying:
    """What one side says of a place: which law, and how."""

    law: LawGuide
    polarity: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where she and the reference differ. `words` is empty for the whole story. `laws`: those either named."""

    words: str
    kinds: frozenset[str]
    reference: tuple[Saying, ...]
    own: tuple[Saying, ...]
    laws: tuple[LawGuide, ...]


@dataclass(frozen=True, slots=True)
class ComparedStory:
    number: int
    public_id: str
    title: str | None
    lang: str
    agreed: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A row of the table; without a law all laws together."""

    law: LawGuide | None
    figure: LawFigure


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """`places`: how many places either side marked; `agreed`: where both say the same."""

    started_at: datetime
    finished_at: datetime
    figures: tuple[FigureShown, ...]
    stories: tuple[ComparedStory, ...]
    agreed: int
    places: int
    left_out: int


def training_result(run: TrainingRun, *, lang: str) -> TrainingResult:
    """Of a finished run. Constant number of SQL queries."""
    if run.finished_at is None:
        raise ValueError("a result is shown of a finished run only")
    chosen = (
        select(TrainingReading.number, TrainingItem, Story, Revision.plain)
        .join(TrainingItem, TrainingItem.id == TrainingReading.item_id)
        .join(Story, Story.id == TrainingItem.story_id)
        .join(Revision, Revision.id == TrainingItem.revision_id)
        .where(TrainingReading.run_id == run.id, TrainingReading.read_at.is_not(None))
        .order_by(TrainingReading.number)
    )
    rows = db.session.execute(chosen).all()
    shown = [(n, item, story, plain) for n, item, story, plain in rows if _is_shown(item, story)]
    said, guides = _said(run), {law.id: law for law in law_guides(lang, story_lang=lang)}
    reads = [Read(spans_of(plain), said.get(item.id, ())) for _n, item, _story, plain in shown]
    stories = tuple(_story(row, read, guides) for row, read in zip(shown, reads, strict=True))
    agreed = sum(story.agreed for story in stories)
    return TrainingResult(
        started_at=run.started_at,
        finished_at=run.finished_at,
        figures=tuple(
            FigureShown(guides.get(row.law_id or 0), row) for row in figures(reads) if row.law_id is None or row.law_id in guides
        ),
        stories=stories,
        agreed=agreed,
        places=agreed + sum(len(story.differences) for story in stories),
        left_out=len(rows) - len(shown),
    )


def _is_shown(item: TrainingItem, story: Story) -> bool:
    return may_teach(story) and item.revision_id == story.published_revision_id


def _said(run: TrainingRun) -> Mapping[int, tuple[Said, ...]]:
    """What both sides marked, by item. Two SQL queries."""
    mine = select(TrainingCoding).where(TrainingCoding.run_id == run.id).order_by(TrainingCoding.id)
    items = select(TrainingReading.item_id).where(TrainingReading.run_id == run.id)
    reference = select(TrainingReference).where(TrainingReference.item_id.in_(items)).order_by(TrainingReference.id)
    found: dict[int, tuple[Said, ...]] = {}
    for who, asked in ((REFERENCE, reference), (NEWCOMER, mine)):
        for row in db.session.execute(asked).scalars():
            # Two tables, one row of numbers: even ones are the reference's.
            mark = Said(2 * row.id + who, row.start, row.end, row.law_id, who, row.polarity)
            found[row.item_id] = (*found.get(row.item_id, ()), mark)
    return found


def _story(row: tuple[int, TrainingItem, Story, str], read: Read, guides: Mapping[int, LawGuide]) -> ComparedStory:
    number, _item, story, plain = row
    found = differences(read)
    return ComparedStory(
        number=number,
        public_id=public_id(story.id),
        title=story.title,
        lang=story.lang,
        agreed=sum(not unit.kinds for unit in found),
        differences=tuple(_difference(unit, plain, guides) for unit in found if unit.kinds),
    )


def _difference(unit: Unit[Said], plain: str, guides: Mapping[int, LawGuide]) -> Difference:
    laws = dict.fromkeys(mark.law_id for mark in unit.codings if mark.law_id in guides)
    return Difference(
        words=plain[slice(*unit.span)] if unit.span else "",
        kinds=frozenset(map(str, unit.kinds)),
        reference=_sayings(unit.codings, REFERENCE, guides),
        own=_sayings(unit.codings, NEWCOMER, guides),
        laws=tuple(guides[law] for law in laws),
    )


def _sayings(marks: Sequence[Said], who: int, guides: Mapping[int, LawGuide]) -> tuple[Saying, ...]:
    said: dict[Any, None] = dict.fromkeys((mark.law_id, mark.polarity) for mark in marks if mark.coder_id == who and mark.law_id in guides)
    return tuple(Saying(guides[law], polarity) for law, polarity in said)
