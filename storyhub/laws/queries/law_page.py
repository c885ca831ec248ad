"""Everything the page of one law shows, except the evidence, which is the coding's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from storyhub.kit.db import db
from storyhub.kit.text import Html, typeset
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawLineage, LawRelation, LawRevision, LawSource, Source
from storyhub.laws.queries.cards import LawCard, card_of, key_of, with_wording
from storyhub.laws.queries.told import told, told_each, told_html, told_name, told_quotes


@dataclass(frozen=True, slots=True)
class CitedSource:
    title: str
    author: str
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class RelatedLaw:
    """`back` is True when the relation is read from the other law to this one (`supports` is then “supported by”)."""

    kind: str
    back: bool
    id: int
    key: str
    number: int | None
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A law this one lives on in, or (`back`) one that went into it."""

    kind: str
    back: bool
    key: str
    number: int | None
    name: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LawPage:
    """One law in the language asked for; `lang` says which one the texts are in. `version` guards an edit."""

    id: int
    key: str
    number: int
    slug: str
    state: str
    version: int
    lang: str
    name: str
    statement: str
    explanation_html: Html
    how_to_apply_html: Html
    include: str
    exclude: str
    anchor_quotes: tuple[str, ...]
    aliases: tuple[str, ...]
    signs: tuple[str, ...]
    group_slug: str
    group_name: str
    stages: tuple[str, ...]
    sources: tuple[CitedSource, ...]
    relations: tuple[RelatedLaw, ...]
    lineage: tuple[Kin, ...]
    revision_number: int
    revised_at: datetime
    proposal_number: int | None
    accepted_at: datetime
    previous: int | None
    next: int | None
    previous_name: str
    next_name: str
    card: LawCard

    @property
    def successors(self) -> tuple[Kin, ...]:
        """Where a merged, split or superseded law lives on."""
        return tuple(kin for kin in self.lineage if not kin.back)

    @property
    def ancestors(self) -> tuple[Kin, ...]:
        """The laws that live on in this one."""
        return tuple(kin for kin in self.lineage if kin.back)


def law_page(number: int, lang: str) -> LawPage | None:
    """The law with this number in any state, or None. Five SQL queries."""
    row = db.session.execute(with_wording().where(Law.number == number)).first()
    if row is None:
        return None
    law, revision, group = row
    card = card_of(law, revision, group, lang)
    neighbours = _neighbours(number, lang)
    previous = min((found for found in neighbours if found < number), default=None)
    following = max((found for found in neighbours if found > number), default=None)

    return LawPage(
        id=law.id,
        key=card.key,
        number=number,
        slug=law.slug,
        state=law.state,
        version=law.version_id,
        lang=card.lang,
        name=card.name,
        statement=card.statement,
        explanation_html=told_html(revision, "explanation_html", card.lang),
        how_to_apply_html=told_html(revision, "how_to_apply_html", card.lang),
        include=told(revision, "include", card.lang),
        exclude=told(revision, "exclude", card.lang),
        anchor_quotes=told_quotes(revision, "anchor_quotes", card.lang),
        aliases=told_each(revision, "aliases", card.lang),
        signs=told_quotes(revision, "signs", card.lang),
        group_slug=card.group_slug,
        group_name=card.group_name,
        stages=card.stages,
        sources=_sources(law.id, lang),
        relations=_relations(law.id, lang),
        lineage=lineage_of(law.id, lang),
        revision_number=revision.number,
        revised_at=revision.created_at,
        proposal_number=law.proposal_number,
        accepted_at=law.decided_at or law.created_at,
        previous=previous,
        next=following,
        previous_name=neighbours.get(previous or 0, ""),
        next_name=neighbours.get(following or 0, ""),
        card=card,
    )


def law_is_known(number: int) -> bool:
    """Whether a law has, or ever had, this number. One SQL query."""
    return db.session.execute(select(Law.id).where(Law.number == number)).scalar() is not None


def _neighbours(number: int, lang: str) -> dict[int, str]:
    """Number → name of the laws in force before and after this one."""
    in_force = Law.state == LawState.accepted
    before = select(func.max(Law.number)).where(in_force, Law.number < number).scalar_subquery()
    after = select(func.min(Law.number)).where(in_force, Law.number > number).scalar_subquery()
    rows = db.session.execute(
        select(Law.number, LawRevision)
        .join(LawRevision, LawRevision.id == Law.current_id)
        .where(or_(Law.number == before, Law.number == after))
    )
    return {found: told_name(revision, lang) for found, revision in rows if found is not None}


def _sources(law_id: int, lang: str) -> tuple[CitedSource, ...]:
    rows = db.session.execute(
        select(Source, LawSource.place)
        .join(LawSource, LawSource.source_id == Source.id)
        .where(LawSource.law_id == law_id)
        .order_by(LawSource.id)
    )
    return tuple(
        CitedSource(
            title=told(source, "title", lang),
            author=told(source, "author", lang),
            place=typeset(_place_in(lang, place), lang),
            note=told(source, "note", lang),
        )
        for source, place in rows
    )


def _place_in(lang: str, place: str) -> str:
    """Places are written once for both languages, as `гл. 2 / ch. 2`; several are joined by semicolons.

    >>> _place_in("en", "гл. 2 / ch. 2; ключ 1 / key 1"), _place_in("ru", "p. 5")
    ('ch. 2; key 1', 'p. 5')
    """
    halves = [part.split(" / ", 1) for part in place.split("; ")]
    return "; ".join(half[0] if lang == "ru" else half[-1] for half in halves)


def _relations(law_id: int, lang: str) -> tuple[RelatedLaw, ...]:
    other_id = case((LawRelation.law_id == law_id, LawRelation.other_id), else_=LawRelation.law_id)
    other, wording = aliased(Law), aliased(LawRevision)
    rows = db.session.execute(
        select(LawRelation.kind, LawRelation.law_id != law_id, other, wording)
        .join(other, other.id == other_id)
        .join(wording, wording.id == other.current_id)
        .where(or_(LawRelation.law_id == law_id, LawRelation.other_id == law_id))
        .order_by(LawRelation.law_id != law_id, LawRelation.kind, other.number)
    )
    return tuple(
        RelatedLaw(
            kind=kind,
            back=bool(back),
            id=law.id,
            key=key_of(law.number, law.proposal_number),
            number=law.number,
            name=told_name(revision, lang),
            state=law.state,
        )
        for kind, back, law, revision in rows
    )


def lineage_of(law_id: int, lang: str) -> tuple[Kin, ...]:
    """The laws it lives on in and those that went into it, by time. One SQL query."""
    other_id = case((LawLineage.old_id == law_id, LawLineage.new_id), else_=LawLineage.old_id)
    other, wording = aliased(Law), aliased(LawRevision)
    rows = db.session.execute(
        select(LawLineage, other, wording)
        .join(other, other.id == other_id)
        .join(wording, wording.id == other.current_id)
        .where(or_(LawLineage.old_id == law_id, LawLineage.new_id == law_id))
        .order_by(LawLineage.at, other.number)
    )
    return tuple(
        Kin(
            kind=line.kind,
            back=line.new_id == law_id,
            key=key_of(law.number, law.proposal_number),
            number=law.number,
            name=told_name(revision, lang),
            why=line.why,
            at=line.at,
        )
        for line, law, revision in rows
    )
