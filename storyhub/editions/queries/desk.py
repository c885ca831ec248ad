"""What the curators' desk shows of editions: the list, and the laws of a draft."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storyhub.editions.domain.words import FileState
from storyhub.editions.models import Edition, EditionChoice, EditionFile, EditionLaw
from storyhub.editions.queries.material import in_library_order
from storyhub.editions.queries.quotable import quotable_counts
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.queries import LawCard, law_cards


@dataclass(frozen=True, slots=True)
class DeskEdition:
    """`waiting`: how many of its files are not served at the moment."""

    id: int
    number: int | None
    title_ru: str
    title_en: str
    at: datetime
    laws: int
    waiting: int

    def title(self, lang: str) -> str:
        return (self.title_ru or self.title_en) if lang == "ru" else (self.title_en or self.title_ru)


@dataclass(frozen=True, slots=True)
class DeskLaw:
    """A law a draft takes in, or could. `place` is None for one that is left out; `quotes` chosen, of so many `quotable`."""

    card: LawCard
    place: int | None
    quotes: int
    quotable: int

    @property
    def is_gone(self) -> bool:
        return self.card.state != LawState.accepted


def desk_editions() -> tuple[DeskEdition, ...]:
    """Drafts first, then what is frozen, the newest first. Three SQL queries."""
    counted = select(EditionLaw.edition_id, func.count().label("laws")).group_by(EditionLaw.edition_id)
    laws = {row.edition_id: row.laws for row in db.session.execute(counted)}
    unmade = select(EditionFile.edition_id, func.count().label("files")).where(EditionFile.state != FileState.made)
    waiting = {row.edition_id: row.files for row in db.session.execute(unmade.group_by(EditionFile.edition_id))}
    rows = db.session.execute(select(Edition).order_by(Edition.number.is_not(None), Edition.number.desc(), Edition.id.desc())).scalars()
    return tuple(
        DeskEdition(
            id=row.id,
            number=row.number,
            title_ru=row.title_ru,
            title_en=row.title_en,
            at=row.frozen_at or row.created_at,
            laws=laws.get(row.id, 0),
            waiting=waiting.get(row.id, 0),
        )
        for row in rows
    )


def desk_laws(edition_id: int, lang: str) -> tuple[DeskLaw, ...]:
    """The laws it takes in, in its order, then every other law in force, shelf by shelf. Five SQL queries."""
    taken = select(EditionLaw.law_id, EditionLaw.place).where(EditionLaw.edition_id == edition_id).order_by(EditionLaw.place)
    places = {row.law_id: row.place for row in db.session.execute(taken)}
    ids = [*places, *(law_id for law_id in in_library_order() if law_id not in places)]
    chosen = Counter(db.session.execute(select(EditionChoice.law_id).where(EditionChoice.edition_id == edition_id)).scalars())
    quotable, cards = quotable_counts(ids), law_cards(ids, lang=lang)
    return tuple(DeskLaw(cards[one], places.get(one), chosen[one], quotable.get(one, 0)) for one in ids if one in cards)


def chosen_places(edition_id: int, law_id: int) -> dict[int, int]:
    """Passage → place of the quotes chosen for a law. One SQL query."""
    asked = select(EditionChoice.passage_id, EditionChoice.place).where(
        EditionChoice.edition_id == edition_id, EditionChoice.law_id == law_id
    )
    return {row.passage_id: row.place for row in db.session.execute(asked)}
