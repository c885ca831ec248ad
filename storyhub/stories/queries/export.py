"""Every story as a plain record that an import reads back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storyhub.calls.models import Call
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import ConsentKind, State
from storyhub.stories.models import Organisation, Revision, Story

BATCH = 500


def export_rows(*, open_data: bool = False) -> Iterator[dict[str, Any]]:
    """The newest text of every story that was not withdrawn, oldest first; `open_data`: only published ones under CC BY 4.0.

    Reads 500 at a time, so memory stays small. The records hold no codes and nothing about the teller.
    """
    last = 0
    while True:
        rows = db.session.execute(_batch(last, open_data=open_data)).all()
        if not rows:
            return
        for story, source, organisation, call in rows:
            yield _record(story, source, organisation, call)
            last = story.id
        db.session.expunge_all()


def _batch(last: int, *, open_data: bool) -> Any:
    # Open data is what readers see; the operator's own copy is the newest text.
    shown = Story.published_revision_id if open_data else Story.latest_revision_id
    query = (
        select(Story, Revision.source, Organisation.name, Call.slug)
        .join(Revision, Revision.id == shown)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .outerjoin(Call, Call.id == Story.call_id)
        .where(Story.id > last, Story.state != State.withdrawn)
        .order_by(Story.id)
        .limit(BATCH)
        .options(selectinload(Story.touchpoints))
    )
    if open_data:
        query = query.where(Story.state == State.published, Story.audience == "public", Story.may_open_data)
    return query


def _record(story: Story, source: str, organisation: str | None, call: str | None) -> dict[str, Any]:
    flags = {
        ConsentKind.publish: story.source == "site",
        ConsentKind.research: story.may_research,
        ConsentKind.quote: story.may_quote,
        ConsentKind.open_data: story.may_open_data,
    }
    return {
        "id": story.external_id or public_id(story.id),
        "text": source,
        "title": story.title,
        "lang": story.lang,
        "company": organisation,
        "date": (story.published_on or story.received_at.date()).isoformat(),
        "sector": story.sector,
        "rating": story.rating,
        "state": story.state,
        "audience": story.audience,
        "source": story.source,
        "rights": story.rights,
        "touchpoints": [{"name": one.name, "expected": one.expected, "received": one.received} for one in story.touchpoints],
        "call": call,
        "labels": dict(story.labels),
        "consents": [str(kind) for kind, granted in flags.items() if granted],
    }
