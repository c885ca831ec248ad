"""Rounds and passes: who reads a story blind, when a pass is finished, and when a round's codings become public."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.rules import is_open, may_close_round, may_use_desk
from storyhub.coding.service.agreement import ask_refresh
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
    coding_round = _locked_round(story)
    if coding_round is None:
        coding_round = CodingRound(story_id=story.id, coders_needed=max(1, coders_needed), opened_at=now)
        db.session.add(coding_round)
        db.session.flush()
    coding_pass = pass_of(coding_round, coder)
    if not is_open(coding_round, coding_pass):
        raise Conflict(_why_shut(coding_pass), log="the pass takes no more codings")
    if coding_pass is None:
        coding_pass = CodingPass(round_id=coding_round.id, coder_id=coder.person_id, started_at=now)
        db.session.add(coding_pass)
        db.session.flush()
    return coding_pass


def finish_pass(story: Story, *, coder: Actor, now: datetime, coders_needed: int = 1) -> CodingPass:
    """The coder is done with the story, with or without codings. Pressing twice is pressing once.

    With the last pass the round becomes complete and its codings public.
    Raises: Forbidden, Conflict.
    """
    if not may_use_desk(coder):
        raise Forbidden(log="only researchers code")
    done = pass_of(_locked_round(story), coder)
    if done is not None and done.finished_at is not None:
        return done
    coding_pass = open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    coding_pass.finished_at = now
    db.session.flush()
    audit.record("coding.finished", kind="coding_pass", key=str(coding_pass.id), actor=coder, now=now)
    _complete_when_done(coding_pass.round, now=now)
    return coding_pass


def close_round(story: Story, *, actor: Actor, now: datetime) -> CodingRound:
    """A curator ends a round that waits for somebody who will not come. Only finished passes count; unfinished ones stay unseen.

    Raises: Forbidden, Conflict.
    """
    if not may_close_round(actor):
        raise Forbidden(log="only curators close rounds")
    coding_round = _locked_round(story)
    if coding_round is None or not _count(coding_round, finished=True):
        raise Conflict(lazy_gettext("Nobody has finished coding this story yet, so there is nothing to make public."), log="empty round")
    if coding_round.complete_at is not None:
        return coding_round
    own = pass_of(coding_round, actor)
    if own is not None and own.finished_at is None:
        raise Conflict(lazy_gettext("You are coding this story yourself. Please finish first, then close the round."), log="own pass open")
    coding_round.complete_at, coding_round.closed_by_id = now, actor.person_id
    db.session.flush()
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


def _locked_round(story: Story) -> CodingRound | None:
    """The story's round. Holding the story's row, two first coders do not both make one, nor two last ones miss each other."""
    db.session.execute(select(Story.id).where(Story.id == story.id).with_for_update())
    return db.session.execute(select(CodingRound).where(CodingRound.story_id == story.id)).scalar_one_or_none()


def _complete_when_done(coding_round: CodingRound, *, now: datetime) -> None:
    half_way = _count(coding_round, finished=False)
    if coding_round.complete_at is not None or half_way or _count(coding_round, finished=True) < coding_round.coders_needed:
        return
    coding_round.complete_at = now
    db.session.flush()
    announce(coding_round.story_id)


def _count(coding_round: CodingRound, *, finished: bool) -> int:
    state = CodingPass.finished_at.is_not(None) if finished else CodingPass.finished_at.is_(None)
    counted = select(func.count()).select_from(CodingPass).where(CodingPass.round_id == coding_round.id, state)
    return db.session.execute(counted).scalar_one()


def _why_shut(coding_pass: CodingPass | None) -> object:
    if coding_pass is not None and coding_pass.finished_at is not None:
        return lazy_gettext("You have finished this story; its codings can no longer be changed.")
    return lazy_gettext("The coding of this story is complete; it takes no more codings.")
