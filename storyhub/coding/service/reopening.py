"""Opening again what was finished: a coder her own pass, a curator a complete round.

What we decided:

* A coder may take back "finished" only while the round is not complete: nothing of it has been public, so nothing is withdrawn. From
  finishing on she could see what other finished coders had marked, whether anybody had or not; so her pass is no longer blind, for good
  (`CodingPass.is_blind`), and no statistic of agreement counts it. That holds also when nobody else had finished: a rule with an
  exception would tell her, or a reader of the statistics, what others had done by then. While it is open she is blind again.
* A curator may open a complete round, with a reason. Its codings are withdrawn at once, visibly: they leave every page, file and search
  result, and the story's page says that it is being read again. They do not stay public beside the new reading, because then nobody
  could read the story blind. Whoever begins after that, or had begun and not finished, counts as not blind: for a while it was all there to
  be read. Those who had finished blind stay what they were.
* Nothing is overwritten: every finish and every reopening adds a row (`PassEvent`) with what the coder said at that moment.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from storyhub.coding.domain.words import PassStep
from storyhub.coding.models import CodingPass, CodingRound
from storyhub.coding.rules import may_reopen_round, may_use_desk
from storyhub.coding.service.pass_events import remember
from storyhub.coding.service.rounds import announce, check_coder, finished_coders, locked_round, pass_of, touch_place
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import Story

SHORTEST_REASON, LONGEST_REASON = 10, 500


def reopen_pass(story: Story, *, coder: Actor, now: datetime) -> CodingPass:
    """The coder changes her mind about "finished". Doing it twice is doing it once.

    Raises: Forbidden; Conflict when the round is complete, or she has not read the story.
    """
    if not may_use_desk(coder):
        raise Forbidden(log="only researchers code")
    check_coder(story, coder)
    coding_round = locked_round(story)
    coding_pass = pass_of(coding_round, coder)
    if coding_round is None or coding_pass is None:
        raise Conflict(lazy_gettext("You have not begun this story, so there is nothing to open again."), log="no pass")
    if coding_round.complete_at is not None:
        raise Conflict(
            lazy_gettext("The coding of this story is complete and public. Only a curator can open it again."), log="round complete"
        )
    if coding_pass.finished_at is None:
        return coding_pass
    remember(coding_round, PassStep.reopened, coder_id=coder.person_id, actor=coder, now=now)
    coding_pass.finished_at, coding_pass.is_blind = None, False
    db.session.flush()
    touch_place(story.id, coder, now=now)
    audit.record("coding.reopened", kind="coding_pass", key=str(coding_pass.id), actor=coder, now=now)
    return coding_pass


def reopen_round(story: Story, *, why: str, actor: Actor, now: datetime) -> CodingRound:
    """A curator has a complete story read once more; its codings are not public until that is done.

    Raises: Forbidden, Conflict, Invalid (the reason).
    """
    if not may_reopen_round(actor):
        raise Forbidden(log="only curators open rounds again")
    coding_round = locked_round(story)
    if coding_round is None or coding_round.complete_at is None:
        raise Conflict(lazy_gettext("The coding of this story is not complete, so there is nothing to open again."), log="round open")
    why = " ".join(why.split())
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise Invalid(lazy_gettext("Give a reason of 10 to 500 characters: everybody who coded this story will read it."), log="reason")
    coding_round.complete_at = coding_round.closed_by_id = None
    coding_round.reopened_at = coding_round.wanted_at = now
    coding_round.coders_needed = finished_coders(coding_round) + 1
    half_way = (CodingPass.round_id == coding_round.id, CodingPass.finished_at.is_(None))
    db.session.execute(update(CodingPass).where(*half_way).values(is_blind=False))
    db.session.flush()
    remember(coding_round, PassStep.round_reopened, actor=actor, now=now, why=why)
    audit.record("coding.round_reopened", kind="coding_round", key=str(coding_round.id), actor=actor, now=now, why=why)
    announce(story.id)
    return coding_round
