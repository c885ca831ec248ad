"""Frozen editions as they are kept. A quote whose words are gone comes as None; nothing else of a frozen edition ever changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from storyhub.editions.domain.snapshot import FrozenLaw, Quote, Snapshot
from storyhub.editions.domain.words import EditionState
from storyhub.editions.domain.written import read
from storyhub.editions.models import Edition, EditionPart, EditionQuote
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class Stored:
    """What is kept about a frozen edition besides what is in it. `sha256`: of head and laws, valid whatever becomes of the quotes."""

    number: int
    frozen_at: datetime
    sha256: str
    quotes_version: int


def numbers() -> tuple[int, ...]:
    """The numbers of all frozen editions, ascending. One SQL query."""
    asked = select(Edition.number).where(Edition.state == EditionState.frozen).order_by(Edition.number)
    return tuple(number for number in db.session.execute(asked).scalars() if number is not None)


def latest() -> int | None:
    """The number of the newest edition. One SQL query."""
    return max(numbers(), default=None)


def stored(number: int) -> Stored | None:
    """One SQL query."""
    row = db.session.execute(select(Edition).where(Edition.number == number)).scalar_one_or_none()
    if row is None or row.frozen_at is None or row.sha256 is None:
        return None
    return Stored(number=number, frozen_at=row.frozen_at, sha256=row.sha256, quotes_version=row.quotes_version)


def snapshot_of(number: int) -> Snapshot | None:
    """The edition with this number, whole. Three SQL queries."""
    edition = db.session.execute(select(Edition).where(Edition.number == number)).scalar_one_or_none()
    if edition is None or edition.head is None:
        return None
    found = head_of(edition.head)
    return replace(found, laws=_laws(edition.id), quotes=_quotes(edition.id), doi=edition.doi, sha256=edition.sha256 or "")


def head_of(text: str) -> Snapshot:
    """What an edition says beside its laws and quotes."""
    return read(Snapshot, {**json.loads(text), "laws": []})


def _laws(edition_id: int) -> tuple[FrozenLaw, ...]:
    asked = select(EditionPart.text).where(EditionPart.edition_id == edition_id).order_by(EditionPart.place)
    return tuple(read(FrozenLaw, json.loads(text)) for text in db.session.execute(asked).scalars())


def _quotes(edition_id: int) -> tuple[Quote, ...]:
    """In the order of the laws, and of the places under each."""
    part = (EditionPart.edition_id == EditionQuote.edition_id) & (EditionPart.law_number == EditionQuote.law_number)
    asked = (
        select(EditionQuote, Story.state, Story.may_quote)
        .join(EditionPart, part)
        .join(Story, Story.id == EditionQuote.story_id)
        .where(EditionQuote.edition_id == edition_id)
        .order_by(EditionPart.place, EditionQuote.place)
    )
    return tuple(
        Quote(
            law=row.law_number,
            place=row.place,
            story=public_id(row.story_id),
            lang=row.lang,
            polarity="upholds" if row.polarity == "upholds" else "violates",
            # Whatever else may have gone wrong: words that may not be quoted now are not quoted.
            text=row.text if state == State.published and may_quote else None,
        )
        for row, state, may_quote in db.session.execute(asked)
    )
