"""What a teller sees of the address that was given: enough to know it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.stories.domain.contact_token import masked
from storyhub.stories.models import Contact


@dataclass(frozen=True, slots=True)
class ContactShown:
    masked: str
    delete_on: date


def contact_shown(story_id: int) -> ContactShown | None:
    """One SQL query."""
    row = db.session.execute(select(Contact.address, Contact.delete_on).where(Contact.story_id == story_id)).first()
    return None if row is None else ContactShown(masked(row.address), row.delete_on)
