"""The codings that go into a project: what everybody may know, or what one coder marked herself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import IS_PUBLISHED, readable_by, select_public
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.laws.queries.cards import key_of
from storyhub.stories.models import Passage, Story

COLUMNS = (
    Coding.story_id, Coding.law_id, Law.number, Law.proposal_number, Person.handle, Person.name, Coding.polarity, Coding.strength,
    Coding.note, Coding.created_at, Passage.start, Passage.end, Passage.exact,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coded:
    """One coding. No place (None, None): the whole story."""

    story_id: int
    law_id: int
    law_key: str
    handle: str
    coder: str
    polarity: str
    strength: int
    note: str
    at: datetime
    start: int | None
    end: int | None
    exact: str


def public_rows(actor: Actor, *, stories: Sequence[int] | None = None) -> list[Coded]:
    """Codings of complete rounds that the actor may read, by story, place, law and coder. One SQL query."""
    chosen = select_public(*COLUMNS).join(Law, Law.id == Coding.law_id).join(Person, Person.id == Coding.coder_id)
    if stories is not None:
        chosen = chosen.where(Coding.story_id.in_(stories))
    return _rows(chosen.where(readable_by(actor)))


def own_rows(person_id: int, actor: Actor) -> list[Coded]:
    """Everything one coder has marked, finished or not, in stories that may still be coded. One SQL query."""
    chosen: Any = (
        select(*COLUMNS)
        .select_from(Coding)
        .join(Story, Story.id == Coding.story_id)
        .join(Law, Law.id == Coding.law_id)
        .join(Person, Person.id == Coding.coder_id)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.coder_id == person_id, Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .where(IS_PUBLISHED, Story.may_research.is_(True), readable_by(actor))
        .where(or_(Coding.passage_id.is_(None), Passage.revision_id == Story.published_revision_id))
    )
    return _rows(chosen)


def _rows(chosen: Select[Any]) -> list[Coded]:
    found = [
        Coded(
            row.story_id, row.law_id, key_of(row.number, row.proposal_number), row.handle, row.name, row.polarity, row.strength, row.note,
            row.created_at, row.start, row.end, row.exact or "",
        )
        for row in db.session.execute(chosen)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.story_id, -1 if one.start is None else one.start, one.end or 0, one.law_key, one.handle))
