"""The database: one declarative base, aware UTC times, and `transaction()`, the only place that commits.

SQLite is opened so that a request that may write takes the write lock with its first statement (BEGIN IMMEDIATE) and a reader never
does: with the driver's default four writers silently lost 300 of 400 updates, with deferred transactions 300 failed as "locked".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITES = "storyhub_writes"
BUSY_TIMEOUT_MS = 5_000


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)

# Called after each successful commit, for example to wake the indexer. They must not raise and must not write.
after_commit: list[Callable[[], None]] = []


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive UTC in the database; a naive value is a programming error."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy asks for it
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy asks for it
        return None if value is None else value.replace(tzinfo=UTC)


@contextmanager
def transaction() -> Iterator[None]:
    """One unit of work: commits at the end, rolls back on any error, then tells `after_commit`.

    What was read before is forgotten first, so that a decision is always made on rows read under the write lock.
    Raises: RuntimeError if one is already open (a verb must not open its own).
    """
    session = db.session
    if session.info.get(WRITES):
        raise RuntimeError("transaction() is already open")
    session.rollback()
    session.connection(execution_options={WRITES: True})
    session.info[WRITES] = True
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(WRITES, None)
    for listener in after_commit:
        listener()


def forget_for_good() -> None:
    """After a purge is committed: what was deleted leaves the write-ahead log as well, so that it is nowhere in the files.

    `secure_delete` overwrites pages, but the log keeps earlier ones until it starts anew. Does what it can while others read.
    """
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def listen_to(engine: Engine) -> None:
    """Gives an SQLite engine its pragmas and its two kinds of BEGIN. Other databases need nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # The driver must not begin by itself.
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "secure_delete=ON",
            "temp_store=MEMORY",
            "cache_size=-16000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def write_back() -> bool:
    """Brings everything committed from SQLite's log into the file and cuts the log to nothing, so that no old page stays in it.

    False if a reader held it up for longer than the busy timeout. Call outside a transaction. Other databases: True, nothing done.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        row = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return row is not None and row[0] == 0
    finally:
        connection.close()
