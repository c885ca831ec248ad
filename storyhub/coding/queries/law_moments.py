"""How often what decided a story for its teller is what a law speaks about."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, case, distinct, func
from sqlalchemy.orm import aliased

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.stories.models import Passage, Story
from storyhub.stories.queries.episodes import episode_key


@dataclass(frozen=True, slots=True)
class TurningPoints:
    """Of the stories marked with a law: how many name the moment that decided, and in how many it lies in a passage of the law. Stories
    of one episode count once."""

    named: int
    inside: int


def turning_points(law_id: int, *, actor: Actor = VISITOR) -> TurningPoints:
    """Moment and passage need only overlap: one person marks a sentence, another three words of it. One SQL query."""
    moment = aliased(Passage)
    here = and_(moment.id == Story.turning_point_id, moment.revision_id == Story.published_revision_id)
    overlaps = and_(Passage.start < moment.end, moment.start < Passage.end)
    episode = episode_key()
    statement = (
        select_public(
            func.count(distinct(episode)).label("named"),
            func.count(distinct(case((overlaps, episode)))).label("inside"),
        )
        .join(moment, here)
        .where(Coding.law_id == law_id, readable_by(actor))
    )
    row = db.session.execute(statement).one()
    return TurningPoints(named=row.named, inside=row.inside)
