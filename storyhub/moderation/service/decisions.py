"""The verb of the desk: decide about a story."""

from __future__ import annotations

from datetime import datetime

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.moderation.domain.actions import Action, DecisionDraft, Done
from storyhub.moderation.models import Decision
from storyhub.moderation.rules import actions_for, outcome_of
from storyhub.stories import service as stories
from storyhub.stories.models import Story
from storyhub.stories.rules import may_moderate

KIND = "story"


def decide_story(story: Story, draft: DecisionDraft, *, actor: Actor, now: datetime) -> Done:
    """Does what was decided and keeps who decided it on which version. The audit log is written by the verbs of the story.

    The words to the teller are not kept here: they live in the notice, which a withdrawal empties.
    Raises: Forbidden; Conflict if the story changed since, or is in no state for it; Invalid without the words it needs.
    """
    if not may_moderate(actor):
        raise Forbidden(log="deciding needs the moderator role")
    stories.expect_version(story, draft.version)
    if draft.action not in actions_for(story):
        raise Conflict(log=f"{draft.action} while {story.state}")
    done = outcome_of(draft.action, story)
    _act(story, draft, actor=actor, now=now)
    db.session.add(
        Decision(
            kind=KIND,
            key=str(story.id),
            action=done,
            reason=draft.reason if draft.action is Action.decline else None,
            story_version=draft.version,
            moderator_id=actor.person_id,
            decided_at=now,
        )
    )
    return done


def _act(story: Story, draft: DecisionDraft, *, actor: Actor, now: datetime) -> None:
    match draft.action:
        case Action.publish:
            stories.publish_story(story, actor=actor, now=now)
        case Action.ask:
            stories.request_changes(story, message=draft.message, actor=actor, now=now)
        case Action.restrict:
            stories.restrict_story(story, why=draft.message, actor=actor, now=now)
        case Action.decline:
            if draft.reason is None:
                raise Invalid(log="no reason to decline")
            stories.decline_story(story, reason=draft.reason, message=draft.message, actor=actor, now=now)
