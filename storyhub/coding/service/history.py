"""What a coder did in her pass, step by step, to be undone and done again; kept by the server, so it outlives the page.

A state is what a step can bring back of a coding: place, law, polarity, strength, note. None: the coding is not there. Steps of a text
that is no longer published are forgotten, because their places and notes may quote it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.coding.models import Coding, CodingStep
from storyhub.coding.service.checks import law_to_name
from storyhub.coding.service.rounds import check_coder, open_pass
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import Passage, Story

State = dict[str, Any] | None
FIELDS = ("passage_id", "law_id", "polarity", "strength", "note")


def state_of(coding: Coding) -> State:
    return None if coding.removed_at is not None else {field: getattr(coding, field) for field in FIELDS}


def keep_step(coding: Coding, before: State, *, now: datetime) -> None:
    """Writes down what was just done; what had been undone can then not be done again."""
    undone = CodingStep.undone_at.is_not(None)
    db.session.execute(delete(CodingStep).where(*_of(coding.story_id, coding.coder_id), undone))
    step = CodingStep(story_id=coding.story_id, coder_id=coding.coder_id, coding_id=coding.id)
    step.before, step.after, step.at = before, state_of(coding), now
    db.session.add(step)
    db.session.flush()


def undo_step(story: Story, *, coder: Actor, coders_needed: int, now: datetime) -> CodingStep | None:
    """Takes the last step back; None when there is none. Raises: Forbidden, Conflict (finished, or the coding is another by now)."""
    check_coder(story, coder)
    step = last_step(story.id, coder)
    if step is None:
        # Only a mark begins a story.
        return None
    open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    _bring(step.coding, expected=step.after, wanted=step.before, now=now)
    step.undone_at = now
    db.session.flush()
    audit.record("coding.undone", kind="coding", key=str(step.coding_id), actor=coder, now=now)
    return step


def redo_step(story: Story, *, coder: Actor, coders_needed: int, now: datetime) -> CodingStep | None:
    """Does again what was undone last; None when nothing is. Raises: Forbidden, Conflict, Invalid (the law is not in use any more)."""
    check_coder(story, coder)
    step = next_step(story.id, coder)
    if step is None:
        # Only a mark begins a story.
        return None
    open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    _bring(step.coding, expected=step.before, wanted=step.after, now=now)
    step.undone_at = None
    db.session.flush()
    audit.record("coding.redone", kind="coding", key=str(step.coding_id), actor=coder, now=now)
    return step


def last_step(story_id: int, coder: Actor) -> CodingStep | None:
    """What undoing would undo."""
    done = select(CodingStep).where(*_of(story_id, coder.person_id), CodingStep.undone_at.is_(None))
    return db.session.execute(done.order_by(CodingStep.id.desc()).limit(1)).scalar_one_or_none()


def next_step(story_id: int, coder: Actor) -> CodingStep | None:
    """What doing again would do."""
    undone = select(CodingStep).where(*_of(story_id, coder.person_id), CodingStep.undone_at.is_not(None))
    return db.session.execute(undone.order_by(CodingStep.id).limit(1)).scalar_one_or_none()


def forget_steps(*, story_id: int | None = None, coder_id: int | None = None) -> None:
    """Of a story whose text changed or went, or of a person who is erased."""
    gone = delete(CodingStep)
    if story_id is not None:
        gone = gone.where(CodingStep.story_id == story_id)
    if coder_id is not None:
        gone = gone.where(CodingStep.coder_id == coder_id)
    db.session.execute(gone)


def forget_stale_steps(story: Story) -> None:
    """Forgets a story's steps when one of them speaks of a text that is no longer published."""
    kept = select(CodingStep).where(CodingStep.story_id == story.id)
    states = [state for step in db.session.execute(kept).scalars() for state in (step.before, step.after) if state]
    here = set(db.session.execute(select(Passage.id).where(Passage.revision_id == story.published_revision_id)).scalars())
    if any(state["passage_id"] not in here for state in states if state["passage_id"]):
        forget_steps(story_id=story.id)


def _of(story_id: int, coder_id: int | None) -> tuple[Any, ...]:
    return CodingStep.story_id == story_id, CodingStep.coder_id == coder_id


def _bring(coding: Coding, *, expected: State, wanted: State, now: datetime) -> None:
    if coding.orphaned_at is not None or state_of(coding) != expected:
        raise Conflict(lazy_gettext("This mark has changed since, so this step was left as it is."), log="another state")
    if wanted is None:
        coding.removed_at = now
        return
    law_to_name(wanted["law_id"])
    passage = db.session.get(Passage, wanted["passage_id"]) if wanted["passage_id"] else None
    if passage is not None and passage.revision_id != coding.story.published_revision_id:
        raise Conflict(lazy_gettext("The text has changed since; please mark the passage again."), log="another revision")
    for field in FIELDS:
        setattr(coding, field, wanted[field])
    coding.removed_at = None
