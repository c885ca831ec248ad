"""Public codings: on the story's page, and counted by law. Nothing of an unfinished round comes from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, distinct, func

from storyhub.accounts.models import Person
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.kit.i18n import current_language
from storyhub.laws.queries import law_cards
from storyhub.stories.models import Passage, Story
from storyhub.stories.queries.episodes import episode_key


@dataclass(frozen=True, slots=True)
class PublicCoding:
    """One coding on the story's page. `start` and `end` are None, and `exact` is empty, where the whole story is meant."""

    id: int
    start: int | None
    end: int | None
    exact: str
    law_id: int
    law_key: str
    law_name: str
    polarity: str
    strength: int
    note: str
    coder_name: str


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How many stories say something about a law; one that both upholds and violates it counts in both, several of one episode once."""

    stories: int = 0
    upholds: int = 0
    violates: int = 0
    mixed: int = 0
    organisations: int = 0


def public_codings(story_id: int, *, lang: str | None = None) -> tuple[PublicCoding, ...]:
    """Public codings of one story, in the order of the text, those of the whole story first. The caller has checked the story."""
    statement = (
        select_public(Coding, Passage.start, Passage.end, Passage.exact, Person.name)
        .join(Person, Person.id == Coding.coder_id)
        .where(Coding.story_id == story_id)
        .order_by(func.coalesce(Passage.start, -1), Passage.end, Coding.id)
    )
    rows = db.session.execute(statement).all()
    cards = law_cards([coding.law_id for coding, *_ in rows], lang=lang or current_language())
    return tuple(
        PublicCoding(
            id=coding.id,
            start=start,
            end=end,
            exact=exact or "",
            law_id=coding.law_id,
            law_key=cards[coding.law_id].key,
            law_name=cards[coding.law_id].name,
            polarity=coding.polarity,
            strength=coding.strength,
            note=coding.note,
            coder_name=name,
        )
        for coding, start, end, exact, name in rows
        if coding.law_id in cards
    )


def law_evidence_counts(law_ids: Sequence[int], *, actor: Actor = VISITOR) -> dict[int, EvidenceCount]:
    """Counts of stories (of one episode: one) for each of the laws, nought where there is nothing. One SQL query."""
    counted = {law_id: EvidenceCount() for law_id in law_ids}
    if not counted:
        return counted
    episode = episode_key()
    statement = (
        select_public(
            Coding.law_id,
            func.count(distinct(episode)),
            *(func.count(distinct(case((Coding.polarity == polarity, episode)))) for polarity in Polarity),
            func.count(distinct(Story.organisation_id)),
        )
        .where(Coding.law_id.in_(counted), readable_by(actor))
        .group_by(Coding.law_id)
    )
    counted.update({law_id: EvidenceCount(*numbers) for law_id, *numbers in db.session.execute(statement).all()})
    return counted
