"""Places in a revision: finding or making the row, and the turning point of a story."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import TELLER
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import find_unique, surrounding
from storyhub.stories.domain.words import State
from storyhub.stories.models import Passage, Revision, Story


def place_passage(revision: Revision, start: int, end: int) -> Passage:
    """The passage from `start` to `end` (code points of the plain text) without blank edges; an identical one is used again.

    Raises: Invalid if the place is empty or outside the text.
    """
    plain = revision.plain
    if not 0 <= start < end <= len(plain):
        raise Invalid(lazy_gettext("This place is not in the text. Please mark it again."), log="passage outside the text")
    exact = plain[start:end]
    start, end = start + len(exact) - len(exact.lstrip()), end - (len(exact) - len(exact.rstrip()))
    if start >= end:
        raise Invalid(lazy_gettext("Please mark at least one word."), log="blank passage")
    same = select(Passage).where(Passage.revision_id == revision.id, Passage.start == start, Passage.end == end)
    found = db.session.execute(same.limit(1)).scalar()
    if found is not None:
        return found
    prefix, suffix = surrounding(plain, start, end)
    passage = Passage(revision_id=revision.id, start=start, end=end, exact=plain[start:end], prefix=prefix, suffix=suffix)
    db.session.add(passage)
    db.session.flush()
    return passage


def mark_turning_point(story: Story, start: int, end: int, *, now: datetime) -> None:
    """The moment that made the teller stay or leave, in the newest text. Raises: Conflict (withdrawn), Invalid."""
    if story.state == State.withdrawn or story.latest_revision is None:
        raise Conflict(log="withdrawn")
    story.turning_point = place_passage(story.latest_revision, start, end)
    db.session.flush()
    audit.record("story.turning_point", kind="story", key=str(story.id), actor=TELLER, now=now)


def follow_turning_point(story: Story) -> None:
    """Moves the turning point into the published text if its words are found there exactly once; forgets it otherwise."""
    old, revision = story.turning_point, story.published_revision
    if old is None or revision is None or old.revision_id == revision.id:
        return
    start = find_unique(revision.plain, old.exact, old.prefix, old.suffix)
    story.turning_point = None if start is None else place_passage(revision, start, start + len(old.exact))
