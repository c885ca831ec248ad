"""What stories hold of a person: which ones are on their page, which they know too, which texts they wrote as a moderator."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import selectinload

from storyhub.kit.db import db
from storyhub.stories.domain.drafts import DETAILS
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import MeToo, Organisation, OwnStory, Revision, Story


def export_own(person_id: int) -> list[dict[str, Any]]:
    """The stories themselves, with all that was answered; of a withdrawn one nothing is left. Two SQL queries."""
    asked = (
        select(Story, OwnStory.added_at, Revision.source, Organisation.name)
        .join(OwnStory, OwnStory.story_id == Story.id)
        .outerjoin(Revision, Revision.id == Story.latest_revision_id)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(OwnStory.person_id == person_id)
        .order_by(Story.id)
        .options(selectinload(Story.touchpoints))
    )
    return [_own(story, added, text, company) for story, added, text, company in db.session.execute(asked)]


def _own(story: Story, added_at: datetime, text: str | None, company: str | None) -> dict[str, Any]:
    uses = {"research": story.may_research, "quote": story.may_quote, "open_data": story.may_open_data}
    answers = {name: getattr(story, name) for name in DETAILS if name not in ("organisation", "touchpoints")}
    return {
        "story": public_id(story.id),
        "added_at": added_at.isoformat(),
        "received_at": story.received_at.isoformat(),
        "state": story.state,
        "published_on": story.published_on.isoformat() if story.published_on else None,
        "language": story.lang,
        "text": text or "",
        "company": company,
        **answers,
        "touchpoints": [{"name": one.name, "expected": one.expected, "received": one.received} for one in story.touchpoints],
        "allowed_uses": [name for name, granted in uses.items() if granted],
    }


def erase_own(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """The tie goes, the stories stay their tellers': each is withdrawn by its code."""
    db.session.execute(delete(OwnStory).where(OwnStory.person_id == person_id))


def export_known(person_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(select(MeToo).where(MeToo.person_id == person_id).order_by(MeToo.id)).scalars()
    return [{"story": public_id(row.story_id), "day": row.day.isoformat()} for row in rows]


def erase_known(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """The count stays right; who was counted is forgotten."""
    db.session.execute(update(MeToo).where(MeToo.person_id == person_id).values(person_id=None))


def export_texts(person_id: int) -> list[dict[str, Any]]:
    """Versions of stories written by the person: that they did, and why; the words are the tellers'."""
    rows = db.session.execute(select(Revision).where(Revision.person_id == person_id).order_by(Revision.id)).scalars()
    return [
        {
            "story": public_id(row.story_id),
            "version": row.number,
            "why": row.why,
            "redacted": row.redacted,
            "written_at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def keep_texts(_person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """A story's versions are its teller's history; who wrote them is the handle from now on."""
