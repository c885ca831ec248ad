"""Public codings one after the other, and a coder's own."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from storyhub.accounts.models import Person
from storyhub.api.domain.records.codings import CodingRecord, OwnCoding
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.domain.law_key import proposal_key
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Story


def public_codings_after(
    after: int, *, story_id: int | None, law_id: int | None, polarity: str | None, limit: int
) -> tuple[CodingRecord, ...]:
    """What every visitor may read, by number. One SQL query."""
    statement = (
        select_public(Coding, Story.may_open_data, Passage.start, Passage.end, Passage.exact, Person.name, Law.number, Law.proposal_number)
        .join(Person, Person.id == Coding.coder_id)
        .join(Law, Law.id == Coding.law_id)
        .where(readable_by(VISITOR), Coding.id > after)
        .order_by(Coding.id)
        .limit(limit)
    )
    narrowed = {Coding.story_id: story_id, Coding.law_id: law_id, Coding.polarity: polarity}
    statement = statement.where(*(column == value for column, value in narrowed.items() if value is not None))
    return tuple(
        CodingRecord(
            id=coding.id,
            story=public_id(coding.story_id),
            law=str(number) if number is not None else proposal_key(proposal or 0),
            polarity=coding.polarity,
            strength=coding.strength,
            note=coding.note,
            coder=name,
            coded_on=day_of(coding.created_at),
            start=start,
            end=end,
            exact=exact if free else None,
        )
        for coding, free, start, end, exact, name, number, proposal in db.session.execute(statement)
    )


def own_coding(coding: Coding) -> OwnCoding:
    """Of the coder who made it."""
    passage, law = coding.passage, coding.law
    return OwnCoding(
        id=coding.id,
        version=coding.version_id,
        law=str(law.number) if law.number is not None else proposal_key(law.proposal_number or 0),
        polarity=coding.polarity,
        strength=coding.strength,
        note=coding.note,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        exact=passage.exact if passage else None,
    )


def law_id_of(key: str) -> int | None:
    """The id of `12` or `P-7`, whatever its state. One SQL query."""
    column, number = (Law.proposal_number, key[2:]) if key.startswith("P-") else (Law.number, key)
    return db.session.execute(select(Law.id).where(column == int(number))).scalar_one_or_none()


def own_codings(story_id: int, revision_id: int, *, coder_id: int) -> tuple[OwnCoding, ...]:
    """A coder's live codings in the text published now, in its order. One SQL query."""
    statement = (
        select(Coding)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .options(joinedload(Coding.passage), joinedload(Coding.law))
        .where(Coding.story_id == story_id, Coding.coder_id == coder_id, Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .where(Coding.passage_id.is_(None) | (Passage.revision_id == revision_id))
        .order_by(func.coalesce(Passage.start, -1), Coding.id)
    )
    return tuple(own_coding(coding) for coding in db.session.execute(statement).scalars())
