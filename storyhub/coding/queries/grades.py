"""Consensus and grade of stories, from the votes of complete rounds. Of a round under way nothing comes from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.domain.consensus import Consensus, Vote, consensus
from storyhub.coding.domain.grading import Grade, Question, grade
from storyhub.coding.models import CodingPass, CodingRound, CodingVote
from storyhub.coding.queries.counted import select_counted
from storyhub.coding.rules import may_be_named
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law

ROOT = "all"


@dataclass(frozen=True, slots=True)
class StoryGrade:
    """How far a story has come. `law_id` or `group_id` is the consensus; neither: no consensus, or only that it is about loyalty.

    `votes` name a law or a group; `cumulative` of them the consensus or something below it. `answers`: question → (yes, of how many).
    """

    grade: Grade
    coders: int
    votes: int
    cumulative: int
    law_id: int | None
    group_id: int | None
    answers: Mapping[Question, tuple[int, int]]


def story_grades(story_ids: Sequence[int]) -> dict[int, StoryGrade]:
    """The grade of each of these stories whose coding is complete and public. Two SQL queries."""
    wanted = list(dict.fromkeys(story_ids))
    if not wanted:
        return {}
    rows = db.session.execute(
        select_counted(CodingRound.story_id, CodingVote)
        .outerjoin(CodingVote, CodingVote.pass_id == CodingPass.id)
        .where(CodingRound.story_id.in_(wanted))
        .order_by(CodingPass.id)
    ).all()
    laws = _laws({vote.law_id for _story, vote in rows if vote is not None and vote.law_id is not None})
    by_story: dict[int, list[CodingVote | None]] = {}
    for story, vote in rows:
        by_story.setdefault(story, []).append(vote)
    return {story: _graded(votes, laws) for story, votes in by_story.items()}


def research_grade(story_ids: Sequence[int]) -> frozenset[int]:
    """Those of the stories that are research grade. Two SQL queries."""
    return frozenset(story for story, found in story_grades(story_ids).items() if found.grade is Grade.research)


def own_vote(story_id: int, person_id: int | None) -> CodingVote | None:
    """What this coder chose for this story."""
    chosen = (
        select(CodingVote)
        .join(CodingPass, CodingPass.id == CodingVote.pass_id)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .where(CodingRound.story_id == story_id, CodingPass.coder_id == person_id)
    )
    return db.session.execute(chosen).scalar_one_or_none()


def _laws(ids: set[int]) -> Mapping[int, Law]:
    return {law.id: law for law in db.session.execute(select(Law).where(Law.id.in_(ids))).scalars()} if ids else {}


def _graded(passes: Sequence[CodingVote | None], laws: Mapping[int, Law]) -> StoryGrade:
    votes = [vote for vote in passes if vote is not None]
    found = _consensus(votes, laws)
    kind, _, number = (found.node or "").partition("-")
    law = laws.get(int(number)) if kind == "law" else None
    answers = {question: [getattr(vote, question) for vote in votes] for question in Question}
    return StoryGrade(
        grade=grade(answers, coders=len(passes), is_law=law is not None and law.state == LawState.accepted),
        coders=len(passes),
        votes=found.votes,
        cumulative=found.cumulative,
        law_id=law.id if law else None,
        group_id=int(number) if kind == "group" else None,
        answers={
            question: (given.count(True), len(given) - given.count(None)) for question, given in answers.items() if any_given(given)
        },
    )


def any_given(answers: Sequence[bool | None]) -> bool:
    return any(answer is not None for answer in answers)


def _consensus(votes: Sequence[CodingVote], laws: Mapping[int, Law]) -> Consensus:
    """Groups stand below one root, laws below their group; a law that is out of force is in no tree, so votes for it do not count."""
    tree: dict[str, str | None] = {ROOT: None}
    for vote in votes:
        if vote.group_id:
            tree[f"group-{vote.group_id}"] = ROOT
    for law in laws.values():
        if may_be_named(law):
            tree[f"law-{law.id}"] = f"group-{law.group_id}" if law.group_id else ROOT
            if law.group_id:
                tree[f"group-{law.group_id}"] = ROOT
    return consensus(tree, [_vote(vote, votes, laws) for vote in votes if vote.law_id or vote.group_id])


def _vote(vote: CodingVote, votes: Sequence[CodingVote], laws: Mapping[int, Law]) -> Vote:
    """Saying "the group, but none of its laws" disagrees with every law of it that others named."""
    if vote.law_id:
        return Vote(f"law-{vote.law_id}")
    named = {law.id for other in votes if (law := laws.get(other.law_id or 0)) and law.group_id == vote.group_id}
    return Vote(f"group-{vote.group_id}", tuple(f"law-{law}" for law in sorted(named)) if vote.none_below else ())
