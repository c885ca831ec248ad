"""The library as data, in the format `load_library` reads."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from storyhub.kit.db import db
from storyhub.laws.domain.library_file import GroupEntry, LawEntry, LibraryFile, SourceEntry, as_data
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawRelation, LawSource, Source
from storyhub.laws.queries.cards import with_wording
from storyhub.laws.queries.editing import law_draft


def export_library() -> dict[str, Any]:
    """Every group and source, and every law in force with its wording, sources and relations. Five SQL queries.

    Proposals, earlier wordings and laws no longer in force are not part of the format.
    """
    groups = db.session.execute(select(LawGroup).order_by(LawGroup.position, LawGroup.id)).scalars()
    sources = db.session.execute(select(Source).order_by(Source.id)).scalars()
    rows = db.session.execute(with_wording().where(Law.state == LawState.accepted).order_by(Law.number)).all()
    cited, related = _cited(), _related()
    return as_data(
        LibraryFile(
            groups=tuple(GroupEntry(group.slug, group.name_ru, group.name_en) for group in groups),
            sources=tuple(SourceEntry(**{field: getattr(source, field) for field in SourceEntry.__slots__}) for source in sources),
            laws=tuple(
                LawEntry(law.number or 0, law_draft(law, revision, group), tuple(cited[law.id]), tuple(related[law.id]))
                for law, revision, group in rows
            ),
        )
    )


def _cited() -> defaultdict[int, list[tuple[str, str]]]:
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(LawSource.law_id, Source.slug, LawSource.place).join(Source, Source.id == LawSource.source_id).order_by(LawSource.id)
    )
    for law_id, slug, place in rows:
        found[law_id].append((slug, place))
    return found


def _related() -> defaultdict[int, list[tuple[str, int]]]:
    """Relations to laws in force only: the file must stand on its own."""
    other = aliased(Law)
    found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = db.session.execute(
        select(LawRelation.law_id, LawRelation.kind, other.number)
        .join(other, other.id == LawRelation.other_id)
        .where(other.state == LawState.accepted, other.number.is_not(None))
        .order_by(other.number, LawRelation.kind)
    )
    for law_id, kind, number in rows:
        if number is not None:
            found[law_id].append((kind, number))
    return found
