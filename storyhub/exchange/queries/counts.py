"""How much there is to take out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import distinct, func, select

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import IS_PUBLISHED, readable_by, select_public
from storyhub.exchange.queries.codes import CODABLE
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class Counts:
    """Codings of complete rounds and one's own, and the stories that they are in; laws and proposals."""

    codings: int
    stories: int
    own_codings: int
    own_stories: int
    laws: int


def exchange_counts(actor: Actor) -> Counts:
    """Three SQL queries."""
    public = db.session.execute(select_public(func.count(), func.count(distinct(Coding.story_id))).where(readable_by(actor))).one()
    own = db.session.execute(
        select(func.count(), func.count(distinct(Coding.story_id)))
        .select_from(Coding)
        .join(Story, Story.id == Coding.story_id)
        .where(Coding.coder_id == actor.person_id, Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .where(IS_PUBLISHED, Story.may_research.is_(True))
    ).one()
    laws = db.session.execute(select(func.count()).select_from(Law).where(Law.state.in_(CODABLE))).scalar_one()
    return Counts(public[0], public[1], own[0], own[1], laws)
