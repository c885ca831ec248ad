"""The outbox: what is still to be done for a committed change. A verb records (kind, key) in its own transaction; a drain claims
rows with a lease, does the work, and forgets exactly the rows it took. At least once, in order of first request.

Knows nothing of what the kinds mean. Keys are plain text without foreign keys, so that a deleted thing can still be announced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit.db import Base, UTCDateTime, db, transaction

MAX_ATTEMPTS = 12
# Kinds that are asked for together with another one, in the same transaction: who must hear of the same changes without their verbs
# knowing of it. Filled by `wiring`.
along: dict[str, tuple[str, ...]] = {}


class OutboxRow(Base):
    """One pending thing. `version` grows when the thing changes again while a drain is at work on it."""

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("kind", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(128))
    version: Mapped[int] = mapped_column(default=1)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    dead_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(Text, default="")


@dataclass(frozen=True, slots=True)
class Claim:
    """A row taken for work. `version` says which state of the request was seen."""

    id: int
    kind: str
    key: str
    version: int
    attempts: int


def record(kind: str, key: str, *, not_before: datetime | None = None) -> None:
    """Asks for (kind, key) to be handled after the commit of the current transaction; asking twice is asking once."""
    record_many(kind, [key], not_before=not_before)


def record_many(kind: str, keys: Sequence[str], *, not_before: datetime | None = None) -> None:
    """`record` for many keys with one statement."""
    if not keys:
        return
    insert = _insert_for_dialect()
    statement = insert(OutboxRow).values(
        [
            {
                "kind": asked,
                "key": key,
                "version": 1,
                "attempts": 0,
                "created_at": datetime.now(UTC),
                "leased_until": not_before,
                "last_error": "",
            }
            for asked in (kind, *along.get(kind, ()))
            for key in dict.fromkeys(keys)
        ]
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["kind", "key"],
            set_={"version": OutboxRow.version + 1, "attempts": 0, "dead_at": None},
        )
    )


def claim(prefix: str, *, limit: int, now: datetime, lease_s: int = 60) -> list[Claim]:
    """Takes up to `limit` rows whose kind begins with `prefix`, oldest first, for `lease_s` seconds. Own transaction."""
    free = or_(OutboxRow.leased_until.is_(None), OutboxRow.leased_until < now)
    chosen = (
        select(OutboxRow.id)
        .where(OutboxRow.kind.startswith(prefix, autoescape=True), OutboxRow.dead_at.is_(None), free)
        .order_by(OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if db.session.execute(chosen.limit(1)).first() is None:
        db.session.rollback()
        return []
    with transaction():
        rows = db.session.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_(chosen.scalar_subquery()))
            .values(leased_until=now + timedelta(seconds=lease_s))
            .returning(OutboxRow.id, OutboxRow.kind, OutboxRow.key, OutboxRow.version, OutboxRow.attempts)
            .execution_options(synchronize_session=False)
        ).all()
    return sorted((Claim(*row) for row in rows), key=lambda claimed: claimed.id)


def forget(claims: Sequence[Claim]) -> None:
    """Removes rows that were handled. One that changed meanwhile stays, free to be claimed again. Own transaction."""
    if not claims:
        return
    with transaction():
        for claimed in claims:
            gone = db.session.execute(
                delete(OutboxRow)
                .where(OutboxRow.id == claimed.id, OutboxRow.version == claimed.version)
                .returning(OutboxRow.id)
                .execution_options(synchronize_session=False)
            ).first()
            if gone is None:
                _free(claimed, leased_until=None)


def waiting(prefix: str) -> list[Claim]:
    """Every row whose kind begins with `prefix`, dead ones included, as it is now; none of them is taken. One SQL query."""
    rows = db.session.execute(
        select(OutboxRow.id, OutboxRow.kind, OutboxRow.key, OutboxRow.version, OutboxRow.attempts)
        .where(OutboxRow.kind.startswith(prefix, autoescape=True))
        .order_by(OutboxRow.id)
    ).all()
    return [Claim(*row) for row in rows]


def drop(claims: Sequence[Claim]) -> None:
    """Removes rows that something greater has covered; one that changed since it was seen stays as it is. Own transaction."""
    if not claims:
        return
    matching = delete(OutboxRow).where(OutboxRow.id == bindparam("row"), OutboxRow.version == bindparam("seen"))
    with transaction():
        db.session.connection().execute(matching, [{"row": one.id, "seen": one.version} for one in claims])


def release(claims: Sequence[Claim]) -> None:
    """Gives rows back untouched, free to be claimed at once. Own transaction."""
    with transaction():
        for claimed in claims:
            _free(claimed, leased_until=None)


def retry(claims: Sequence[Claim], *, error: str, now: datetime) -> None:
    """Gives rows back after a failure: waits 2, 4, 8 … seconds (at most an hour), then marks them dead. Own transaction."""
    with transaction():
        for claimed in claims:
            attempts = claimed.attempts + 1
            wait = timedelta(seconds=min(2**attempts, 3600))
            _free(
                claimed,
                attempts=attempts,
                last_error=error[:500],
                leased_until=now + wait,
                dead_at=now if attempts >= MAX_ATTEMPTS else None,
            )


def postpone(claims: Sequence[Claim], *, until: datetime) -> None:
    """Gives rows back that could not be handled through no fault of their own: it does not count as an attempt. Own transaction."""
    with transaction():
        for claimed in claims:
            _free(claimed, leased_until=until)


def is_waiting(kind: str, key: str | None = None) -> bool:
    """Whether a request of this kind is still to be handled (given up ones not counted)."""
    asked = select(OutboxRow.id).where(OutboxRow.kind == kind, OutboxRow.dead_at.is_(None))
    if key is not None:
        asked = asked.where(OutboxRow.key == key)
    return db.session.execute(asked.limit(1)).first() is not None


def depth() -> int:
    """How many rows wait, dead ones not counted."""
    return db.session.execute(select(func.count()).select_from(OutboxRow).where(OutboxRow.dead_at.is_(None))).scalar_one()


def dead_letters() -> int:
    """How many rows were given up and need a person."""
    return db.session.execute(select(func.count()).select_from(OutboxRow).where(OutboxRow.dead_at.is_not(None))).scalar_one()


def oldest_age_s(now: datetime) -> float | None:
    """Age in seconds of the oldest waiting row, or None when nothing waits."""
    oldest = db.session.execute(select(func.min(OutboxRow.created_at)).where(OutboxRow.dead_at.is_(None))).scalar_one()
    return None if oldest is None else max(0.0, (now - oldest).total_seconds())


def _free(claimed: Claim, **values: object) -> None:
    db.session.execute(
        update(OutboxRow).where(OutboxRow.id == claimed.id).values(**values).execution_options(synchronize_session=False)
    )


def _insert_for_dialect() -> Any:
    if db.engine.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert
