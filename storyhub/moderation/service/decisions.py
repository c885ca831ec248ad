"""Deciding about a story, and taking the decision back within a minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from storyhub.kit import outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.moderation.domain.actions import Action, DecisionDraft, Done
from storyhub.moderation.models import Decision, Flag, RemovalRequest
from storyhub.moderation.rules import UNDO, actions_for, outcome_of, why_not_undone
from storyhub.moderation.service.claims import forget_claim
from storyhub.moderation.service.episodes import take_back
from storyhub.moderation.service.redactions import Redacted, apply_redactions, pending_of
from storyhub.moderation.service.states import restore_state, state_of
from storyhub.stories import service as stories
from storyhub.stories.models import Story
from storyhub.stories.rules import may_moderate
from storyhub.stories.service.states import announce, note

KIND = "story"
PURGE = "purge.story"


def decide_story(
    story: Story, draft: DecisionDraft, *, actor: Actor, now: datetime, redacted: Redacted | None = None
) -> Decision:
    """Does what was decided and keeps who decided it on which version. The audit log is written by the verbs of the story.

    Publishing applies the chosen redactions first. The words to the teller are not kept here: they live in the notice, which a
    withdrawal empties.
    Raises: Forbidden; Conflict if the story changed since, or is in no state for it; Invalid without the words it needs.
    """
    if not may_moderate(actor):
        raise Forbidden(log="deciding needs the moderator role")
    stories.expect_version(story, draft.version)
    if draft.action not in actions_for(story, has_redactions=bool(pending_of(story))):
        raise Conflict(log=f"{draft.action} while {story.state}")
    done, before = outcome_of(draft.action, story), state_of(story)
    _act(story, draft, redacted, actor=actor, now=now)
    db.session.flush()
    decision = Decision(
        kind=KIND,
        key=str(story.id),
        action=done,
        reason=draft.reason if draft.action is Action.decline else None,
        story_version=draft.version,
        moderator_id=actor.person_id,
        decided_at=now,
        version_after=story.version_id,
        before=before,
    )
    db.session.add(decision)
    forget_claim(KIND, str(story.id))
    db.session.flush()
    return decision


def undo_decision(decision_id: int, *, actor: Actor, now: datetime) -> Story:
    """Puts the story back as it was before one's own last decision. Redactions stay: what was taken out is not put back.

    Raises: NotFound; Conflict with the reason if it is too late, was somebody else's, or something followed.
    """
    decision = db.session.get(Decision, decision_id)
    if decision is None or decision.kind != KIND or decision.before is None:
        raise NotFound(log="no such decision")
    story = db.session.get_one(Story, int(decision.key))
    problem = why_not_undone(decision, story, actor=actor, now=now, has_followed=_has_followed(story, decision))
    if problem is not None:
        raise Conflict(problem, log="cannot be undone")
    if decision.action != Done.one_event:
        restore_state(story, decision.before)
    take_back(decision.before)
    decision.undone_at = now
    note(story, "story.undo", actor=actor, now=now, why=decision.action)
    announce(story)
    outbox.record("coding.follow", str(story.id))
    return story


def _act(story: Story, draft: DecisionDraft, redacted: Redacted | None, *, actor: Actor, now: datetime) -> None:
    match draft.action:
        case Action.publish:
            apply_redactions(story, redacted, actor=actor, now=now)
            stories.publish_story(story, actor=actor, now=now)
            # Not before the decision can no longer be taken back.
            outbox.record(PURGE, str(story.id), not_before=now + UNDO + timedelta(seconds=1))
        case Action.ask:
            stories.request_changes(story, message=draft.message, actor=actor, now=now)
        case Action.decline:
            if draft.reason is None:
                raise Invalid(log="no reason to decline")
            stories.decline_story(story, reason=draft.reason, message=draft.message, actor=actor, now=now)


def _has_followed(story: Story, decision: Decision) -> bool:
    """Whether readers or colleagues have acted on it: a report, a request, a newer decision."""
    flagged = select(Flag.id).where(Flag.story_id == story.id, Flag.at >= decision.decided_at)
    asked = select(RemovalRequest.id).where(RemovalRequest.story_id == story.id, RemovalRequest.asked_at >= decision.decided_at)
    newer = select(Decision.id).where(Decision.kind == KIND, Decision.key == decision.key, Decision.id > decision.id)
    return any(db.session.execute(query.limit(1)).first() is not None for query in (flagged, asked, newer))


