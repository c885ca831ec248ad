"""What surrounds a coder's work on one story: her place, skip and history; for curators, who was given the story and how many read it.

Says nothing of what anybody else has begun, marked or finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from storyhub.accounts.models import Person, PersonRole
from storyhub.coding.domain.words import PassStep
from storyhub.coding.models import CodingClaim, CodingPass, CodingRound, CodingSkip, PassEvent
from storyhub.coding.rules import may_assign, may_reopen_round, may_use_desk
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history that this person may read: her own pass, and the round as a whole."""

    at: datetime
    step: str
    why: str
    marks: int


@dataclass(frozen=True, slots=True)
class Around:
    """`is_blind` speaks of one's own pass; `why_skipped` is empty unless one skipped the story."""

    may_skip: bool
    may_reopen: bool
    is_blind: bool
    is_given: bool
    why_skipped: str
    is_read_again: bool
    may_assign: bool
    history: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class Readers:
    """Who was given a story, who else could be, and how many coders it needs."""

    needed: int
    given: tuple[Reader, ...]
    others: tuple[Reader, ...]
    is_complete: bool
    may_reopen: bool


def around_story(story_id: int, *, actor: Actor) -> Around:
    """Four SQL queries."""
    coding_round, own = _round_and_pass(story_id, actor)
    skip = db.session.get(CodingSkip, (story_id, actor.person_id))
    claim = db.session.get(CodingClaim, (story_id, actor.person_id))
    is_complete = coding_round is not None and coding_round.complete_at is not None
    is_finished = own is not None and own.finished_at is not None
    return Around(
        may_skip=may_use_desk(actor) and not is_complete and not is_finished and skip is None,
        may_reopen=may_use_desk(actor) and is_finished and not is_complete,
        is_blind=own is None or own.is_blind,
        is_given=claim is not None and claim.assigned_by_id is not None,
        why_skipped=skip.reason if skip else "",
        is_read_again=is_read_again(coding_round),
        may_assign=may_assign(actor),
        history=_history(coding_round, actor),
    )


def readers_of(story_id: int, *, coders_needed: int, actor: Actor) -> Readers:
    """For curators. `coders_needed` is the setting, which counts until the story has a round. Three SQL queries."""
    coding_round = _round_and_pass(story_id, actor)[0]
    given = select(CodingClaim.coder_id).where(CodingClaim.story_id == story_id, CodingClaim.assigned_by_id.is_not(None))
    held = set(db.session.execute(given).scalars())
    researchers = select(Person.id, Person.handle, Person.name).join(PersonRole).where(PersonRole.role == Role.researcher)
    rows = db.session.execute(researchers.where(Person.active.is_(True)).order_by(Person.name, Person.handle)).all()
    is_complete = coding_round is not None and coding_round.complete_at is not None
    return Readers(
        needed=coding_round.coders_needed if coding_round else coders_needed,
        given=tuple(Reader(handle, name) for id_, handle, name in rows if id_ in held),
        others=tuple(Reader(handle, name) for id_, handle, name in rows if id_ not in held),
        is_complete=is_complete,
        may_reopen=may_reopen_round(actor) and is_complete,
    )


def is_read_again(coding_round: CodingRound | None) -> bool:
    """What was public of this round is withdrawn until it is complete once more."""
    return coding_round is not None and coding_round.reopened_at is not None and coding_round.complete_at is None


def story_is_read_again(story_id: int) -> bool:
    """The same for the story's public page. One SQL query."""
    return is_read_again(db.session.execute(select(CodingRound).where(CodingRound.story_id == story_id)).scalar_one_or_none())


def _round_and_pass(story_id: int, actor: Actor) -> tuple[CodingRound | None, CodingPass | None]:
    own = (CodingPass.round_id == CodingRound.id) & (CodingPass.coder_id == actor.person_id)
    found = db.session.execute(select(CodingRound, CodingPass).outerjoin(CodingPass, own).where(CodingRound.story_id == story_id)).first()
    return (None, None) if found is None else (found[0], found[1])


def _history(coding_round: CodingRound | None, actor: Actor) -> tuple[Step, ...]:
    if coding_round is None:
        return ()
    mine = or_(PassEvent.coder_id == actor.person_id, PassEvent.coder_id.is_(None))
    rows = db.session.execute(select(PassEvent).where(PassEvent.round_id == coding_round.id, mine).order_by(PassEvent.id)).scalars()
    return tuple(Step(at=row.at, step=PassStep(row.step), why=row.why, marks=len(row.said)) for row in rows)
