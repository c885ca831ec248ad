"""Companies by the name in their address."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from storyhub.kit.db import db
from storyhub.stories.models import Organisation


@dataclass(frozen=True, slots=True)
class OrganisationName:
    id: int
    slug: str
    name: str
    sector: str | None


def find_organisation(slug: str) -> OrganisationName | None:
    """The company of this address, or the one it was merged into. One SQL query."""
    kept = aliased(Organisation)
    row = db.session.execute(
        select(Organisation, kept).outerjoin(kept, kept.id == Organisation.merged_into_id).where(Organisation.slug == slug)
    ).first()
    if row is None:
        return None
    found = row[1] or row[0]
    return OrganisationName(found.id, found.slug, found.name, found.sector)
