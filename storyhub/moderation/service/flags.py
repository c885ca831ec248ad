"""Readers report a published story; a moderator answers all reports about it at once. Nothing about the reader is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, NotFound
from storyhub.kit.text import Span
from storyhub.moderation.domain.flagging import FlagReason, Outcome
from storyhub.moderation.models import Flag
from storyhub.moderation.rules import may_be_flagged
from storyhub.moderation.service.claims import forget_claim
from storyhub.stories.models import Story
from storyhub.stories.rules import may_moderate
from storyhub.stories.service import place_passage

KIND = "flag"


def report_story(story: Story, reason: FlagReason, *, place: Span | None, now: datetime) -> Flag:
    """A reader's report, perhaps about one place of the published text. Raises: NotFound unless readers can read the story; Invalid."""
    revision = story.published_revision
    if not may_be_flagged(story) or revision is None:
        raise NotFound(log="not readable")
    passage = place_passage(revision, place.start, place.end) if place else None
    flag = Flag(story_id=story.id, passage_id=passage.id if passage else None, reason=FlagReason(reason), at=now)
    db.session.add(flag)
    db.session.flush()
    audit.record("story.reported", kind="story", key=str(story.id), actor=VISITOR, now=now, why=FlagReason(reason))
    return flag


def answer_flags(story: Story, outcome: Outcome, *, actor: Actor, now: datetime) -> int:
    """Closes every open report about the story with what was done; how many. Raises: Forbidden; Conflict if none is open."""
    if not may_moderate(actor):
        raise Forbidden(log="answering needs the moderator role")
    count = close_flags(story, outcome, actor=actor, now=now)
    if not count:
        raise Conflict(log="no open report")
    audit.record("story.reports_answered", kind="story", key=str(story.id), actor=actor, now=now, why=Outcome(outcome))
    return count


def close_flags(story: Story, outcome: Outcome, *, actor: Actor, now: datetime) -> int:
    """The open reports get their outcome; how many there were."""
    asked = select(Flag).where(Flag.story_id == story.id, Flag.answered_at.is_(None))
    flags = db.session.execute(asked).scalars().all()
    for flag in flags:
        flag.outcome, flag.answered_by, flag.answered_at = Outcome(outcome), actor.person_id, now
    forget_claim(KIND, str(story.id))
    db.session.flush()
    return len(flags)
