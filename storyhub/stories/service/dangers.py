"""Looking for signs of danger in texts from before they were kept. Called by the worker, a batch at a time: no page waits for it."""

from __future__ import annotations

from sqlalchemy import Select, bindparam, case, select, update

from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.stories.domain.danger import kept_signs
from storyhub.stories.domain.words import WAITING, State
from storyhub.stories.models import Revision, Story

# The outbox kind; its one key stands for all stories nobody has looked at.
DANGERS, ALL = "danger.story", "all"
BATCH = 200


def ask_for_dangers() -> None:
    """Leaves word for the worker if there is a story to look at."""
    if db.session.execute(_missing().limit(1)).first() is not None:
        outbox.record(DANGERS, ALL)


def look_for_dangers(*, limit: int = BATCH) -> int:
    """Those that wait for a moderator first; asks for another turn if some are left. How many were looked at.

    Nothing about a story changes for its readers, so its version stays: a moderator who has it open is not disturbed.
    """
    waits = case((Story.state.in_(sorted(WAITING)), 0), else_=1)
    found = db.session.execute(_missing().order_by(waits, Story.id).limit(limit)).all()
    table = Story.metadata.tables["story"]
    seen = [{"story": row[0], "text": row[1], "signs": kept_signs(row[2])} for row in found]
    if seen:
        same = (table.c.id == bindparam("story")) & (table.c.latest_revision_id == bindparam("text"))
        db.session.connection().execute(update(table).where(same).values(danger_signs=bindparam("signs")), seen)
    if len(found) == limit:
        outbox.record(DANGERS, ALL)
    return len(found)


def _missing() -> Select[int, int, str]:
    return (
        select(Story.id, Revision.id, Revision.plain)
        .join(Revision, Revision.id == Story.latest_revision_id)
        .where(Story.danger_signs.is_(None), Story.state != State.withdrawn)
    )
