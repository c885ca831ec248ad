"""Tables of the ledger: a row for each thing that is or was public, the sets it is in, and the one clock that orders all changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit.db import Base, UTCDateTime


class PublicRecord(Base):
    """One thing. `seq` is its place in the order of changes: a change gives it the next free one, none is used twice.

    `datestamp` is when that was, to the second. A deleted row stays for ever, with the sets it was in.
    """

    __tablename__ = "public_record"
    __table_args__ = (UniqueConstraint("kind", "key"), Index("ix_public_record_datestamp", "datestamp", "seq"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int] = mapped_column(BigInteger, unique=True)
    datestamp: Mapped[datetime] = mapped_column(UTCDateTime)
    is_deleted: Mapped[bool] = mapped_column(default=False)
    # What was given out when it was last looked at, as a hash: an announcement that changes nothing moves nothing.
    fingerprint: Mapped[str] = mapped_column(String(80), default="")


class PublicRecordSet(Base):
    """That a record is in a set, such as `lang:ru`."""

    __tablename__ = "public_record_set"
    __table_args__ = (Index("ix_public_record_set_record", "record_id"),)

    spec: Mapped[str] = mapped_column(String(80), primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("public_record.id"), primary_key=True)


class LedgerClock(Base):
    """One row. `seq` and `at` are the last ones given; rows up to `settled_seq` are known to have been there before `at` was over."""

    __tablename__ = "ledger_clock"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    settled_seq: Mapped[int] = mapped_column(BigInteger, default=0)
