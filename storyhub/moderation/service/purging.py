"""Emptying the texts from before a redaction, once the redacted one is what readers see. Knows rows; files are the command's business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.traces import pieces_of
from storyhub.moderation.models import Redaction
from storyhub.stories.models import Notice, Passage, Revision, Story

# Names the machinery in the log.
PURGER = Actor(label="operator")


@dataclass(frozen=True, slots=True)
class Purged:
    """How many texts were emptied, and the words that must be nowhere on the disk now. The words are for the search that follows only."""

    texts: int
    words: tuple[str, ...]


def purge_texts(story: Story, *, now: datetime) -> Purged:
    """Empties every text older than the redaction that readers see, with the passages in them. Newer texts and shown ones stay."""
    due = _due(story)
    words = _words(due)
    ids = [revision.id for revision in due]
    statements = (
        update(Passage).where(Passage.revision_id.in_(ids)).values(exact="", prefix="", suffix=""),
        update(Revision).where(Revision.id.in_(ids)).values(source="", plain="", html="", why="", purged_at=now),
    )
    for statement in statements if ids else ():
        db.session.execute(statement.execution_options(synchronize_session="fetch"))
    _forget_quoted(story, words)
    return Purged(texts=len(ids), words=words)


def note_purge(story_id: int, *, texts: int, files: int, traces: int, now: datetime) -> None:
    """Says in the log what was emptied and looked through: three numbers."""
    audit.record("story.purged", kind="story", key=str(story_id), actor=PURGER, now=now, why=f"{texts}/{files}/{traces}")


def needles(words: Sequence[str]) -> tuple[str, ...]:
    """What to look for: the words and their parts, but those that a text which is still kept holds as well. A query for each."""
    wanted = dict.fromkeys(piece for one in words for piece in pieces_of(one))
    return tuple(piece for piece in wanted if not _is_kept(piece))


def _due(story: Story) -> Sequence[Revision]:
    shown = story.published_revision
    if shown is None:
        return ()
    mine = Revision.story_id == story.id
    last = select(func.max(Revision.number)).where(mine, Revision.redacted.is_not(None), Revision.number <= shown.number)
    redaction = db.session.execute(last).scalar()
    if redaction is None:
        return ()
    kept = [key for key in (story.latest_revision_id, story.published_revision_id) if key is not None]
    asked = select(Revision).where(mine, Revision.number < redaction, Revision.purged_at.is_(None), Revision.id.not_in(kept))
    return db.session.execute(asked).scalars().all()


def _words(revisions: Sequence[Revision]) -> tuple[str, ...]:
    """What stood at the redacted places."""
    texts = {revision.id: revision.source for revision in revisions}
    places = db.session.execute(
        select(Redaction).where(Redaction.revision_id.in_(texts), Redaction.applied_at.is_not(None))
    ).scalars()
    return tuple(dict.fromkeys(texts[row.revision_id][row.start : row.end] for row in places))


def _forget_quoted(story: Story, words: Sequence[str]) -> None:
    """A message to or from the teller may quote what was taken out."""
    if not words:
        return
    for notice in db.session.execute(select(Notice).where(Notice.story_id == story.id)).scalars():
        for one in words:
            if one in notice.body:
                notice.body = notice.body.replace(one, "[…]")


def _is_kept(piece: str) -> bool:
    same = [Revision.source.contains(form, autoescape=True) for form in {piece, piece.capitalize(), piece.upper()}]
    for one in same:
        if db.session.execute(select(Revision.id).where(one).limit(1)).first() is not None:
            return True
    return db.session.execute(select(Story.id).where(Story.title.contains(piece, autoescape=True)).limit(1)).first() is not None
