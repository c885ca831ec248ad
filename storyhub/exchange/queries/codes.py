"""The library as a codebook: groups, below them laws, below each law how a passage can speak about it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import case, or_, select

from storyhub.coding.domain.words import Polarity
from storyhub.coding.labels import POLARITY_LABELS
from storyhub.exchange.domain.codebook import Code, Codebook
from storyhub.exchange.domain.guids import group_guid, guid_of, law_guid, polarity_guid
from storyhub.exchange.domain.mapping import code_name
from storyhub.exchange.domain.project import Link
from storyhub.kit.db import db
from storyhub.kit.i18n import gettext
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawLineage, LawRevision
from storyhub.laws.queries.cards import key_of, language_of, with_wording

CODABLE = (LawState.accepted, LawState.proposed)


def site_codebook(site: str, lang: str, *, named: Iterable[int] = ()) -> Codebook | None:
    """Laws in force, open proposals, and whatever else is `named` (ids), in one language; None for an empty library. One SQL query.

    Laws are sorted by group and number, proposals and laws no longer in force stand in a group of their own.
    """
    order = (case((Law.number.is_(None), 1), else_=0), Law.number, Law.proposal_number)
    wanted = or_(Law.state.in_(CODABLE), Law.id.in_(tuple(set(named))))
    rows = db.session.execute(with_wording().where(wanted).order_by(LawGroup.position, LawGroup.id, *order)).all()
    shelves: dict[str, tuple[str, list[Code]]] = {}
    for law, revision, group in rows:
        slug, name = _shelf(law, group, lang)
        shelves.setdefault(slug, (name, []))[1].append(_law(site, law, revision, lang))
    codes = [Code(group_guid(site, slug), name, is_codable=False, children=tuple(laws)) for slug, (name, laws) in shelves.items()]
    return Codebook(tuple(codes)) if codes else None


def lineage_links(site: str, law_ids: Iterable[int]) -> tuple[Link, ...]:
    """Which of these laws lives on in which. One SQL query."""
    ids = tuple(set(law_ids))
    rows = db.session.execute(
        select(LawLineage.old_id, LawLineage.new_id).where(LawLineage.old_id.in_(ids), LawLineage.new_id.in_(ids))
    ).all()
    chosen = select(Law.id, Law.number, Law.proposal_number).where(Law.id.in_({law_id for row in rows for law_id in row}))
    keys = {law_id: key_of(number, proposal) for law_id, number, proposal in db.session.execute(chosen)} if rows else {}
    pairs = sorted((law_guid(site, keys[old]), law_guid(site, keys[new])) for old, new in rows)
    return tuple(Link(guid_of(f"{site}/laws#{old}-{new}"), old, new, "superseded by") for old, new in pairs)


def _shelf(law: Law, group: LawGroup | None, lang: str) -> tuple[str, str]:
    """Address and name of the group that a law stands in."""
    if law.state == LawState.proposed:
        return "proposals", gettext("Proposals")
    if law.state not in CODABLE:
        return "former", gettext("No longer in force")
    if group is None:
        return "ungrouped", gettext("Without a group")
    return group.slug, (group.name_ru if lang == "ru" else group.name_en)


def _law(site: str, law: Law, revision: LawRevision, lang: str) -> Code:
    key, spoken = key_of(law.number, law.proposal_number), language_of(revision, lang)
    return Code(
        guid=law_guid(site, key),
        name=code_name(key, getattr(revision, f"name_{spoken}")),
        description=_description(revision, spoken),
        children=tuple(
            Code(polarity_guid(site, key, polarity), f"{key} — {POLARITY_LABELS[polarity]}", is_codable=True) for polarity in Polarity
        ),
    )


def _description(revision: LawRevision, lang: str) -> str:
    """The statement, and when the law is to be marked and when not."""
    include, exclude = getattr(revision, f"include_{lang}"), getattr(revision, f"exclude_{lang}")
    parts = [getattr(revision, f"statement_{lang}")]
    parts += [f"+ {include}"] if include else []
    parts += [f"− {exclude}"] if exclude else []
    return "\n".join(parts)
