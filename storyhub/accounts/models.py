"""Tables of people, their roles, sessions and what else they prove themselves with. Tellers have no row here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
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
    # The language of letters: that of the page where the person signed in last.
    lang: Mapped[str | None] = mapped_column(String(2))
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

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
    # The password was right, the second step is still to come: such a session opens nothing but that step.
    awaits_second: Mapped[bool] = mapped_column(default=False)
    # Wrong answers at the second step; too many of them end the session.
    tries: Mapped[int] = mapped_column(default=0)
    # When the person last showed who they are, for what only a fresh proof may do.
    proved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Authenticator(Base):
    """The app that shows a person six digits every half minute. The secret is sealed with a key that is not in the database."""

    __tablename__ = "authenticator"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sealed_secret: Mapped[str] = mapped_column(Text)
    # The last half minute whose digits were used: they are taken once.
    last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Passkey(Base):
    """A key kept by a person's device or security stick; here is its public half."""

    __tablename__ = "passkey"
    __table_args__ = (Index("ix_passkey_person", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RecoveryCode(Base):
    """One of the codes for the day when app and passkey are lost: hashed, gone when used."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index("ix_recovery_code_person", "person_id"),)

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class KnownDevice(Base):
    """A browser in which the person signed in before: it carries a random cookie, here is the hash of it."""

    __tablename__ = "known_device"

    device_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_used_at: Mapped[datetime] = mapped_column(UTCDateTime)


class SignInDelay(Base):
    """How often somebody failed to sign in lately. The key is a keyed hash of what was typed as address, known here or not."""

    __tablename__ = "sign_in_delay"

    account_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime] = mapped_column(UTCDateTime)


class AccessLink(Base):
    """What a link in a letter stands for: once, for a short time. Only the hash of its token is kept."""

    __tablename__ = "access_link"
    __table_args__ = (Index("ix_access_link_person", "person_id"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # The address to be confirmed; nothing for a link that only sets a password.
    email: Mapped[str | None] = mapped_column(String(255))
    # Credentials of that moment: a change of password or address makes older links void.
    session_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)


class JoinRequest(Base):
    """A member asks to become a researcher; a curator answers, once, with a reason."""

    __tablename__ = "join_request"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'accepted', 'declined')", name="state"),
        Index("ix_join_request_person", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    # Why somebody was admitted who had not finished the training, where it is required.
    untrained_why: Mapped[str | None] = mapped_column(Text)
