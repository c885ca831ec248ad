"""The stories that go into a project: their text as it is published, their facts and their company."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.queries.visible import IS_PUBLISHED, readable_by
from storyhub.exchange.domain.project import ValueKind
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Revision, Story
from storyhub.stories.queries import STORY_SECTOR

BATCH = 500
# What a story says in fixed words and numbers, as variables of a project.
FACTS: dict[str, ValueKind] = {
    "lang": "Text", "sector": "Text", "country": "Text", "month": "Text", "stage": "Text", "tenure": "Text", "outcome": "Text",
    "price": "Text", "time": "Text", "service": "Text", "convenience": "Integer", "speed": "Integer", "empathy": "Integer",
    "rating": "Integer", "recommend_before": "Integer", "recommend_after": "Integer", "emotional_peak": "Integer",
    "emotional_end": "Integer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """`facts` in the order of `FACTS`, only those that are known; the company by its address and name."""

    id: int
    public_id: str
    title: str
    plain: str
    facts: tuple[tuple[str, str], ...]
    organisation: tuple[str, str] | None


def researched_ids(actor: Actor) -> list[int]:
    """Every published story that is open to research and to the actor. One SQL query."""
    open_ones = (IS_PUBLISHED, Story.may_research.is_(True), Story.published_revision_id.is_not(None), readable_by(actor))
    return list(db.session.execute(select(Story.id).where(*open_ones).order_by(Story.id)).scalars())


def texts_of(ids: Sequence[int]) -> Iterator[Text]:
    """The stories in this order. One SQL query for 500."""
    columns = [STORY_SECTOR.label("sector") if name == "sector" else getattr(Story, name) for name in FACTS]
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        chosen = (
            select(Story.id, Story.title, Revision.plain, Organisation.slug, Organisation.name, *columns)
            .join(Revision, Revision.id == Story.published_revision_id)
            .outerjoin(Organisation, Organisation.id == Story.organisation_id)
            .where(Story.id.in_(batch))
        )
        rows = {row.id: row for row in db.session.execute(chosen)}
        for story_id in batch:
            row = rows[story_id]
            facts = tuple((name, str(row._mapping[name])) for name in FACTS if row._mapping[name] is not None)
            yield Text(row.id, public_id(row.id), row.title or "", row.plain, facts, (row.slug, row.name) if row.slug else None)
