"""Which stories have a grade, as a statement for lists: what `grades.story_grades` says of a story, said of all of them in SQL.

For a single law the community rule comes down to counting: more than twice as many votes name it as speak against it, and these are
votes for any other law, for a group that is not its own, and for its own group "but none of its laws". Two laws cannot both have that.
Of a round under way nothing comes from here: a story without a grade is in none of the three.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Integer, Select, and_, case, cast, distinct, func, or_, select
from sqlalchemy.orm import aliased

from storyhub.coding.domain.consensus import LEAST
from storyhub.coding.domain.grading import Grade, Question
from storyhub.coding.models import Coding, CodingPass, CodingRound, CodingVote
from storyhub.coding.queries.counted import select_counted
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.coding.rules import CODABLE_LAWS
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.models import Story
from storyhub.stories.queries.episodes import episode_key


def research_graded(law_id: int, *, actor: Actor = VISITOR) -> int:
    """How many of the stories marked with a law, those of one episode one story, are research grade. One SQL query."""
    found = stories_graded(Grade.research, marked_with=law_id)
    counted = select_public(func.count(distinct(episode_key()))).where(Coding.law_id == law_id, readable_by(actor))
    return int(db.session.execute(counted.where(Story.id.in_(found))).scalar_one())


def stories_graded(grade: Grade, *, marked_with: int | None = None) -> Select[Any]:
    """Ids of the stories of this grade; only those in which somebody marked a law. For `….in_(…)`: no query of its own."""
    votes = _votes(marked_with)
    casual, agreed = _casual(votes), _agreed(votes)
    if grade is Grade.casual:
        return casual
    graded = select(votes.c.story_id).where(votes.c.story_id.not_in(casual))
    return graded.where(votes.c.story_id.in_(agreed) if grade is Grade.research else votes.c.story_id.not_in(agreed))


def _votes(marked_with: int | None) -> CTE:
    """One row for each pass that counts, with the vote if there is one."""
    answers = (getattr(CodingVote, question) for question in Question)
    columns = (CodingRound.story_id, CodingVote.law_id, CodingVote.group_id, CodingVote.none_below, *answers)
    read = select_counted(*columns).outerjoin(CodingVote, CodingVote.pass_id == CodingPass.id)
    if marked_with is not None:
        read = read.where(CodingRound.story_id.in_(select(Coding.story_id).where(Coding.law_id == marked_with)))
    return read.cte("votes")


def _casual(votes: CTE) -> Select[Any]:
    """Most of the answers to one of the questions are no (`domain.grading.passes`)."""
    answers = [votes.c[question] for question in Question]
    failed = (2 * func.coalesce(func.sum(cast(answer, Integer)), 0) < func.count(answer) for answer in answers)
    return select(votes.c.story_id).group_by(votes.c.story_id).having(or_(*failed))


def _agreed(votes: CTE) -> Select[Any]:
    """The consensus is a law in force."""
    law, rival, other = aliased(Law), aliased(Law), votes.alias("other")
    named = (
        select(votes.c.story_id, law.id.label("law_id"), law.group_id, func.count().label("cumulative"))
        .join(law, and_(law.id == votes.c.law_id, law.state == LawState.accepted))
        .group_by(votes.c.story_id, law.id, law.group_id)
        .having(func.count() >= LEAST)
        .subquery()
        .c
    )
    elsewhere = or_(named.group_id.is_(None), other.c.group_id != named.group_id, other.c.none_below.is_(True))
    against = or_(and_(rival.id.is_not(None), rival.id != named.law_id), and_(other.c.group_id.is_not(None), elsewhere))
    return (
        select(named.story_id)
        .join(other, other.c.story_id == named.story_id)
        .outerjoin(rival, and_(rival.id == other.c.law_id, rival.state.in_(CODABLE_LAWS)))
        .group_by(named.story_id, named.law_id, named.cumulative)
        .having(named.cumulative > 2 * func.sum(case((against, 1), else_=0)))
    )
