"""Stories a coder would rather not read: out of her queue until she asks for them, and no round waits for her."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storyhub.coding.domain.words import SkipReason
from storyhub.coding.models import CodingSkip
from storyhub.coding.rules import is_open
from storyhub.coding.service.rounds import check_coder, complete_when_done, leave_place, locked_round, pass_of
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import Story

MAX_WORDS = 500


def skip_story(story: Story, *, reason: str, words: str = "", coder: Actor, now: datetime) -> CodingSkip:
    """Takes the story out of the coder's queue and gives her place back. What she marked stays hers, unseen. Twice is once.

    Raises: Forbidden, Conflict, Invalid (no reason; `other` without words).
    """
    check_coder(story, coder)
    words = " ".join(words.split())
    if reason not in set(SkipReason) or (reason == SkipReason.other and not words):
        raise Invalid(lazy_gettext("Please say why you skip this story; for another reason, in a few words."), log="skip reason")
    if len(words) > MAX_WORDS:
        raise Invalid(lazy_gettext("Please use at most 500 characters here."), log="skip words")
    coding_round = locked_round(story)
    if not is_open(coding_round, pass_of(coding_round, coder)):
        raise Conflict(lazy_gettext("This story no longer waits for you."), log="complete or finished")
    skip = db.session.get(CodingSkip, (story.id, coder.person_id))
    if skip is None:
        skip = CodingSkip(story_id=story.id, coder_id=coder.person_id, at=now)
        db.session.add(skip)
    skip.reason, skip.words = reason, words
    leave_place(story.id, coder.person_id)
    db.session.flush()
    if coding_round is not None:
        complete_when_done(coding_round, now=now)
    return skip


def unskip_story(story: Story, *, coder: Actor) -> None:
    """The story waits for the coder again. Raises: Forbidden, Conflict."""
    check_coder(story, coder)
    db.session.execute(delete(CodingSkip).where(CodingSkip.story_id == story.id, CodingSkip.coder_id == coder.person_id))
