"""Rounds and passes: who reads a story blind, when a pass is finished, and when a round's codings become public.

A round is complete when enough coders have finished and it waits for nobody: not for one who is half-way, nor for one a curator gave
the story to. Who skipped the story is not waited for. How a pass or a round is opened again: `reopening`; who has a place: `places`.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select

from storyhub.coding.domain.words import PassStep
from storyhub.coding.models import Coding, CodingClaim, CodingPass, CodingRound, CodingSkip, CodingVote
from storyhub.coding.queries.counted import select_counted
from storyhub.coding.rules import is_open, may_close_round, may_use_desk
from storyhub.coding.service.agreement import ask_refresh
from storyhub.coding.service.pass_events import remember
from storyhub.kit import audit, outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import Story
from storyhub.stories.rules import may_be_coded
from storyhub.stories.service import has_contact

# The outbox kind of a story whose teller is to hear that its codings are public; the key is the story's id.
PUBLIC = "coding.public"


def open_pass(story: Story, *, coder: Actor, coders_needed: int, now: datetime) -> CodingPass:
    """The coder's unfinished pass over the story; begins it, and the round, when there is none.

    Raises: Forbidden, Conflict (not to be coded, finished already, round complete).
    """
    check_coder(story, coder)
    coding_round = round_over(story, coders_needed=coders_needed, now=now)
    coding_pass = pass_of(coding_round, coder)
    if not is_open(coding_round, coding_pass):
        raise Conflict(_why_shut(coding_pass), log="the pass takes no more codings")
    if coding_pass is None:
        blind = coding_round.reopened_at is None
        coding_pass = CodingPass(round_id=coding_round.id, coder_id=coder.person_id, started_at=now, is_blind=blind)
        db.session.add(coding_pass)
        db.session.flush()
    touch_place(story.id, coder, now=now)
    return coding_pass


def round_over(story: Story, *, coders_needed: int, now: datetime) -> CodingRound:
    """The story's round; opens it when there is none. Locks the story's row."""
    coding_round = locked_round(story)
    if coding_round is None:
        coding_round = CodingRound(story_id=story.id, coders_needed=max(1, coders_needed), opened_at=now)
        db.session.add(coding_round)
        db.session.flush()
    return coding_round


def touch_place(story_id: int, coder: Actor, *, now: datetime) -> None:
    """The coder's place at a story, taken or kept by a sign of life; whoever codes a story has not skipped it."""
    found = db.session.get(CodingClaim, (story_id, coder.person_id))
    if found is None:
        db.session.add(CodingClaim(story_id=story_id, coder_id=coder.person_id, at=now))
    else:
        found.at = now
    db.session.execute(delete(CodingSkip).where(CodingSkip.story_id == story_id, CodingSkip.coder_id == coder.person_id))
    db.session.flush()


def leave_place(story_id: int, coder_id: int | None) -> None:
    db.session.execute(delete(CodingClaim).where(CodingClaim.story_id == story_id, CodingClaim.coder_id == coder_id))


def finish_pass(story: Story, *, coder: Actor, now: datetime, coders_needed: int = 1) -> CodingPass:
    """The coder is done with the story, with or without codings. Pressing twice is pressing once.

    With the last pass the round becomes complete and its codings public.
    Raises: Forbidden, Conflict.
    """
    if not may_use_desk(coder):
        raise Forbidden(log="only researchers code")
    done = pass_of(locked_round(story), coder)
    if done is not None and done.finished_at is not None:
        return done
    coding_pass = open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    coding_pass.finished_at = now
    leave_place(story.id, coder.person_id)
    db.session.flush()
    remember(coding_pass.round, PassStep.finished, coder_id=coder.person_id, actor=coder, now=now)
    audit.record("coding.finished", kind="coding_pass", key=str(coding_pass.id), actor=coder, now=now)
    complete_when_done(coding_pass.round, now=now)
    return coding_pass


def close_round(story: Story, *, actor: Actor, now: datetime) -> CodingRound:
    """A curator ends a round that waits for somebody who will not come. Only finished passes count; unfinished ones stay unseen.

    Raises: Forbidden, Conflict.
    """
    if not may_close_round(actor):
        raise Forbidden(log="only curators close rounds")
    coding_round = locked_round(story)
    if coding_round is None or not finished_coders(coding_round):
        raise Conflict(lazy_gettext("Nobody has finished coding this story yet, so there is nothing to make public."), log="empty round")
    if coding_round.complete_at is not None:
        return coding_round
    own = pass_of(coding_round, actor)
    if own is not None and own.finished_at is None:
        raise Conflict(lazy_gettext("You are coding this story yourself. Please finish first, then close the round."), log="own pass open")
    coding_round.complete_at, coding_round.closed_by_id = now, actor.person_id
    db.session.flush()
    remember(coding_round, PassStep.round_closed, actor=actor, now=now)
    audit.record("coding.round_closed", kind="coding_round", key=str(coding_round.id), actor=actor, now=now)
    announce(story.id)
    return coding_round


