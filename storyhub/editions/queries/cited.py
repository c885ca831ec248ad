"""Where a story is cited: under which law of which edition. What was taken back is cited nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storyhub.editions.models import Edition, EditionQuote
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class Cited:
    """One place: law `law` of edition `edition`."""

    edition: int
    law: int
    title_ru: str
    title_en: str


def cited_in(story_id: int, *, edition_id: int | None = None) -> tuple[Cited, ...]:
    """Every place, the newest edition first; of one edition only, where it is named. One SQL query."""
    asked = (
        select(Edition.number, EditionQuote.law_number, Edition.title_ru, Edition.title_en)
        .join(Edition, Edition.id == EditionQuote.edition_id)
        .where(EditionQuote.story_id == story_id, EditionQuote.text.is_not(None))
        .distinct()
        .order_by(Edition.number.desc(), EditionQuote.law_number)
    )
    if edition_id is not None:
        asked = asked.where(Edition.id == edition_id)
    return tuple(Cited(number, law, ru, en) for number, law, ru, en in db.session.execute(asked) if number is not None)
