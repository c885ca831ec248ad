"""Marks of a text that are still open, and the log of what was replaced or is about to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.kit.db import db
from storyhub.kit.personal import findings
from storyhub.moderation.domain.marks import Mark, marks_of
from storyhub.moderation.models import Redaction
from storyhub.stories.models import Revision, Story


@dataclass(frozen=True, slots=True)
class Pending:
    """A chosen place: replaced in what becomes public, or already replaced (`applied_at`)."""

    id: int
    revision_id: int
    revision: int
    kind: str
    start: int
    end: int
    by: str
    at: datetime
    applied_at: datetime | None


def open_marks(revision: Revision | None, pending: Sequence[Pending]) -> tuple[Mark, ...]:
    """The marks of a text without those that are chosen already. No SQL."""
    if revision is None or not revision.source:
        return ()
    taken = [(row.start, row.end) for row in pending]
    return tuple(
        mark
        for mark in marks_of(revision.source, revision.plain, findings)
        if mark.start is None or mark.end is None or not any(mark.start < end and start < mark.end for start, end in taken)
    )


def redactions(story: Story) -> tuple[Pending, ...]:
    """Everything replaced in this story, oldest text first. One SQL query."""
    asked = (
        select(Redaction, Revision.number, Person.name)
        .join(Revision, Revision.id == Redaction.revision_id)
        .outerjoin(Person, Person.id == Redaction.person_id)
        .where(Redaction.story_id == story.id)
        .order_by(Revision.number, Redaction.start)
    )
    return tuple(
        Pending(
            id=row.id,
            revision_id=row.revision_id,
            revision=number,
            kind=row.kind,
            start=row.start,
            end=row.end,
            by=name or "operator",
            at=row.at,
            applied_at=row.applied_at,
        )
        for row, number, name in db.session.execute(asked)
    )
