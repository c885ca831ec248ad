"""The one law a query names outright, by its number or its whole name. Spelling apart: case, quotes and spaces do not count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision

_NUMBER = re.compile(r"(?:law|закон|№|#|no\.?)?\s*[:№#]?\s*(\d{1,5})", re.IGNORECASE)
_ODD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NamedLaw:
    number: int
    name: str


def named_law(text: str, *, lang: str) -> NamedLaw | None:
    """A law in force called `12`, `law 12`, `закон 12`, or by its whole name in either language. One SQL query, names only."""
    wanted = _key(text)
    if not wanted:
        return None
    number = _NUMBER.fullmatch(text.strip())
    rows = db.session.execute(
        select(Law.number, LawRevision.name_ru, LawRevision.name_en)
        .join(LawRevision, LawRevision.id == Law.current_id)
        .where(Law.state == LawState.accepted)
        .order_by(Law.number)
    )
    for found, name_ru, name_en in rows:
        if found is not None and (found == int(number[1]) if number else wanted in (_key(name_ru), _key(name_en))):
            return NamedLaw(found, (name_ru or name_en) if lang == "ru" else (name_en or name_ru))
    return None


@lru_cache(maxsize=1_024)
def _key(text: str) -> str:
    """
    >>> _key(" «Запас»  в обещании!") == _key("запас в Обещании")
    True
    """
    return _ODD.sub(" ", text.casefold().replace("ё", "е")).strip()
