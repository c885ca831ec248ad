"""Replacing what points at a person: chosen place by place, undone as long as nothing is published, and then one new text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, NotFound
from storyhub.kit.personal import Kind, placeholder
from storyhub.kit.text import Rendered
from storyhub.moderation.domain.marks import Cut, with_cuts
from storyhub.moderation.models import Redaction
from storyhub.stories import service as stories
from storyhub.stories.models import Story
from storyhub.stories.rules import is_edit_waiting, may_correct, may_moderate
from storyhub.stories.service.states import announce


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text with its placeholders, and how it is shown: made before the transaction, because rendering takes its time."""

    source: str
    rendered: Rendered


def replace_places(story: Story, places: Iterable[tuple[int, int, str]], *, revision_id: int, actor: Actor, now: datetime) -> int:
    """Chooses places (start, end, kind) of the newest text to be replaced when it is published; how many are new.

    Raises: Forbidden; Conflict if the text is another one by now, or waits for its teller.
    """
    _may_redact(story, actor)
    newest = story.latest_revision
    if newest is None or newest.id != revision_id or newest.purged_at is not None:
        raise Conflict(log="another text by now")
    taken = [(row.start, row.end) for row in pending_of(story)]
    added: list[Redaction] = []
    for start, end, kind in places:
        inside = 0 <= start < end <= len(newest.source)
        if inside and not any(start < other_end and other_start < end for other_start, other_end in taken):
            added.append(
                Redaction(
                    story_id=story.id,
                    revision_id=newest.id,
                    kind=Kind(kind),
                    start=start,
                    end=end,
                    person_id=actor.person_id,
                    at=now,
                )
            )
            taken.append((start, end))
    db.session.add_all(added)
    if added:
        _changed(story, "redaction.chosen", [row.kind for row in added], actor=actor, now=now)
    return len(added)


def undo_redaction(story: Story, redaction_id: int, *, actor: Actor, now: datetime) -> None:
    """Takes a choice back. Raises: Forbidden, NotFound if it is published already or was never made."""
    _may_redact(story, actor)
    found = next((row for row in pending_of(story) if row.id == redaction_id), None)
    if found is None:
        raise NotFound(log="no such choice")
    db.session.delete(found)
    _changed(story, "redaction.undone", [found.kind], actor=actor, now=now)


def pending_of(story: Story) -> list[Redaction]:
    """The places of the newest text that are chosen and not yet published, in reading order. One SQL query."""
    asked = select(Redaction).where(Redaction.revision_id == story.latest_revision_id, Redaction.applied_at.is_(None))
    return list(db.session.execute(asked.order_by(Redaction.start)).scalars())


def redacted_source(story: Story, pending: Sequence[Redaction]) -> str:
    """The newest text with a placeholder for every chosen place, in the language of the text."""
    source = story.latest_revision.source if story.latest_revision else ""
    return with_cuts(source, [Cut(row.start, row.end, placeholder(Kind(row.kind), story.lang)) for row in pending])


def apply_redactions(story: Story, redacted: Redacted | None, *, actor: Actor, now: datetime) -> bool:
    """Makes the text with placeholders the newest one; False if nothing is chosen. The log keeps kinds and places.

    Raises: Conflict unless `redacted` was made from just these choices.
    """
    pending = pending_of(story)
    if not pending:
        return False
    if redacted is None or redacted.source != redacted_source(story, pending):
        raise Conflict(log="other places were chosen meanwhile")
    _replace_in_free_words(story, pending)
    kinds = [row.kind for row in pending]
    stories.redact(story, redacted.rendered, source=redacted.source, kinds=kinds, actor=actor, now=now)
    for row in pending:
        row.applied_at = now
    db.session.flush()
    return True


def _replace_in_free_words(story: Story, pending: Sequence[Redaction]) -> None:
    """The same words in the title or in the name of a touchpoint, which readers see beside the text."""
    source = story.latest_revision.source if story.latest_revision else ""
    for row in pending:
        words, instead = source[row.start : row.end], placeholder(Kind(row.kind), story.lang)
        if story.title:
            story.title = story.title.replace(words, instead)[:200]
        for place in story.touchpoints:
            place.name = place.name.replace(words, instead)[:120]


def _may_redact(story: Story, actor: Actor) -> None:
    if not may_moderate(actor):
        raise Forbidden(log="not a moderator")
    if not may_correct(actor, story) or is_edit_waiting(story.latest_revision):
        raise Conflict(log=f"no marks in {story.state}")


def _changed(story: Story, action: str, kinds: Sequence[str], *, actor: Actor, now: datetime) -> None:
    """Another version, so that nobody publishes what they have not seen; a published story's document carries the version, too."""
    flag_modified(story, "state")
    db.session.flush()
    audit.record(action, kind="story", key=str(story.id), actor=actor, now=now, why=",".join(dict.fromkeys(kinds)))
    announce(story)
