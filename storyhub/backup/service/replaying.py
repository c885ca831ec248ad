"""After the rows are back: what was withdrawn since is withdrawn again, and what was being worked on waits again."""

from __future__ import annotations

from sqlalchemy import func, select, text, update

from storyhub.backup.domain.ledger import Entry, Ledger
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db
from storyhub.kit.outbox import OutboxRow
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story, Withdrawal
from storyhub.stories.service import withdraw_story


def replay(ledger: Ledger) -> int:
    """Withdraws every story of the ledger that is there, on the day it was withdrawn; returns how many it had to.

    A story that the backup does not know yet gets its tombstone. Numbers up to the ledger's highest are not given again.
    """
    done = sum(_withdraw(entry) for entry in ledger.entries)
    db.session.flush()
    _raise_numbers(ledger.highest)
    return done


def requeue() -> int:
    """Frees what a worker had taken when the backup was made; returns how many rows wait. What was given up stays given up."""
    waiting = OutboxRow.dead_at.is_(None)
    db.session.execute(update(OutboxRow).where(waiting).values(leased_until=None).execution_options(synchronize_session=False))
    return db.session.execute(select(func.count()).select_from(OutboxRow).where(waiting)).scalar_one()


def _withdraw(entry: Entry) -> bool:
    story = db.session.get(Story, entry.story_id)
    if story is None:
        _set_tombstone(entry)
        return True
    if story.state == State.withdrawn:
        return False
    known = db.session.execute(select(Withdrawal).where(Withdrawal.story_id == story.id)).scalar_one_or_none()
    if known is not None:
        # The row says withdrawn, the story does not: somebody changed the database. The verb writes the row anew.
        db.session.delete(known)
        db.session.flush()
    withdraw_story(story, actor=OPERATOR, now=entry.at, reason=entry.reason)
    return True


def _set_tombstone(entry: Entry) -> None:
    """Told and withdrawn after the backup: its number answers as that of a withdrawn story, and nobody else gets it."""
    name = public_id(entry.story_id)
    told = {"lang": entry.lang, "published_on": entry.published_on, "received_at": entry.at}
    db.session.add(Story(id=entry.story_id, state=State.withdrawn, source="ledger", external_id=name, **told))
    db.session.flush()
    db.session.add(Withdrawal(story_id=entry.story_id, public_id=name, reason=entry.reason, at=entry.at))


def _raise_numbers(highest: int) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    known = db.session.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'story'")).scalar()
    if known is None:
        db.session.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('story', :n)"), {"n": highest})
    elif known < highest:
        db.session.execute(text("UPDATE sqlite_sequence SET seq = :n WHERE name = 'story'"), {"n": highest})
