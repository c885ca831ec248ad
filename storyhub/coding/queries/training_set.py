"""The training set as its curators see it, and which of its stories can teach now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, exists, func, select

from storyhub.accounts.models import Person
from storyhub.coding.models import CodingPass, CodingRound, TrainingItem, TrainingReference
from storyhub.coding.queries.compared_text import taken
from storyhub.coding.queries.comparison import comparison
from storyhub.coding.queries.visible import IS_PUBLISHED
from storyhub.coding.rules import CODABLE_LAWS
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience
from storyhub.stories.models import Story

CANDIDATES = 12
_TEACHES = (IS_PUBLISHED, Story.may_research.is_(True), Story.audience == Audience.public)


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """A story of the set. `coder_name` is None where the settled marks were taken; `is_current`: newcomers get it."""

    id: int
    public_id: str
    title: str | None
    lang: str
    marks: int
    coder_id: int | None
    coder_name: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that could be taken in, and how many coders have finished it."""

    public_id: str
    title: str | None
    lang: str
    coders: int


@dataclass(frozen=True, slots=True)
class Source:
    """Marks that could be the reference: a coder's, or (without an id) what was agreed on and settled."""

    coder_id: int | None
    name: str
    marks: int


def current_items(lang: str = "") -> list[int]:
    """Ids of the items that can teach now, in order: the text is the one of the reference, and every law is in force.

    With `lang` only the stories told in it. One SQL query.
    """
    gone = exists().where(TrainingReference.item_id == TrainingItem.id, TrainingReference.law_id == Law.id, Law.state.not_in(CODABLE_LAWS))
    chosen = (
        select(TrainingItem.id)
        .join(Story, Story.id == TrainingItem.story_id)
        .where(TrainingItem.removed_at.is_(None), TrainingItem.revision_id == Story.published_revision_id, *_TEACHES, ~gone)
        .order_by(TrainingItem.position, TrainingItem.id)
    )
    if lang:
        chosen = chosen.where(Story.lang == lang)
    return list(db.session.execute(chosen).scalars())


def training_set() -> tuple[TrainingCard, ...]:
    """All items in order. Two SQL queries."""
    current = set(current_items())
    marks = func.count(TrainingReference.id)
    chosen = (
        select(TrainingItem, Story.title, Story.lang, Person.name, marks)
        .join(Story, Story.id == TrainingItem.story_id)
        .outerjoin(Person, Person.id == TrainingItem.coder_id)
        .outerjoin(TrainingReference, TrainingReference.item_id == TrainingItem.id)
        .where(TrainingItem.removed_at.is_(None))
        .group_by(TrainingItem.id, Story.title, Story.lang, Person.name)
        .order_by(TrainingItem.position, TrainingItem.id)
    )
    return tuple(
        TrainingCard(item.id, public_id(item.story_id), title, lang, count, item.coder_id, name, item.id in current)
        for item, title, lang, name, count in db.session.execute(chosen).all()
    )


def candidates(lang: str) -> tuple[Candidate, ...]:
    """Complete stories that are not in the set, those in the language and read by most coders first. One SQL query."""
    finished = func.count(CodingPass.id)
    there = exists().where(TrainingItem.story_id == Story.id, TrainingItem.removed_at.is_(None))
    chosen = (
        select(Story.id, Story.title, Story.lang, finished)
        .join(CodingRound, CodingRound.story_id == Story.id)
        .join(CodingPass, (CodingPass.round_id == CodingRound.id) & CodingPass.finished_at.is_not(None))
        .where(CodingRound.complete_at.is_not(None), ~there, *_TEACHES)
        .group_by(Story.id, Story.title, Story.lang)
        .order_by(case((Story.lang == lang, 0), else_=1), finished.desc(), Story.id.desc())
        .limit(CANDIDATES)
    )
    return tuple(Candidate(public_id(id_), title, told, count) for id_, title, told, count in db.session.execute(chosen).all())


def sources(story: Story) -> tuple[Source, ...]:
    """Whose marks of a complete story could be taken over; nothing for one that is not complete. Constant number of SQL queries."""
    complete = select(CodingRound.id).where(CodingRound.story_id == story.id, CodingRound.complete_at.is_not(None))
    if db.session.execute(complete).first() is None:
        return ()
    seen = comparison(story, lang=story.lang)
    codings = [coding for place in seen.places for coding in place.unit.codings]
    settled = sum(len(taken(place)) for place in seen.places)
    own = [Source(id_, name, sum(coding.coder_id == id_ for coding in codings)) for id_, name in seen.coders.items()]
    return tuple(source for source in (Source(None, "", settled), *own) if source.marks)
