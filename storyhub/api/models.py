"""The table of personal tokens."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.api.domain.token import Scope
from storyhub.kit.db import Base, UTCDateTime

SCOPES = ", ".join(f"'{scope}'" for scope in Scope)


class ApiToken(Base):
    """What lets a person's program act for that person in one matter. Only the SHA-256 is kept; revoking deletes the row."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint(f"scope IN ({SCOPES})", name="scope"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    scope: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # The last day on which it holds.
    expires_on: Mapped[date] = mapped_column(Date)
    # Rounded to the day: enough to find those that nobody needs.
    last_used_on: Mapped[date | None] = mapped_column(Date)
