"""Taking in a story that somebody told elsewhere and allowed us to publish: the teller gets a code like everybody."""

from __future__ import annotations

from datetime import datetime

from storyhub.kit.actor import Actor
from storyhub.kit.errors import Forbidden, Invalid
from storyhub.kit.text import Rendered
from storyhub.stories.domain.drafts import StoryDraft
from storyhub.stories.domain.intake import Intake
from storyhub.stories.models import Story
from storyhub.stories.rules import may_moderate
from storyhub.stories.service.states import note
from storyhub.stories.service.telling import submit_story


def take_in_story(
    draft: StoryDraft, intake: Intake, *, nonce: str, key: bytes, rendered: Rendered, actor: Actor, now: datetime
) -> tuple[Story, str]:
    """The story, waiting to be moderated, and the code to pass on to its teller. The same form sent twice is one story.

    Raises: Forbidden; Invalid without the consent to publish, or without saying who gave it.
    """
    if not may_moderate(actor):
        raise Forbidden(log="intake needs the moderator role")
    if not intake.consent.strip():
        raise Invalid(log="no consent noted")
    story, code = submit_story(draft, nonce=nonce, key=key, rendered=rendered, now=now)
    if "intake" not in story.labels:
        story.labels = {**story.labels, "intake": intake.noted()}
        note(story, "story.intake", actor=actor, now=now, why=intake.channel)
    return story, code
