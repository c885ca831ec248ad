"""Tables of people, their roles and their signed-in sessions. Tellers have no row here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.kit.actor import Role
from storyhub.kit.db import Base, UTCDateTime

ROLE_NAMES = ", ".join(f"'{role}'" for role in Role)


class Person(Base):
    """A member or staff. `handle` is public and permanent; `email` is private and how one signs in."""

    __tablename__ = "person"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(255), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    # Changes when credentials change: every session made before is void at once.
    session_epoch: Mapped[int] = mapped_column(default=0)
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    roles: Mapped[list[PersonRole]] = relationship(back_populates="person", cascade="all, delete-orphan", lazy="selectin")


class PersonRole(Base):
    """One role of one person; roles add up."""

    __tablename__ = "person_role"
    __table_args__ = (CheckConstraint(f"role IN ({ROLE_NAMES})", name="role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)

    person: Mapped[Person] = relationship(back_populates="roles")


class PersonSession(Base):
    """A signed-in browser. Only the SHA-256 of its id is kept, so that a stolen database signs nobody in."""

    __tablename__ = "person_session"
    __table_args__ = (Index("ix_person_session_person", "person_id"),)

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    session_epoch: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # What the browser said it is, shortened, for the person's own list of sessions.
    device: Mapped[str] = mapped_column(Text, default="")
