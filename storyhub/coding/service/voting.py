"""A coder's vote on pressing finished: the one law or group of a story, and what kind of story it is. As blind as her marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.coding.domain.grading import Question
from storyhub.coding.models import CodingPass, CodingRound, CodingVote
from storyhub.coding.rules import may_be_named
from storyhub.coding.service.rounds import open_pass
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.models import Law, LawGroup
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """One law, or one group (with `none_below`: none of its laws), or neither; and answers, None where there is none."""

    law_id: int | None = None
    group_id: int | None = None
    none_below: bool = False
    answers: dict[Question, bool | None] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.law_id or self.group_id or any(answer is not None for answer in self.answers.values()))


def cast_vote(story: Story, draft: VoteDraft, *, coder: Actor, coders_needed: int, now: datetime) -> CodingVote | None:
    """Keeps the vote with the coder's own unfinished pass, in place of an earlier one; without anything in it there is none.

    Call before `finish_pass`, in the same transaction. After finishing nothing changes any more.
    Raises: Forbidden, Conflict (finished, complete, not to be coded), Invalid (no such law or group; a law that is out of force).
    """
    coding_pass = open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    _check(draft)
    vote = db.session.get(CodingVote, coding_pass.id)
    if draft.is_empty:
        if vote is not None:
            db.session.delete(vote)
            db.session.flush()
        return None
    if vote is None:
        vote = CodingVote(pass_id=coding_pass.id)
        db.session.add(vote)
    vote.law_id, vote.group_id, vote.none_below, vote.at = draft.law_id, draft.group_id, draft.none_below, now
    for question in Question:
        setattr(vote, question, draft.answers.get(question))
    db.session.flush()
    audit.record("coding.voted", kind="coding_pass", key=str(coding_pass.id), actor=coder, now=now)
    return vote


def export_votes(person_id: int) -> list[dict[str, Any]]:
    """A person's votes, for the copy of one's data."""
    asked = (
        select(CodingVote, CodingRound.story_id, Law.number, Law.proposal_number, LawGroup.slug)
        .join(CodingPass, CodingPass.id == CodingVote.pass_id)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .outerjoin(Law, Law.id == CodingVote.law_id)
        .outerjoin(LawGroup, LawGroup.id == CodingVote.group_id)
        .where(CodingPass.coder_id == person_id)
    )
    return [
        {
            "story": public_id(story),
            "law": number,
            "proposal": proposal,
            "group": group,
            "none_of_its_laws": vote.none_below,
            **{str(question): getattr(vote, question) for question in Question},
            "voted_at": vote.at.isoformat(),
        }
        for vote, story, number, proposal, group in db.session.execute(asked.order_by(CodingVote.pass_id))
    ]


def erase_votes(person_id: int, _handle: str, keep: bool, _now: datetime) -> None:
    """Kept votes stay with the pass; else they go."""
    if not keep:
        own = select(CodingPass.id).where(CodingPass.coder_id == person_id)
        db.session.execute(delete(CodingVote).where(CodingVote.pass_id.in_(own)).execution_options(synchronize_session=False))


def _check(draft: VoteDraft) -> None:
    if draft.law_id and draft.group_id:
        raise Invalid(lazy_gettext("Please choose one law or one group, not both."), log="law and group")
    if draft.law_id is not None and not may_be_named(db.session.get(Law, draft.law_id)):
        raise Invalid(lazy_gettext("Unknown law: please choose one from the list."), log="unknown law in a vote")
    if draft.group_id is not None and db.session.get(LawGroup, draft.group_id) is None:
        raise Invalid(lazy_gettext("Unknown group: please choose one from the list."), log="unknown group in a vote")
    if draft.none_below and draft.group_id is None:
        raise Invalid(lazy_gettext("“None of its laws” goes with a group."), log="explicit disagreement without a group")
