"""The rows a verb is about to change, and what an editing form offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LANGS, LISTS, TEXTS, LawDraft
from storyhub.laws.domain.words import LawStage
from storyhub.laws.models import Law, LawGroup, LawRevision


@dataclass(frozen=True, slots=True)
class GroupName:
    slug: str
    name: str


def editable_law(number: int) -> Law | None:
    """The law with this number, for a verb. One SQL query."""
    return db.session.execute(select(Law).where(Law.number == number)).scalar()


def law_to_decide(proposal_number: int) -> Law | None:
    """The proposal with this number, for a verb. One SQL query."""
    return db.session.execute(select(Law).where(Law.proposal_number == proposal_number)).scalar()


def group_names(lang: str) -> tuple[GroupName, ...]:
    """Every group in the order of the shelves. One SQL query."""
    groups = db.session.execute(select(LawGroup).order_by(LawGroup.position, LawGroup.id)).scalars()
    return tuple(GroupName(slug=group.slug, name=getattr(group, f"name_{lang}")) for group in groups)


def law_draft(law: Law, revision: LawRevision, group: LawGroup | None) -> LawDraft:
    """A law as it stands, in the shape of what a curator or a file would send."""
    fields: dict[str, Any] = {f"{part}_{lang}": getattr(revision, f"{part}_{lang}") for part in TEXTS for lang in LANGS}
    fields |= {f"{part}_{lang}": tuple(getattr(revision, f"{part}_{lang}")) for part in LISTS for lang in LANGS}
    stages = tuple(LawStage(stage) for stage in revision.stages)
    return LawDraft(**fields, stages=stages, group=group.slug if group else "", slug=law.slug)
