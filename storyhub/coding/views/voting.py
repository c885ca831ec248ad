"""The vote in the finish form: what is offered, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import select

from storyhub.coding.domain.grading import Question
from storyhub.coding.forms import Groups
from storyhub.coding.labels import QUESTION_LABELS
from storyhub.coding.models import CodingPass, CodingRound
from storyhub.coding.queries import LawGuide, own_vote
from storyhub.coding.service import VoteDraft, cast_vote
from storyhub.coding.views.law_lists import law_groups
from storyhub.kit.db import db
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, now, settings
from storyhub.laws.models import LawGroup
from storyhub.stories.models import Story

ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class VoteOffer:
    """What the form offers: laws this coder marked here, groups and all laws as (value, name), and what is chosen."""

    marked: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    laws: Groups
    questions: Mapping[Question, Any]
    chosen: str
    none_below: bool
    answers: Mapping[str, str]


def offered_vote(story: Story, laws: Sequence[LawGuide], *, marked: Sequence[int]) -> VoteOffer:
    """For the desk. What was sent last, or else what this coder chose before."""
    lang = current_language()
    vote, sent = own_vote(story.id, current_actor().person_id), request.form
    chosen = f"law-{vote.law_id}" if vote and vote.law_id else f"group-{vote.group_id}" if vote and vote.group_id else ""
    kept = {str(question): {True: "yes", False: "no", None: ""}[getattr(vote, question, None)] for question in Question}
    names = {law.id: f"{law.key}. {law.name}" for law in laws}
    groups = db.session.execute(select(LawGroup).order_by(LawGroup.position, LawGroup.id)).scalars()
    return VoteOffer(
        marked=tuple((f"law-{law}", names[law]) for law in dict.fromkeys(marked) if law in names),
        groups=tuple((f"group-{group.id}", group.name_ru if lang == "ru" else group.name_en) for group in groups),
        laws={name: [(f"law-{value}", label) for value, label in named] for name, named in law_groups(laws).items()},
        questions=QUESTION_LABELS,
        chosen=sent.get("vote", chosen),
        none_below=bool(sent.get("vote_none_below")) or bool(vote and vote.none_below and "vote" not in sent),
        answers={name: sent.get(f"vote_{name}", value) for name, value in kept.items()},
    )


def keep_vote(story: Story) -> None:
    """Keeps the vote that came with the form, unless this coder has finished already: pressing twice is pressing once.

    Raises: as `cast_vote`.
    """
    draft, actor = sent_vote(), current_actor()
    if not _has_finished(story):
        cast_vote(story, draft, coder=actor, coders_needed=settings().coders_per_story, now=now())


def sent_vote() -> VoteDraft:
    """The vote as sent; whatever is no vote counts as none."""
    kind, _, number = request.form.get("vote", "").partition("-")
    chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
    return VoteDraft(
        law_id=chosen if kind == "law" else None,
        group_id=chosen if kind == "group" else None,
        none_below=kind == "group" and bool(request.form.get("vote_none_below")),
        answers={question: ANSWERS.get(request.form.get(f"vote_{question}", "")) for question in Question},
    )


def _has_finished(story: Story) -> bool:
    own = select(CodingPass.finished_at).join(CodingRound, CodingRound.id == CodingPass.round_id)
    own = own.where(CodingRound.story_id == story.id, CodingPass.coder_id == current_actor().person_id)
    return db.session.execute(own).scalar_one_or_none() is not None
