"""Organisations by name: one row for all spellings that differ in case and blanks only."""

from __future__ import annotations

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.domain.drafts import MAX_ORGANISATION
from storyhub.stories.domain.names import name_key, slug_of, squeezed
from storyhub.stories.models import Organisation


def find_organisation(name: str, sector: str | None) -> Organisation:
    """The organisation of that name (a merged one leads to the one that is kept), made if there is none.

    `sector` fills an empty one, never replaces. Raises: Invalid for an empty or endless name.
    """
    key = name_key(name)
    if not key or len(key) > MAX_ORGANISATION or len(squeezed(name)) > MAX_ORGANISATION:
        raise Invalid(lazy_gettext("A company’s name has 1 to 200 characters."), log="organisation name")
    found = db.session.execute(select(Organisation).where(Organisation.name_key == key)).scalar()
    if found is None:
        found = Organisation(slug=_free_slug(name), name=squeezed(name), name_key=key, sector=sector)
        db.session.add(found)
        db.session.flush()
        return found
    while found.merged_into_id is not None:
        found = db.session.get_one(Organisation, found.merged_into_id)
    found.sector = found.sector or sector
    return found


def _free_slug(name: str) -> str:
    slug = slug_of(name)
    taken = set(db.session.execute(select(Organisation.slug).where(Organisation.slug.startswith(slug, autoescape=True))).scalars())
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