def check_coder(story: Story, coder: Actor) -> None:
    """Raises: Forbidden for anybody but a researcher; Conflict for a story that is not to be coded."""
    if not may_use_desk(coder):
        raise Forbidden(log="only researchers code")
    if not may_be_coded(story):
        raise Conflict(
            lazy_gettext("This story cannot be coded: it is not published, or its teller does not want it used for research."),
            log="story not to be coded",
        )


def pass_of(coding_round: CodingRound | None, coder: Actor) -> CodingPass | None:
    if coding_round is None or coder.person_id is None:
        return None
    chosen = select(CodingPass).where(CodingPass.round_id == coding_round.id, CodingPass.coder_id == coder.person_id)
    return db.session.execute(chosen).scalar_one_or_none()


def announce(story_id: int) -> None:
    """Has everything made anew that may show a coding of this story: its passages, the story itself, the laws named."""
    named = db.session.execute(select(Coding.id, Coding.law_id).where(Coding.story_id == story_id).order_by(Coding.id)).all()
    outbox.record_many("index.passage", [str(coding_id) for coding_id, _ in named])
    outbox.record("index.story", str(story_id))
    ask_refresh()
    if has_contact(story_id):
        outbox.record(PUBLIC, str(story_id))
    outbox.record_many("index.law", [str(law_id) for law_id in dict.fromkeys(law for _, law in named)])


def announce_judged(law_id: int) -> None:
    """Has the stories made anew whose public votes name a law: its state or its group changed, and with it perhaps their grade."""
    chosen = select_counted(CodingRound.story_id).join(CodingVote, CodingVote.pass_id == CodingPass.id).where(CodingVote.law_id == law_id)
    found = [str(story_id) for story_id in db.session.execute(chosen.distinct().order_by(CodingRound.story_id)).scalars()]
    for start in range(0, len(found), 500):
        outbox.record_many("index.story", found[start : start + 500])


def locked_round(story: Story) -> CodingRound | None:
    """The story's round. Holding the story's row, two first coders do not both make one, nor two last ones miss each other."""
    db.session.execute(select(Story.id).where(Story.id == story.id).with_for_update())
    return db.session.execute(select(CodingRound).where(CodingRound.story_id == story.id)).scalar_one_or_none()


def complete_when_done(coding_round: CodingRound, *, now: datetime) -> None:
    """Makes the round complete, and its codings public, unless it waits for somebody."""
    enough = finished_coders(coding_round) >= coding_round.coders_needed
    if coding_round.complete_at is not None or not enough or _waits_for_somebody(coding_round):
        return
    coding_round.complete_at = now
    db.session.flush()
    announce(coding_round.story_id)


def finished_coders(coding_round: CodingRound) -> int:
    counted = select(func.count()).where(CodingPass.round_id == coding_round.id, CodingPass.finished_at.is_not(None))
    return db.session.execute(counted).scalar_one()


def _waits_for_somebody(coding_round: CodingRound) -> bool:
    """A coder half-way, or one to whom a curator gave the story; not one who skipped it."""
    story_id = coding_round.story_id
    skipped = select(CodingSkip.coder_id).where(CodingSkip.story_id == story_id)
    half_way = select(CodingPass.id).where(CodingPass.round_id == coding_round.id, CodingPass.finished_at.is_(None))
    given = select(CodingClaim.coder_id).where(CodingClaim.story_id == story_id, CodingClaim.assigned_by_id.is_not(None))
    waiting = (half_way.where(CodingPass.coder_id.not_in(skipped)), given.where(CodingClaim.coder_id.not_in(skipped)))
    return any(db.session.execute(statement.limit(1)).first() for statement in waiting)


def _why_shut(coding_pass: CodingPass | None) -> object:
    if coding_pass is not None and coding_pass.finished_at is not None:
        return lazy_gettext("You have finished this story; its codings can no longer be changed.")
    return lazy_gettext("The coding of this story is complete; it takes no more codings.")
