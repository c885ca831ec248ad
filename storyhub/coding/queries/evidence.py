"""Public codings: on the story's page, as evidence on a law's page, and counted. Nothing of an unfinished round comes from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, distinct, func

from storyhub.accounts.models import Person
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public, sentence_of
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.kit.i18n import current_language
from storyhub.laws.queries import law_cards
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Passage, Revision, Story


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
class Evidence:
    """One quote on a law's page. `sentence_number` is None, and `exact` is empty, where the whole story is meant."""

    coding_id: int
    story_public_id: str
    story_title: str | None
    exact: str
    sentence_number: int | None
    polarity: str
    strength: int
    organisation: str | None
    lang: str


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How many stories say something about a law; one that both upholds and violates it counts in both."""

    stories: int = 0
    upholds: int = 0
    violates: int = 0
    mixed: int = 0
    organisations: int = 0


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The strongest quotes for and against, and how many stories there are in all."""

    upholds: tuple[Evidence, ...]
    violates: tuple[Evidence, ...]
    mixed: tuple[Evidence, ...]
    counts: EvidenceCount


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


def evidence_for_law(law_id: int, lang: str | None = None, limit: int = 20, *, actor: Actor = VISITOR) -> EvidencePage:
    """What a law's page shows: up to `limit` quotes of each polarity, the strongest and those in `lang` first. Four SQL queries."""
    quotes = {polarity: _quotes(law_id, polarity, lang or current_language(), limit, actor) for polarity in Polarity}
    return EvidencePage(
        upholds=quotes[Polarity.upholds],
        violates=quotes[Polarity.violates],
        mixed=quotes[Polarity.mixed],
        counts=law_evidence_counts([law_id], actor=actor)[law_id],
    )


def law_evidence_counts(law_ids: Sequence[int], *, actor: Actor = VISITOR) -> dict[int, EvidenceCount]:
    """Counts of stories for each of the laws, nought where there is nothing. One SQL query."""
    counted = {law_id: EvidenceCount() for law_id in law_ids}
    if not counted:
        return counted
    statement = (
        select_public(
            Coding.law_id,
            func.count(distinct(Coding.story_id)),
            *(func.count(distinct(case((Coding.polarity == polarity, Coding.story_id)))) for polarity in Polarity),
            func.count(distinct(Story.organisation_id)),
        )
        .where(Coding.law_id.in_(counted), readable_by(actor))
        .group_by(Coding.law_id)
    )
    counted.update({law_id: EvidenceCount(*numbers) for law_id, *numbers in db.session.execute(statement).all()})
    return counted


def _quotes(law_id: int, polarity: Polarity, lang: str, limit: int, actor: Actor) -> tuple[Evidence, ...]:
    statement = (
        select_public(Coding, Story.title, Story.lang, Passage.start, Passage.exact, Organisation.name, Revision.plain)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Coding.law_id == law_id, Coding.polarity == polarity, readable_by(actor))
        .order_by(Coding.strength.desc(), case((Story.lang == lang, 0), else_=1), Coding.id.desc())
        .limit(limit)
    )
    return tuple(
        Evidence(
            coding_id=coding.id,
            story_public_id=public_id(coding.story_id),
            story_title=title,
            exact=exact or "",
            sentence_number=sentence_of(plain, start),
            polarity=coding.polarity,
            strength=coding.strength,
            organisation=organisation,
            lang=story_lang,
        )
        for coding, title, story_lang, start, exact, organisation, plain in db.session.execute(statement).all()
    )
