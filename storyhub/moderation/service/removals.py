"""Taking a published story off the page: one moderator asks, another one confirms. Nobody answers their own request."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.moderation.domain.actions import Done
from storyhub.moderation.domain.flagging import Outcome
from storyhub.moderation.domain.removing import Answer, Removal
from storyhub.moderation.models import Decision, RemovalRequest
from storyhub.moderation.rules import may_ask_removal, why_not_answered
from storyhub.moderation.service.claims import forget_claim
from storyhub.moderation.service.flags import close_flags
from storyhub.stories import service as stories
from storyhub.stories.models import Story
from storyhub.stories.rules import may_moderate

KIND = "removal"


def ask_removal(story: Story, removal: Removal, why: str, *, actor: Actor, now: datetime) -> RemovalRequest:
    """Asks a second person. Readers see nothing of it yet.

    Raises: Forbidden; Conflict if readers cannot see the story or somebody asked already; Invalid without a reason.
    """
    if not may_moderate(actor) or actor.person_id is None:
        raise Forbidden(log="asking needs a moderator's account")
    if not why.strip():
        raise Invalid(lazy_gettext("Please say why in a sentence: readers will see it."))
    if not may_ask_removal(story) or open_request(story) is not None:
        raise Conflict(log="nothing to remove, or asked already")
    request = RemovalRequest(
        story_id=story.id, removal=Removal(removal), why=why.strip(), asked_by=actor.person_id, asked_at=now
    )
    db.session.add(request)
    db.session.flush()
    audit.record("story.removal_asked", kind="story", key=str(story.id), actor=actor, now=now, why=Removal(removal))
    return request


def answer_removal(request: RemovalRequest, answer: Answer, *, actor: Actor, now: datetime) -> None:
    """Confirms or refuses another person's request, or takes one's own back.

    Raises: Forbidden (also for one's own request); Conflict if it is answered, or readers cannot see the story any more.
    """
    problem = why_not_answered(request, answer, actor)
    if problem is not None:
        raise Forbidden(problem, log="not this person")
    if request.answered_at is not None:
        raise Conflict(log="answered already")
    story = request.story
    request.answer, request.answered_by, request.answered_at = Answer(answer), actor.person_id, now
    db.session.flush()
    audit.record(f"story.removal_{Answer(answer)}", kind="story", key=str(story.id), actor=actor, now=now)
    forget_claim(KIND, str(story.id))
    if answer is Answer.confirmed:
        _take_off(story, request, actor=actor, now=now)


def open_request(story: Story) -> RemovalRequest | None:
    """The request about this story that nobody has answered. One SQL query."""
    asked = select(RemovalRequest).where(RemovalRequest.story_id == story.id, RemovalRequest.answered_at.is_(None))
    return db.session.execute(asked.limit(1)).scalar()


def _take_off(story: Story, request: RemovalRequest, *, actor: Actor, now: datetime) -> None:
    if not may_ask_removal(story):
        raise Conflict(log=f"removal while {story.state}")
    seen = story.version_id
    if request.removal == Removal.restrict:
        stories.restrict_story(story, why=request.why, actor=actor, now=now)
        done = Done.restricted
    else:
        stories.withdraw_story(story, actor=actor, now=now, reason="editors")
        done = Done.removed
        # The reason may quote what must be gone.
        request.why = ""
    close_flags(story, Outcome.taken_off, actor=actor, now=now)
    db.session.flush()
    db.session.add(
        Decision(
            kind="story",
            key=str(story.id),
            action=done,
            story_version=seen,
            moderator_id=actor.person_id,
            decided_at=now,
            version_after=story.version_id,
        )
    )
