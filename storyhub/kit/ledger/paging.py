"""Reading the ledger in the order of changes, page by page. Why no change is missed or met twice: see `noting`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal, or_, select

from storyhub.kit.db import db
from storyhub.kit.ledger.models import PublicRecord, PublicRecordSet


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing and when what is given out of it last changed."""

    kind: str
    key: str
    datestamp: datetime
    is_deleted: bool
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The places of a list: behind `after`, up to `last`, in a set (and what lies below it) if one is named; how many there are."""

    after: int
    last: int
    set: str | None = None
    total: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A record that was promised for the next page, and its datestamp at that time."""

    record: int
    datestamp: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """`after` is where the next page begins, and `anchor` its first entry as it is now; None: this was the last page."""

    entries: tuple[Entry, ...]
    after: int = 0
    anchor: Anchor | None = None


def bounds(*, since: datetime | None, until: datetime | None, set_: str | None = None) -> Window:
    """The list of everything that changed in these seconds (both inclusive), as far as it is known now. Two SQL queries."""
    greatest = select(func.max(PublicRecord.seq))
    before = greatest.where(PublicRecord.datestamp < since) if since else select(literal(0))
    last = greatest.where(PublicRecord.datestamp <= until) if until else greatest
    lower, upper = db.session.execute(select(before.scalar_subquery(), last.scalar_subquery())).one()
    window = Window(lower or 0, upper or 0, set_)
    counted = select(func.count()).select_from(PublicRecord).where(*_inside(window))
    return Window(window.after, window.last, set_, db.session.execute(counted).scalar_one())


def page_of(window: Window, *, size: int, anchor: Anchor | None = None) -> Page:
    """The next entries of a list. Two SQL queries.

    If all that was left has changed since, the page that was promised holds its `anchor`, which no page showed yet: as it is now,
    with the datestamp it had. The next list has it once more, with its new one.
    """
    chosen = select(PublicRecord).where(*_inside(window)).order_by(PublicRecord.seq).limit(size + 1)
    rows = list(db.session.execute(chosen).scalars())
    if not rows and anchor is not None:
        moved = db.session.execute(select(PublicRecord).where(PublicRecord.id == anchor.record)).scalars().all()
        return Page(tuple(replace(entry, datestamp=anchor.datestamp) for entry in _entries(moved)))
    shown = _entries(rows[:size])
    if len(rows) <= size:
        return Page(shown)
    return Page(shown, rows[size - 1].seq, Anchor(rows[size].id, rows[size].datestamp))


def entry_of(kind: str, key: str) -> Entry | None:
    """The entry of one thing; None for what was never public. Two SQL queries."""
    return entries_of(kind, [key]).get(key)


def entries_of(kind: str, keys: Iterable[str]) -> Mapping[str, Entry]:
    """Entries by key. Two SQL queries."""
    chosen = select(PublicRecord).where(PublicRecord.kind == kind, PublicRecord.key.in_(list(keys)))
    return {entry.key: entry for entry in _entries(db.session.execute(chosen).scalars().all())}


def earliest() -> datetime | None:
    """No entry has an earlier datestamp, now or later. One SQL query."""
    return db.session.execute(select(func.min(PublicRecord.datestamp))).scalar_one()


def sets_in_use() -> tuple[str, ...]:
    """Every set that something is or was in. One SQL query."""
    return tuple(db.session.execute(select(PublicRecordSet.spec).distinct().order_by(PublicRecordSet.spec)).scalars())


def _inside(window: Window) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [PublicRecord.seq > window.after, PublicRecord.seq <= window.last]
    if window.set is not None:
        below = PublicRecordSet.spec.startswith(f"{window.set}:", autoescape=True)
        named = select(PublicRecordSet.record_id).where(or_(PublicRecordSet.spec == window.set, below))
        conditions.append(PublicRecord.id.in_(named))
    return conditions


def _entries(rows: Sequence[PublicRecord]) -> tuple[Entry, ...]:
    chosen = select(PublicRecordSet.record_id, PublicRecordSet.spec).where(PublicRecordSet.record_id.in_([row.id for row in rows]))
    sets: dict[int, list[str]] = {}
    for record, spec in db.session.execute(chosen.order_by(PublicRecordSet.spec)):
        sets.setdefault(record, []).append(spec)
    return tuple(Entry(row.kind, row.key, row.datestamp, row.is_deleted, tuple(sets.get(row.id, ()))) for row in rows)
