"""Writing the ledger, so that nobody who pages through it misses a change or meets one twice.

What holds, and why:

1. *Order.* `seq` and `datestamp` are given out under the lock of the clock's row, held until the commit. So rows become visible in the
   order of `seq`, and `datestamp` never falls while `seq` rises: it is the moment or the last one given, whichever is later (a
   computer's clock may be set back). A row that is committed late cannot appear before the place of a reader.
2. *A list is an interval.* Asked for the first time, a list from/until becomes the places (after, last] in that order: `last` is the
   greatest place that is given out *at that moment*. Pages go up from `after`. A row has one place, so none is met twice; a row that
   keeps its place is met, because the places between two pages are never skipped. By 1. the interval is exactly what from/until ask for.
3. *A change during the harvest* moves a row behind `last`. It is then not in what is left of this list (it may have been on an earlier
   page in its former state), and its new datestamp is not before the first answer of the list. So it is in the next list that begins
   where this one was asked for (or at the newest datestamp it showed): from is inclusive. Nothing is lost, and a list ends however
   busy the site is.
4. *The second in which it is committed.* A harvester comes back with from = the time of our answer, T. A row with a datestamp before T
   whose commit took until after T would be lost to it. Therefore `settle` looks afterwards whether the commit came within the second
   of its datestamp; if not, the rows get new places and a new datestamp, until it did. A settled row that an answer at T did not
   show was committed after T, so its datestamp is not before the second of T. Whether it is settled is in the database: a process
   that dies in between leaves it to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, insert, select

from storyhub.kit.db import db, transaction
from storyhub.kit.ledger.models import LedgerClock, PublicRecord, PublicRecordSet

TRIES = 20

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is given out of a thing now: a hash of it, and the sets it is in."""

    fingerprint: str
    sets: tuple[str, ...] = ()


def note(kind: str, shown: Mapping[str, Shown | None], *, now: datetime) -> int:
    """Writes down what is given out of things of a kind now, by key; None for what is not public (any more). Returns how many changed.

    What was never public leaves no row. Call it with what was read in this same transaction. Four SQL queries, and two for changes.
    """
    chosen = select(PublicRecord).where(PublicRecord.kind == kind, PublicRecord.key.in_(shown))
    known = {row.key: row for row in db.session.execute(chosen).scalars()}
    changed = [row for key, what in shown.items() if (row := _changed(kind, key, what, known.get(key))) is not None]
    if changed:
        _stamp(changed, now)
        _put_in_sets({row.id: what.sets for row in changed if (what := shown[row.key]) is not None})
    return len(changed)


def settle(*, now: Callable[[], datetime]) -> None:
    """After the commit of `note`: sees to it that no row bears a second that was over before it could be read. Own transactions."""
    for _ in range(TRIES):
        with transaction():
            moment = now()
            clock = _clock(moment)
            if clock.settled_seq == clock.seq:
                return
            if _second(moment) <= clock.at:
                clock.settled_seq = clock.seq
                return
            _stamp((), moment)
    log.warning("commits take longer than a second", tries=TRIES)


def _changed(kind: str, key: str, what: Shown | None, row: PublicRecord | None) -> PublicRecord | None:
    """The row as it must be from now on, or None if it is so already."""
    if what is None:
        if row is None or row.is_deleted:
            return None
        row.is_deleted, row.fingerprint = True, ""
        return row
    if row is None:
        row = PublicRecord(kind=kind, key=key)
        db.session.add(row)
    elif not row.is_deleted and row.fingerprint == what.fingerprint:
        return None
    row.is_deleted, row.fingerprint = False, what.fingerprint
    return row


def _stamp(rows: Sequence[PublicRecord], now: datetime) -> None:
    """Gives these rows the next places, after those of a second that is over before anybody settled them."""
    clock = _clock(now)
    moment = max(_second(now), clock.at)
    late: list[PublicRecord] = []
    if moment > clock.at and clock.settled_seq < clock.seq:
        with db.session.no_autoflush:
            unsettled = select(PublicRecord).where(PublicRecord.seq > clock.settled_seq).order_by(PublicRecord.seq)
            late = [row for row in db.session.execute(unsettled).scalars() if row not in rows]
    clock.at = moment
    for row in (*late, *rows):
        clock.seq += 1
        row.seq, row.datestamp = clock.seq, moment
    db.session.flush()


def _put_in_sets(wanted: Mapping[int, tuple[str, ...]]) -> None:
    """A deleted row keeps its sets: who harvests a set must hear of it."""
    if not wanted:
        return
    db.session.execute(delete(PublicRecordSet).where(PublicRecordSet.record_id.in_(wanted)))
    rows = [{"spec": spec, "record_id": record} for record, specs in wanted.items() for spec in dict.fromkeys(specs)]
    if rows:
        db.session.execute(insert(PublicRecordSet), rows)


def _clock(now: datetime) -> LedgerClock:
    with db.session.no_autoflush:
        clock = db.session.execute(select(LedgerClock).with_for_update()).scalar_one_or_none()
    if clock is None:
        clock = LedgerClock(id=1, seq=0, at=_second(now), settled_seq=0)
        db.session.add(clock)
    return clock


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
