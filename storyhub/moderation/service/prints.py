"""Keeping fingerprints of stories' newest texts, and the pairs that look alike. Called by the worker: no page waits for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, or_, select

from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.moderation.domain.nearness import Fingerprint, fingerprint, scheme
from storyhub.moderation.models import NearPair, PrintBand, StoryPrint
from storyhub.moderation.queries.near import KIND, near_prints
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story

# The outbox kind: the key is a story's id, or ALL for those that have none yet.
NEAR, ALL = KIND, "all"
BATCH = 200
# Kept for a text without a word, so that it is not looked at again and again; it is near nothing.
WORDLESS = Fingerprint("", b"")


def keep_print(story_id: int, *, key: bytes, now: datetime) -> None:
    """The fingerprint of the story's newest text, and whom it looks like; none of a story without a text. Does nothing twice."""
    story = db.session.get(Story, story_id)
    if story is None or story.state == State.withdrawn:
        forget_print(story_id)
        return
    kept = db.session.get(StoryPrint, story_id)
    if kept is not None and (kept.revision_id, kept.scheme) == (story.latest_revision_id, scheme(key)):
        return
    newest = story.latest_revision
    _drop(kept)
    _drop_open_pairs(story_id)
    if newest is not None:
        _store(story_id, newest.id, fingerprint(newest.plain, key=key) or WORDLESS, key=key, now=now)


def forget_print(story_id: int) -> None:
    """Nothing is kept of a text that is gone; what a moderator said about a pair stays in the log."""
    _drop(db.session.get(StoryPrint, story_id))
    mine = or_(NearPair.story_id == story_id, NearPair.other_id == story_id)
    db.session.execute(delete(NearPair).where(mine).execution_options(synchronize_session=False))


def keep_missing_prints(*, key: bytes, now: datetime, limit: int = BATCH) -> int:
    """Fingerprints for stories that have none of their newest text; asks for another turn if some are left. How many were made."""
    fresh = (StoryPrint.revision_id == Story.latest_revision_id) & (StoryPrint.scheme == scheme(key))
    asked = (
        select(Story.id)
        .outerjoin(StoryPrint, (StoryPrint.story_id == Story.id) & fresh)
        .where(Story.state != State.withdrawn, Story.latest_revision_id.is_not(None), StoryPrint.story_id.is_(None))
        .order_by(Story.id)
        .limit(limit)
    )
    found = db.session.execute(asked).scalars().all()
    for story_id in found:
        keep_print(story_id, key=key, now=now)
    if len(found) == limit:
        outbox.record(NEAR, ALL)
    return len(found)


def _store(story_id: int, revision_id: int, made: Fingerprint, *, key: bytes, now: datetime) -> None:
    way = scheme(key)
    pairs = near_prints(made, story_id=story_id, way=way)
    db.session.add(StoryPrint(story_id=story_id, revision_id=revision_id, scheme=way, exact=made.exact, signature=made.signature))
    db.session.flush()
    if made.bands:
        db.session.execute(insert(PrintBand), [{"band": band, "story_id": story_id} for band in made.bands])
    for near in pairs:
        pair = sorted((story_id, near.story_id))
        if db.session.get(NearPair, tuple(pair)) is None:
            db.session.add(NearPair(story_id=pair[0], other_id=pair[1], percent=near.percent, found_at=now))
    db.session.flush()


def _drop(kept: StoryPrint | None) -> None:
    if kept is None:
        return
    bands = Fingerprint(kept.exact, kept.signature).bands
    gone = delete(PrintBand).where(PrintBand.band.in_(bands), PrintBand.story_id == kept.story_id)
    db.session.execute(gone.execution_options(synchronize_session=False))
    db.session.delete(kept)
    db.session.flush()


def _drop_open_pairs(story_id: int) -> None:
    mine = or_(NearPair.story_id == story_id, NearPair.other_id == story_id)
    gone = delete(NearPair).where(mine, NearPair.verdict.is_(None))
    db.session.execute(gone.execution_options(synchronize_session="fetch"))
