"""The library as an edition takes it in: laws with both languages, sources, relations, lineage. A constant number of SQL queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from storyhub.editions.domain.snapshot import Both, CitedSource, FrozenLaw, Group, Relation, Step
from storyhub.editions.models import EditionLaw
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawLineage, LawRelation, LawRevision, LawSource, Source
from storyhub.laws.queries.cards import with_wording


@dataclass(frozen=True, slots=True)
class Material:
    """The laws a draft takes in that are in force, in its order, by their ids; the numbers of those it names that are not in force any
    more; every law in force; every step of lineage; groups in the order in which they first appear."""

    laws: dict[int, FrozenLaw]
    groups: tuple[Group, ...]
    gone: tuple[int, ...]
    in_force: tuple[int, ...]
    lineage: tuple[Step, ...]


def material(edition_id: int) -> Material:
    """Five SQL queries."""
    chosen = with_wording().join(EditionLaw, EditionLaw.law_id == Law.id).where(EditionLaw.edition_id == edition_id)
    rows = db.session.execute(chosen.order_by(EditionLaw.place, Law.number)).all()
    standing = [row for row in rows if row[0].state == LawState.accepted]
    ids = [law.id for law, _, _ in standing]
    lineage, sources, relations = _lineage(), _sources(ids), _relations(ids)
    return Material(
        laws={
            law.id: _frozen(law, revision, group, sources[law.id], relations[law.id], lineage) for law, revision, group in standing
        },
        groups=_groups([group for _, _, group in standing]),
        gone=tuple(law.number or 0 for law, _, _ in rows if law.state != LawState.accepted),
        in_force=in_force(),
        lineage=lineage,
    )


def in_force() -> tuple[int, ...]:
    """The numbers of every law in force. One SQL query."""
    asked = select(Law.number).where(Law.state == LawState.accepted).order_by(Law.number)
    return tuple(number for number in db.session.execute(asked).scalars() if number is not None)


def in_library_order() -> list[int]:
    """Ids of every law in force, shelf by shelf. One SQL query."""
    asked = (
        select(Law.id)
        .outerjoin(LawGroup, LawGroup.id == Law.group_id)
        .where(Law.state == LawState.accepted)
        .order_by(LawGroup.position.is_(None), LawGroup.position, LawGroup.id, Law.number)
    )
    return list(db.session.execute(asked).scalars())


def _frozen(
    law: Law,
    words: LawRevision,
    group: LawGroup | None,
    sources: Sequence[CitedSource],
    relations: Sequence[Relation],
    lineage: Sequence[Step],
) -> FrozenLaw:
    number = law.number or 0
    return FrozenLaw(
        number=number,
        slug=law.slug,
        group=group.slug if group else "",
        name=_both(words, "name"),
        statement=_both(words, "statement"),
        explanation=_both(words, "explanation"),
        how_to_apply=_both(words, "how_to_apply"),
        include=_both(words, "include"),
        exclude=_both(words, "exclude"),
        aliases_ru=tuple(words.aliases_ru),
        aliases_en=tuple(words.aliases_en),
        stages=tuple(words.stages),
        sources=tuple(sources),
        relations=tuple(relations),
        lineage=tuple(step for step in lineage if number in (step.old, step.new)),
        revision=words.number,
    )


def _both(row: object, part: str) -> Both:
    return Both(ru=getattr(row, f"{part}_ru"), en=getattr(row, f"{part}_en"))


def _groups(groups: Sequence[LawGroup | None]) -> tuple[Group, ...]:
    return tuple({group.slug: Group(group.slug, _both(group, "name")) for group in groups if group}.values())


def _lineage() -> tuple[Step, ...]:
    """Every step between laws with numbers, by time."""
    old, new = aliased(Law), aliased(Law)
    rows = db.session.execute(
        select(LawLineage.kind, old.number, new.number, LawLineage.at)
        .join(old, old.id == LawLineage.old_id)
        .join(new, new.id == LawLineage.new_id)
        .where(old.number.is_not(None), new.number.is_not(None))
        .order_by(LawLineage.at, old.number, new.number)
    )
    return tuple(Step(kind=kind, old=before or 0, new=after or 0, date=day_of(at).isoformat()) for kind, before, after, at in rows)


def _sources(law_ids: Collection[int]) -> defaultdict[int, list[CitedSource]]:
    found: defaultdict[int, list[CitedSource]] = defaultdict(list)
    rows = db.session.execute(
        select(LawSource.law_id, Source, LawSource.place)
        .join(Source, Source.id == LawSource.source_id)
        .where(LawSource.law_id.in_(law_ids))
        .order_by(LawSource.id)
    )
    for law_id, source, place in rows:
        found[law_id].append(CitedSource(source.slug, _both(source, "title"), _both(source, "author"), place))
    return found


def _relations(law_ids: Collection[int]) -> defaultdict[int, list[Relation]]:
    """As they are read from each law; those of a law with another one in force."""
    other = aliased(Law)
    found: defaultdict[int, list[Relation]] = defaultdict(list)
    rows = db.session.execute(
        select(LawRelation.law_id, LawRelation.kind, other.number)
        .join(other, other.id == LawRelation.other_id)
        .where(LawRelation.law_id.in_(law_ids), other.state == LawState.accepted, other.number.is_not(None))
        .order_by(LawRelation.kind, other.number)
    )
    for law_id, kind, number in rows:
        found[law_id].append(Relation(kind=kind, number=number or 0))
    return found
