"""After a change of a story: codings follow to the new text where their place is certain, and never to a look-alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.coding.models import Coding
from storyhub.coding.service.adjudicating import follow_adjudications, forget_reasons
from storyhub.coding.service.history import forget_stale_steps, forget_steps
from storyhub.coding.service.memos import forget_memos
from storyhub.coding.service.rounds import announce
from storyhub.kit.db import db
from storyhub.kit.text import find_unique
from storyhub.stories.domain.words import State
from storyhub.stories.models import Passage, Revision, Story
from storyhub.stories.service import place_passage


def follow_revision(story_id: int, *, now: datetime) -> None:
    """Brings the codings of a story in line with what is published now, and has everything made anew that shows them.

    A place found exactly once moves; any other coding becomes an orphan, for its coder only. Of a withdrawn story the notes go too,
    because they may quote it. Doing it twice changes nothing more.
    """
    story = db.session.get(Story, story_id)
    if story is None:
        return
    if story.state == State.withdrawn:
        forget_steps(story_id=story_id)
        forget_reasons(story_id)
        forget_memos(story_id=story_id)
        for coding in db.session.execute(select(Coding).where(Coding.story_id == story_id, Coding.note != "")).scalars():
            coding.note = ""
    elif story.state == State.published and story.published_revision is not None:
        for coding, passage in _left_behind(story):
            _follow(coding, passage, story.published_revision, now=now)
        forget_stale_steps(story)
        follow_adjudications(story, now=now)
    db.session.flush()
    announce(story_id)


def _left_behind(story: Story) -> list[tuple[Coding, Passage]]:
    chosen = (
        select(Coding, Passage)
        .join(Passage, Passage.id == Coding.passage_id)
        .where(
            Coding.story_id == story.id,
            Coding.removed_at.is_(None),
            Coding.orphaned_at.is_(None),
            Passage.revision_id != story.published_revision_id,
        )
        .order_by(Coding.id)
    )
    return [(coding, passage) for coding, passage in db.session.execute(chosen).all()]


def _follow(coding: Coding, passage: Passage, revision: Revision, *, now: datetime) -> None:
    start = find_unique(revision.plain, passage.exact, passage.prefix, passage.suffix)
    if start is None:
        coding.orphaned_at = now
        return
    moved = place_passage(revision, start, start + len(passage.exact))
    db.session.flush()
    coding.passage_id = moved.id
