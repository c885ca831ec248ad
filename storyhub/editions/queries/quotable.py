"""Passages that an edition may quote: of published stories whose tellers agreed to be quoted, with finished public codings that agree on
which side of the law the passage stands. A passage that both upholds and violates a law stands on neither side and is not quoted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import aliased

from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import select_public
from storyhub.editions.models import EditionChoice
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience
from storyhub.stories.models import Organisation, Passage, Revision, Story

_newest = aliased(Revision)
SIDES = (Polarity.upholds, Polarity.violates)


@dataclass(frozen=True, slots=True)
class Quotable:
    """A passage and what coders say of it. `coders`: how many marked it for this law."""

    law_id: int
    passage_id: int
    story_id: int
    text: str
    lang: str
    polarity: str
    strength: int
    coders: int
    organisation: str | None
    title: str | None

    @property
    def story_public_id(self) -> str:
        return public_id(self.story_id)


def quotable_for(law_id: int, *, limit: int) -> tuple[Quotable, ...]:
    """Up to `limit` passages of one law, the clearest and shortest first. One SQL query."""
    asked = _quotable().where(Coding.law_id == law_id)
    rows = db.session.execute(asked.order_by(func.max(Coding.strength).desc(), func.length(Passage.exact), Passage.id).limit(limit))
    return tuple(Quotable(*row) for row in rows)


def quotable_counts(law_ids: Collection[int]) -> dict[int, int]:
    """How many passages each of the laws could be quoted with. One SQL query."""
    found = _quotable().where(Coding.law_id.in_(law_ids)).subquery()
    rows = db.session.execute(select(found.c.law_id, func.count().label("passages")).group_by(found.c.law_id))
    return {row.law_id: row.passages for row in rows}


def chosen_quotes(edition_id: int) -> tuple[tuple[Quotable, ...], tuple[int, ...]]:
    """What a draft quotes, law by law in its order; and the ids of the laws of choices that cannot be printed as they stand.

    Two SQL queries.
    """
    choices = select(EditionChoice).where(EditionChoice.edition_id == edition_id)
    wanted = db.session.execute(choices.order_by(EditionChoice.law_id, EditionChoice.place, EditionChoice.passage_id)).scalars().all()
    ids = select(EditionChoice.passage_id).where(EditionChoice.edition_id == edition_id)
    found = {(row.law_id, row.passage_id): row for row in db.session.execute(_quotable().where(Passage.id.in_(ids)))}
    printed = tuple(Quotable(*found[key]) for choice in wanted if (key := (choice.law_id, choice.passage_id)) in found)
    return printed, tuple(choice.law_id for choice in wanted if (choice.law_id, choice.passage_id) not in found)


def quotable_among(law_id: int, passage_ids: Collection[int]) -> dict[int, Quotable]:
    """Those of the passages that may be quoted under the law. One SQL query."""
    rows = db.session.execute(_quotable().where(Coding.law_id == law_id, Passage.id.in_(passage_ids)))
    return {quote.passage_id: quote for quote in (Quotable(*row) for row in rows)}


def _quotable() -> Select[Any]:
    return (
        select_public(
            Coding.law_id, Passage.id.label("passage_id"), Story.id, Passage.exact, Story.lang, func.min(Coding.polarity),
            func.max(Coding.strength), func.count(distinct(Coding.coder_id)), func.min(Organisation.name), Story.title,
        )
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .join(_newest, _newest.id == Story.latest_revision_id)
        # Something was taken out for safety, and a moderator has not published that yet: an edition would keep it for ever.
        .where(or_(_newest.redacted.is_(None), _newest.id == Story.published_revision_id))
        .where(Story.may_quote.is_(True), Story.audience == Audience.public, Coding.passage_id.is_not(None), Passage.exact != "")
        .group_by(Coding.law_id, Passage.id, Story.id, Passage.exact, Story.lang, Story.title)
        .having(func.count(distinct(Coding.polarity)) == 1, func.min(Coding.polarity).in_(SIDES))
    )  # fmt: skip
