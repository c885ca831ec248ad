"""Which laws the stories of a company, a sector or a stage show: how many stories uphold each, how many violate it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, distinct, func

from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries import EvidenceCount
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.queries import LawCard, law_cards
from storyhub.stories.queries.episodes import episode_key


@dataclass(frozen=True, slots=True)
class LawTally:
    """A law and in how many stories it is upheld, violated, or both at once; a story may count in several,
    several stories of one episode count once in each."""

    key: str
    number: int | None
    name: str
    lang: str
    upholds: int
    violates: int
    mixed: int


def law_tallies(stories: ColumnElement[bool], *, actor: Actor, lang: str, limit: int = 50) -> tuple[LawTally, ...]:
    """The laws public codings of these stories name, the most frequent first. Two SQL queries."""
    episode = episode_key()
    total = func.count(distinct(episode))
    sides = (func.count(distinct(case((Coding.polarity == polarity, episode)))) for polarity in Polarity)
    statement = select_public(Coding.law_id, *sides).where(stories, readable_by(actor)).group_by(Coding.law_id)
    rows = db.session.execute(statement.order_by(total.desc(), Coding.law_id).limit(limit)).all()
    cards = law_cards([law_id for law_id, *_ in rows], lang=lang)
    return tuple(_tally(cards[law_id], *numbers) for law_id, *numbers in rows if law_id in cards)


def tallies_of(cards: Iterable[LawCard], counts: Mapping[int, EvidenceCount]) -> tuple[LawTally, ...]:
    """The same shape for laws that were chosen otherwise."""
    return tuple(_tally(card, (count := counts[card.id]).upholds, count.violates, count.mixed) for card in cards)


def _tally(card: LawCard, upholds: int, violates: int, mixed: int) -> LawTally:
    return LawTally(card.key, card.number, card.name, card.lang, upholds=upholds, violates=violates, mixed=mixed)
