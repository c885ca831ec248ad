"""The next version of a story's text."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storyhub.kit.db import db
from storyhub.kit.text import Rendered
from storyhub.stories.domain.danger import kept_signs
from storyhub.stories.domain.words import RevisionAuthor
from storyhub.stories.models import Revision, Story


def add_revision(
    story: Story,
    *,
    source: str,
    rendered: Rendered,
    author: RevisionAuthor,
    now: datetime,
    person_id: int | None = None,
    why: str = "",
) -> Revision:
    """Appends a revision and makes it the newest."""
    revision = Revision(
        story_id=story.id,
        number=_last_number(story) + 1,
        source=source,
        plain=rendered.plain,
        html=str(rendered.html),
        pipeline=rendered.pipeline,
        author=author,
        person_id=person_id,
        why=why,
        created_at=now,
    )
    db.session.add(revision)
    db.session.flush()
    take_as_newest(story, revision)
    db.session.flush()
    return revision


def take_as_newest(story: Story, revision: Revision | None) -> None:
    """What moderators see from now on, with its signs of danger: the queue is ordered by them and reads no texts."""
    story.latest_revision = revision
    story.danger_signs = kept_signs(revision.plain) if revision is not None else None


def _last_number(story: Story) -> int:
    """Counted over all versions: the newest text may be an earlier one, when the teller refused an edit of it."""
    return db.session.execute(select(func.max(Revision.number)).where(Revision.story_id == story.id)).scalar() or 0
