"""A quote goes: its words leave the edition in the very transaction that took them back, and no file that held them is served any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from storyhub.editions.domain.words import FileState, Gone
from storyhub.editions.models import Edition, EditionChoice, EditionFile, EditionQuote
from storyhub.editions.service.files import FILE
from storyhub.kit import audit, outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story

WORKER = Actor(label="worker")


def follow_story(story: Story, now: datetime) -> None:
    """What became of a story is done to what editions quote of it. Called within the transaction of the verb that changed it."""
    why = _reason(story)
    if why is None:
        return
    if why in (Gone.withdrawn, Gone.consent):
        db.session.execute(delete(EditionChoice).where(EditionChoice.story_id == story.id))
    quotes = _going(story, why)
    if not quotes:
        return
    for quote in quotes:
        quote.text, quote.withdrawn_at, quote.gone = None, now, why
    db.session.flush()
    for edition_id in sorted({quote.edition_id for quote in quotes}):
        _withhold(edition_id)
        count = sum(quote.edition_id == edition_id for quote in quotes)
        audit.record("edition.quote_gone", kind="edition", key=str(edition_id), actor=WORKER, now=now, why=f"{count} {why}")


def _reason(story: Story) -> Gone | None:
    if story.state == State.withdrawn:
        return Gone.withdrawn
    if story.state == State.restricted:
        return Gone.restricted
    if not story.may_quote:
        return Gone.consent
    if story.latest_revision is not None and story.latest_revision.redacted:
        return Gone.redacted
    return None


def _going(story: Story, why: Gone) -> Sequence[EditionQuote]:
    """All quotes of the story; after a redaction those whose words do not stand in the text any more."""
    kept = db.session.execute(select(EditionQuote).where(EditionQuote.story_id == story.id, EditionQuote.text.is_not(None)))
    quotes = kept.scalars().all()
    if why is not Gone.redacted:
        return quotes
    plain = story.latest_revision.plain if story.latest_revision else ""
    return [quote for quote in quotes if (quote.text or "") not in plain]


def _withhold(edition_id: int) -> None:
    """Which file holds which words cannot be told from outside (a PDF is packed), so that none is served until all are made anew."""
    edition = update(Edition).where(Edition.id == edition_id).values(quotes_version=Edition.quotes_version + 1)
    made = update(EditionFile).where(EditionFile.edition_id == edition_id, EditionFile.state == FileState.made)
    for statement in (edition, made.values(state=FileState.withheld)):
        db.session.execute(statement.execution_options(synchronize_session="fetch"))
    rows = db.session.execute(
        select(Edition.number, EditionFile.name)
        .join(Edition, Edition.id == EditionFile.edition_id)
        .where(Edition.id == edition_id)
    )
    outbox.record_many(FILE, [f"{number}/{name}" for number, name in rows])
