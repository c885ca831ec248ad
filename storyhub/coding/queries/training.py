"""A person's runs through the training set: where she is, and one story of it to code. Nothing here shows the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storyhub.coding.domain.training import Said, sentences_of
from storyhub.coding.models import TrainingCoding, TrainingItem, TrainingReading, TrainingRun
from storyhub.coding.queries.training_set import current_items
from storyhub.coding.queries.visible import spans_of
from storyhub.kit.db import db
from storyhub.laws.queries import LawCard, law_cards
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Revision, Story


@dataclass(frozen=True, slots=True)
class Leg:
    """One story of a run. `is_there` is False once it cannot teach any more: then she need not read it."""

    number: int
    item_id: int
    title: str | None
    lang: str
    is_read: bool
    is_there: bool
    marks: int


@dataclass(frozen=True, slots=True)
class Way:
    """A run with its stories in order."""

    run_id: int
    started_at: datetime
    finished_at: datetime | None
    legs: tuple[Leg, ...]

    @property
    def next_number(self) -> int | None:
        """The first story she has not read; None when all are."""
        return next((leg.number for leg in self.legs if leg.is_there and not leg.is_read), None)


@dataclass(frozen=True, slots=True)
class OwnMark:
    """What she marked: first and last sentence, or nothing for the whole story."""

    id: int
    sentences: tuple[int, int] | None
    law: LawCard | None
    polarity: str


@dataclass(frozen=True, slots=True)
class TrainingStory:
    """One story of a run on the page. `paragraphs` are sentences with their numbers, paragraph by paragraph."""

    number: int
    of: int
    public_id: str
    title: str | None
    lang: str
    paragraphs: tuple[tuple[tuple[int, str], ...], ...]
    marks: tuple[OwnMark, ...]
    is_read: bool


def latest_run(person_id: int | None) -> TrainingRun | None:
    """The run begun last. One SQL query."""
    chosen = select(TrainingRun).where(TrainingRun.person_id == person_id).order_by(TrainingRun.id.desc())
    return db.session.execute(chosen.limit(1)).scalar_one_or_none()


def finished_runs(person_id: int | None) -> tuple[TrainingRun, ...]:
    """Newest first. One SQL query."""
    chosen = select(TrainingRun).where(TrainingRun.person_id == person_id, TrainingRun.finished_at.is_not(None))
    return tuple(db.session.execute(chosen.order_by(TrainingRun.id.desc())).scalars())


def way(run: TrainingRun) -> Way:
    """Two SQL queries."""
    there = set(current_items())
    marks = select(func.count()).where(TrainingCoding.run_id == run.id, TrainingCoding.item_id == TrainingReading.item_id).scalar_subquery()
    chosen = (
        select(TrainingReading, Story.title, Story.lang, marks)
        .join(TrainingItem, TrainingItem.id == TrainingReading.item_id)
        .join(Story, Story.id == TrainingItem.story_id)
        .where(TrainingReading.run_id == run.id)
        .order_by(TrainingReading.number)
    )
    legs = tuple(
        Leg(leg.number, leg.item_id, title, lang, leg.read_at is not None, leg.item_id in there, count)
        for leg, title, lang, count in db.session.execute(chosen).all()
    )
    return Way(run.id, run.started_at, run.finished_at, legs)


def training_story(found: Way, leg: Leg, *, lang: str) -> TrainingStory:
    """Constant number of SQL queries."""
    item = db.session.get_one(TrainingItem, leg.item_id)
    plain = db.session.get_one(Revision, item.revision_id).plain
    spans = spans_of(plain)
    chosen = select(TrainingCoding).where(TrainingCoding.run_id == found.run_id, TrainingCoding.item_id == item.id)
    rows = sorted(db.session.execute(chosen).scalars(), key=lambda row: (row.start is not None, row.start or 0, row.id))
    laws = law_cards([row.law_id for row in rows], lang=lang)
    return TrainingStory(
        number=leg.number,
        of=len(found.legs),
        public_id=public_id(item.story_id),
        title=leg.title,
        lang=leg.lang,
        paragraphs=_paragraphs(plain, spans),
        marks=tuple(_own(row, laws.get(row.law_id), spans) for row in rows),
        is_read=leg.is_read,
    )


def _own(row: TrainingCoding, law: LawCard | None, spans: Sequence[tuple[int, int]]) -> OwnMark:
    touched = sentences_of(Said(row.id, row.start, row.end, row.law_id, 1, row.polarity), spans)
    return OwnMark(row.id, None if row.start is None else (touched[0], touched[-1]), law, row.polarity)


def _paragraphs(plain: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[tuple[int, str], ...], ...]:
    """A new paragraph begins where a line ends between two sentences."""
    found: list[list[tuple[int, str]]] = []
    before = 0
    for number, (start, end) in enumerate(spans, start=1):
        if not found or "\n" in plain[before:start]:
            found.append([])
        found[-1].append((number, plain[start:end]))
        before = end
    return tuple(tuple(paragraph) for paragraph in found)
