"""What a moderator changed in a text, as its teller sees it: a suggestion that waits for an answer, and what was taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.kit.text.word_diff import Piece, word_diff
from storyhub.stories.domain.words import Approval
from storyhub.stories.models import Revision, Story
from storyhub.stories.rules import is_edit_waiting

# A story has a handful of texts; a moderator who redacted one twenty times over still shows the last one.
_LAST = 20


@dataclass(frozen=True, slots=True)
class Edit:
    """One change by a moderator. `pieces` is empty once the text before it was erased, which happens `erased_on` or did already."""

    number: int
    why: str
    on: date
    pieces: tuple[Piece, ...]
    erased_on: date | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """`own` is the teller's text as it stands: the newest, or the one before a suggestion that is not answered."""

    own: Revision | None
    suggested: Edit | None
    redacted: Edit | None


def edits_of(story: Story) -> Edits:
    """One SQL query beside the newest text."""
    newest = story.latest_revision
    if newest is None:
        return Edits(own=None, suggested=None, redacted=None)
    rows = _revisions(story.id)
    waiting = is_edit_waiting(newest)
    own = _before(rows, newest) if waiting else newest
    redacted = next((row for row in rows if row.redacted and own is not None and row.number <= own.number), None)
    return Edits(
        own=own,
        suggested=_edit(newest, own) if waiting else None,
        redacted=_edit(redacted, _before(rows, redacted)) if redacted else None,
    )


def text_before(edit: Revision) -> Revision | None:
    """The text an edit was made of: the newest one before it that nobody put aside. One SQL query."""
    return _before(_revisions(edit.story_id), edit)


def _revisions(story_id: int) -> Sequence[Revision]:
    """The newest first."""
    asked = select(Revision).where(Revision.story_id == story_id).order_by(Revision.number.desc()).limit(_LAST)
    return db.session.execute(asked).scalars().all()


def _before(rows: Sequence[Revision], edit: Revision) -> Revision | None:
    return next((row for row in rows if row.number < edit.number and row.approval in (None, Approval.approved)), None)


def _edit(edit: Revision, before: Revision | None) -> Edit:
    erased = before and (before.purged_at or before.purge_after)
    return Edit(
        number=edit.number,
        why=edit.why,
        on=day_of(edit.created_at),
        pieces=() if before is None or before.purged_at is not None else word_diff(before.plain, edit.plain),
        erased_on=day_of(erased) if erased else None,
    )
