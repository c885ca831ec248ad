"""Coders side by side on one story: where they agree, how they differ, what was decided. Finished coders only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storyhub.accounts.models import Person
from storyhub.coding.domain.differences import Unit, units
from storyhub.coding.models import AdjudicatedCoding, Adjudication, Coding, CodingPass, CodingRound
from storyhub.coding.queries.visible import sentence_of
from storyhub.kit.db import db
from storyhub.laws.queries import LawCard, law_cards
from storyhub.stories.models import Passage, Story


@dataclass(frozen=True, slots=True)
class PlacedCoding:
    """A coding with its place as plain values."""

    id: int
    start: int | None
    end: int | None
    law_id: int
    coder_id: int
    polarity: str
    strength: int
    note: str
    exact: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A coding of the adjudicated set. `coding_id` is the coder's it was taken from."""

    coding_id: int | None
    exact: str
    start: int | None
    end: int | None
    law_id: int
    polarity: str
    strength: int


@dataclass(frozen=True, slots=True)
class Decision:
    id: int
    by: str
    at: datetime
    reason: str
    considered: tuple[int, ...]
    is_superseded: bool
    standing: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One agreement or difference as the page shows it, with the decision in force and those before it, newest first."""

    unit: Unit[PlacedCoding]
    sentence_number: int | None
    decision: Decision | None
    earlier: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`coders` by id: name; who finished."""

    coders: Mapping[int, str]
    places: tuple[Compared, ...]
    laws: Mapping[int, LawCard]
    adjudicator_id: int | None


def finished_codings(story: Story) -> list[Coding]:
    """Live codings, in the text published now, of everybody who has finished."""
    chosen = (
        select(Coding)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .join(CodingPass, (CodingPass.round_id == CodingRound.id) & (CodingPass.coder_id == Coding.coder_id))
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.story_id == story.id, Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .where(CodingPass.finished_at.is_not(None))
        .where(Coding.passage_id.is_(None) | (Passage.revision_id == story.published_revision_id))
        .order_by(Coding.id)
    )
    return list(db.session.execute(chosen).scalars())


def units_of(story: Story) -> tuple[Unit[PlacedCoding], ...]:
    """Agreements and differences of the finished coders. Three SQL queries."""
    rows = finished_codings(story)
    passages = _passages([row.passage_id for row in rows])
    finished = select(func.count()).select_from(CodingPass).join(CodingRound, CodingRound.id == CodingPass.round_id)
    coders = db.session.execute(finished.where(CodingRound.story_id == story.id, CodingPass.finished_at.is_not(None))).scalar_one()
    return units([_placed(row, passages.get(row.passage_id or 0)) for row in rows], coders=coders)


def comparison(story: Story, *, lang: str) -> Comparison:
    """Everything the page of one story shows. Constant number of SQL queries."""
    found = units_of(story)
    decisions = _decisions(story)
    plain = story.published_revision.plain if story.published_revision else ""
    named = {coding.law_id for unit in found for coding in unit.codings}
    named |= {standing.law_id for decision in decisions for standing in decision.standing}
    finished = (
        select(Person.id, Person.name, CodingRound.adjudicator_id)
        .join(CodingPass, CodingPass.coder_id == Person.id)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .where(CodingRound.story_id == story.id, CodingPass.finished_at.is_not(None))
        .order_by(CodingPass.id)
    )
    people = db.session.execute(finished).all()
    return Comparison(
        coders={person: name for person, name, _ in people},
        places=tuple(_compared(unit, decisions, plain) for unit in found),
        laws=law_cards(sorted(named), lang=lang),
        adjudicator_id=people[0][2] if people else None,
    )


def _compared(unit: Unit[PlacedCoding], decisions: list[Decision], plain: str) -> Compared:
    ids = {coding.id for coding in unit.codings}
    about = [decision for decision in decisions if ids & set(decision.considered)]
    span = unit.span
    return Compared(
        unit=unit,
        sentence_number=sentence_of(plain, span[0] if span else None),
        decision=next((decision for decision in about if not decision.is_superseded), None),
        earlier=tuple(decision for decision in about if decision.is_superseded),
    )


def _decisions(story: Story) -> list[Decision]:
    """Newest first."""
    chosen = select(Adjudication, Person.name).join(Person, Person.id == Adjudication.by_id).where(Adjudication.story_id == story.id)
    rows = db.session.execute(chosen.order_by(Adjudication.id.desc())).all()
    ids = [settled.id for settled, _ in rows]
    stood = select(AdjudicatedCoding).where(AdjudicatedCoding.adjudication_id.in_(ids)).order_by(AdjudicatedCoding.id)
    codings = list(db.session.execute(stood).scalars())
    passages = _passages([coding.passage_id for coding in codings])
    by_decision: dict[int, list[Standing]] = {}
    for coding in codings:
        passage = passages.get(coding.passage_id or 0)
        by_decision.setdefault(coding.adjudication_id, []).append(_standing(coding, passage))
    return [
        Decision(
            id=settled.id,
            by=name,
            at=settled.at,
            reason=settled.reason,
            considered=tuple(settled.considered),
            is_superseded=settled.superseded_at is not None,
            standing=tuple(by_decision.get(settled.id, ())),
        )
        for settled, name in rows
    ]


def _standing(coding: AdjudicatedCoding, passage: Passage | None) -> Standing:
    return Standing(
        coding_id=coding.coding_id,
        exact=passage.exact if passage else "",
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        law_id=coding.law_id,
        polarity=coding.polarity,
        strength=coding.strength,
    )


def _placed(row: Coding, passage: Passage | None) -> PlacedCoding:
    return PlacedCoding(
        id=row.id,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        law_id=row.law_id,
        coder_id=row.coder_id,
        polarity=row.polarity,
        strength=row.strength,
        note=row.note,
        exact=passage.exact if passage else "",
    )


def _passages(ids: list[int | None]) -> dict[int, Passage]:
    wanted = [id_ for id_ in ids if id_ is not None]
    return {passage.id: passage for passage in db.session.execute(select(Passage).where(Passage.id.in_(wanted))).scalars()}
