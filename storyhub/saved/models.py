"""The table of saved searches: a person's own, or one that a visitor gets letters about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit.db import Base, UTCDateTime
from storyhub.saved.domain.words import Every

EVERY = ", ".join(f"'{every}'" for every in Every)


class SavedSearch(Base):
    """`query` is that of the search page's address. `seen` are the finds that are known or were told (see `domain.seen`).

    Of a visitor the address is kept, and nothing is sent to it until `confirmed_at`; letters to a person go to the account's address.
    """

    __tablename__ = "saved_search"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (address IS NULL)", name="owner"),
        CheckConstraint(f"every IN ({EVERY})", name="every"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(254), index=True)
    lang: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(120))
    query: Mapped[str] = mapped_column(Text)
    every: Mapped[str] = mapped_column(String(8))
    seen: Mapped[str] = mapped_column(Text, default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    looked_at: Mapped[datetime] = mapped_column(UTCDateTime)
