"""What undoing would undo and doing again would do, in words for the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storyhub.coding.models import CodingStep
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.queries import LawCard, law_cards
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class DeskStep:
    """`did`: added, changed or removed; the law as it was last."""

    did: str
    law_key: str
    law_name: str


@dataclass(frozen=True, slots=True)
class DeskSteps:
    undo: DeskStep | None
    redo: DeskStep | None


def desk_steps(story: Story, *, actor: Actor, lang: str) -> DeskSteps:
    """The two neighbours of where this coder stands in her own history of a story. Three SQL queries at most."""
    own = db.select(CodingStep).where(CodingStep.story_id == story.id, CodingStep.coder_id == actor.person_id)
    done = own.where(CodingStep.undone_at.is_(None)).order_by(CodingStep.id.desc()).limit(1)
    undone = own.where(CodingStep.undone_at.is_not(None)).order_by(CodingStep.id).limit(1)
    steps = [db.session.execute(asked).scalar_one_or_none() for asked in (done, undone)]
    laws = law_cards([_law_of(step) for step in steps if step], lang=lang) if any(steps) else {}
    undo, redo = (_said(step, laws) for step in steps)
    return DeskSteps(undo=undo, redo=redo)


def _said(step: CodingStep | None, laws: Mapping[int, LawCard]) -> DeskStep | None:
    law = laws.get(_law_of(step)) if step else None
    return DeskStep(did=_did(step), law_key=law.key, law_name=law.name) if step and law else None


def _law_of(step: CodingStep) -> int:
    return int((step.after or step.before or {"law_id": 0})["law_id"])


def _did(step: CodingStep) -> str:
    if step.before is None:
        return "added"
    return "changed" if step.after is not None else "removed"
