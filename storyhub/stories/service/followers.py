"""Who acts in the very transaction that takes words of a story back: features above, which stories must not know.

The outbox tells the rest, a moment later; but what was withdrawn may stand nowhere for a moment. Wiring fills the list.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from storyhub.kit.db import db
from storyhub.stories.models import Story

Follower = Callable[[Story, datetime], None]
followers: list[Follower] = []


def tell_followers(story: Story, *, now: datetime) -> None:
    """The story was withdrawn or restricted, its consents changed, or something was taken out of its text for safety."""
    db.session.flush()
    for follow in followers:
        follow(story, now)
