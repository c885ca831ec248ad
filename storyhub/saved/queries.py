"""What a saved search finds now, and which of it is new; a person's own searches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qs

from sqlalchemy import or_, select

from storyhub.accounts.models import Person
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.reading.domain.asked import Asked
from storyhub.reading.forms import read_asked
from storyhub.reading.queries.hits import AnyHit, read_hits
from storyhub.saved.domain.seen import pack, unpack
from storyhub.saved.domain.words import Every, is_due
from storyhub.saved.models import SavedSearch
from storyhub.search.domain.port import MAX_WINDOW, Engine, Hit, Request, Sort
from storyhub.search.query import parse

# At a look fewer are compared than are known: what disappears does not let old finds slide into view as if they were new.
WINDOW = MAX_WINDOW // 2
# What is more waits for the next letter.
MOST_NEW = 200


@dataclass(frozen=True, slots=True)
class SavedCard:
    id: int
    name: str
    query: str
    lang: str
    every: Every
    created_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What is new to one saved search. `looked_at` is that of the look before."""

    search_id: int
    looked_at: datetime
    asked: Asked
    hits: tuple[AnyHit, ...]
    seen: str


class _Pairs:
    """The query of an address, as forms read it."""

    def __init__(self, query: str) -> None:
        self._values = parse_qs(query, errors="replace")

    def getlist(self, key: str, /) -> list[str]:
        return self._values.get(key, [])


def asked_of(query: str) -> Asked:
    return read_asked(_Pairs(query))


def own_searches(person_id: int) -> tuple[SavedCard, ...]:
    """The newest first. One SQL query."""
    rows = db.session.execute(select(SavedSearch).where(SavedSearch.person_id == person_id).order_by(SavedSearch.id.desc())).scalars()
    return tuple(SavedCard(row.id, row.name, row.query, row.lang, Every(row.every), row.created_at) for row in rows)


def known_now(query: str, *, engine: Engine) -> str:
    """Everything that a question finds at this moment, packed. Raises: SearchUnavailable."""
    return pack(hit.ident for hit in _found(asked_of(query), engine=engine, limit=MAX_WINDOW))


def due_searches(*, now: datetime) -> list[int]:
    """Whose letters are due. One SQL query."""
    rows = db.session.execute(
        select(SavedSearch.id, SavedSearch.every, SavedSearch.looked_at)
        .outerjoin(Person, Person.id == SavedSearch.person_id)
        .where(
            SavedSearch.every != Every.never,
            SavedSearch.confirmed_at.is_not(None),
            or_(SavedSearch.person_id.is_(None), Person.active & Person.email.is_not(None)),
        )
        .order_by(SavedSearch.id)
    )
    today = day_of(now)
    return [row.id for row in rows if is_due(Every(row.every), looked_on=day_of(row.looked_at), today=today)]


def news_of(search_id: int, *, engine: Engine, now: datetime) -> News | None:
    """None if no letter is due. What cannot be read (yet) is not counted as seen. Raises: SearchUnavailable."""
    row = db.session.get(SavedSearch, search_id)
    if row is None or row.confirmed_at is None or not is_due(Every(row.every), looked_on=day_of(row.looked_at), today=day_of(now)):
        return None
    asked, seen = asked_of(row.query), unpack(row.seen)
    fresh = [hit for hit in _found(asked, engine=engine, limit=WINDOW) if hit.ident not in seen][:MOST_NEW]
    hits = read_hits(fresh, parse(asked.typed), actor=VISITOR, lang=row.lang)
    told = {f"{hit.kind}:{hit.card.id}" for hit in hits}
    return News(row.id, row.looked_at, asked, hits, pack(seen | told))


def _found(asked: Asked, *, engine: Engine, limit: int) -> tuple[Hit, ...]:
    newest = replace(asked, sort="newest")
    request = Request(query=parse(newest.typed).query, filters=newest.filters(), sort=Sort.NEWEST, limit=limit)
    return engine.search(request).keys
