"""What changed in the library since the newest edition was frozen, and what a law of an edition says today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from storyhub.editions.domain.compared import WORDING, same_words
from storyhub.editions.domain.snapshot import Both, FrozenLaw
from storyhub.editions.domain.words import EditionState
from storyhub.editions.domain.written import read
from storyhub.editions.models import Edition, EditionPart
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision

COLUMNS = tuple(f"{part}_{lang}" for part in WORDING for lang in ("ru", "en"))


@dataclass(frozen=True, slots=True)
class Since:
    """Law number → `new` or `reworded`; laws that say what they said are not in it. `held` are the laws of that edition."""

    edition: int
    kinds: Mapping[int, str]
    held: frozenset[int]


@dataclass(frozen=True, slots=True)
class LawToday:
    id: int
    state: str
    same: bool


def since_latest(*numbers: int) -> Since | None:
    """Of all laws in force, or of these; None while there is no edition. Three SQL queries, one without an edition."""
    asked = select(Edition.id, Edition.number, Edition.frozen_at).where(Edition.state == EditionState.frozen)
    edition = db.session.execute(asked.order_by(Edition.number.desc()).limit(1)).first()
    if edition is None:
        return None
    parts = select(EditionPart.law_number, EditionPart.text).where(EditionPart.edition_id == edition.id)
    laws = select(Law.number, Law.decided_at, Law.created_at, *(getattr(LawRevision, name) for name in COLUMNS))
    laws = laws.join(LawRevision, LawRevision.id == Law.current_id).where(Law.state == LawState.accepted, Law.number.is_not(None))
    if numbers:
        parts, laws = parts.where(EditionPart.law_number.in_(numbers)), laws.where(Law.number.in_(numbers))
    then = {number: text for number, text in db.session.execute(parts)}
    kinds = {row.number: kind for row in db.session.execute(laws) if (kind := _kind(row, then.get(row.number), edition.frozen_at))}
    return Since(edition.number, kinds, frozenset(then))


def law_today(law: FrozenLaw) -> LawToday | None:
    """What became of a law of an edition. One SQL query."""
    asked = select(Law.id, Law.state, *(getattr(LawRevision, name) for name in COLUMNS))
    row = db.session.execute(asked.join(LawRevision, LawRevision.id == Law.current_id).where(Law.number == law.number)).first()
    return LawToday(row.id, row.state, same_words(law, _words(row))) if row else None


def _kind(row: Any, then: str | None, frozen_at: datetime) -> str:
    """A law that was there and that the curators left out is not new."""
    if then is None:
        return "new" if (row.decided_at or row.created_at) > frozen_at else ""
    return "" if same_words(_law(then), _words(row)) else "reworded"


def _words(row: Any) -> dict[str, Both]:
    return {part: Both(ru=getattr(row, f"{part}_ru"), en=getattr(row, f"{part}_en")) for part in WORDING}


@lru_cache(maxsize=512)
def _law(text: str) -> FrozenLaw:
    """What was frozen stays as it is: it is read once."""
    return read(FrozenLaw, json.loads(text))
