"""What a story was before a decision, and putting it back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, select

from storyhub.kit.db import db
from storyhub.stories.domain.words import State
from storyhub.stories.models import Notice, Story


def state_of(story: Story) -> dict[str, Any]:
    """What an undo puts back. No text, no words."""
    return {
        "state": str(story.state),
        "published_revision": story.published_revision_id,
        "published_on": story.published_on.isoformat() if story.published_on else None,
        "is_answered": story.answered_at is not None,
        "last_notice": db.session.execute(select(func.max(Notice.id)).where(Notice.story_id == story.id)).scalar() or 0,
    }


def restore_state(story: Story, before: dict[str, Any]) -> None:
    """Puts it back, and takes back what the teller was told meanwhile."""
    # A first publication is taken back into review, where the next moderator finds it.
    was = State(before["state"])
    story.state = State.in_review if was is State.received else was
    story.published_revision_id = before["published_revision"]
    if before["published_on"] is None:
        story.published_on = None
    if not before["is_answered"]:
        story.answered_at = None
    kinds = ("published", "changes_requested", "declined")
    db.session.execute(
        delete(Notice).where(Notice.story_id == story.id, Notice.id > before["last_notice"], Notice.kind.in_(kinds))
    )
