"""The shelf of editions: what each is called, and how much is in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from storyhub.editions.domain.snapshot import Both
from storyhub.editions.domain.words import EditionState
from storyhub.editions.models import Edition, EditionPart
from storyhub.editions.queries.stored import head_of
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class EditionCard:
    """`frozen_on` is an ISO date; `kinds` are the changes since the edition before, counted by kind."""

    number: int
    title: Both
    frozen_on: str
    laws: int
    kinds: dict[str, int]


def edition_cards() -> tuple[EditionCard, ...]:
    """All frozen editions, the newest first. Two SQL queries."""
    counted = select(EditionPart.edition_id, func.count()).group_by(EditionPart.edition_id)
    laws = {edition: count for edition, count in db.session.execute(counted)}
    asked = select(Edition.id, Edition.head).where(Edition.state == EditionState.frozen).order_by(Edition.number.desc())
    return tuple(_card(head or "{}", laws.get(edition_id, 0)) for edition_id, head in db.session.execute(asked))


def newest_card() -> EditionCard | None:
    """The newest edition, for the first page. One SQL query, and one more where there is an edition."""
    asked = select(Edition.id, Edition.head).where(Edition.state == EditionState.frozen).order_by(Edition.number.desc()).limit(1)
    row = db.session.execute(asked).first()
    if row is None:
        return None
    laws = db.session.execute(select(func.count()).where(EditionPart.edition_id == row[0])).scalar_one()
    return _card(row[1] or "{}", laws)


def _card(head: str, laws: int) -> EditionCard:
    found = head_of(head)
    kinds: dict[str, int] = {}
    for change in found.changes:
        kinds[change.kind] = kinds.get(change.kind, 0) + 1
    return EditionCard(found.number, found.title, found.frozen_on, laws, kinds)
