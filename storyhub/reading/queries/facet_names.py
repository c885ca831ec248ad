"""Names for facet values that are rows: laws and companies. Everything else is a word of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from storyhub.kit.db import db
from storyhub.laws.domain.law_key import law_number, proposal_number
from storyhub.laws.models import Law, LawRevision
from storyhub.stories.models import Organisation


def law_names(keys: Iterable[str], *, lang: str) -> dict[str, str]:
    """Law or proposal key → name in the language asked for, else in the other one. One SQL query."""
    wanted = tuple(keys)
    numbers = [number for key in wanted if (number := law_number(key))]
    proposals = [number for key in wanted if (number := proposal_number(key))]
    rows = db.session.execute(
        select(Law.number, Law.proposal_number, LawRevision.name_ru, LawRevision.name_en)
        .join(LawRevision, LawRevision.id == Law.current_id)
        .where(or_(Law.number.in_(numbers), Law.proposal_number.in_(proposals)))
    )
    names: dict[str, str] = {}
    for number, proposal, name_ru, name_en in rows:
        name = (name_ru or name_en) if lang == "ru" else (name_en or name_ru)
        names.update({str(number): name, f"P-{proposal}": name})
    return {key: names[key] for key in wanted if key in names}


def organisation_names(slugs: Iterable[str]) -> dict[str, str]:
    """Slug → name. One SQL query."""
    rows = db.session.execute(select(Organisation.slug, Organisation.name).where(Organisation.slug.in_(tuple(slugs))))
    return dict(rows.all())
