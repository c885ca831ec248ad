"""Tables of editions: what curators prepare, and what was frozen.

A frozen edition is kept as text with its checksum: `head` and each law's part never change. Quotes stand apart, because a teller may
take one back. Nothing here refers to a law's row once it is frozen: laws are named by their numbers.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.editions.domain.words import EditionState, FileState, Gone
from storyhub.kit.db import Base, UTCDateTime


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A constraint that keeps a text column within a vocabulary (NULL passes)."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(word)) for word in words)})", name=column)


class Edition(Base):
    """An edition on its way (draft) or frozen. The number is given when it is frozen.

    `head` is the canonical JSON of everything but laws and quotes; `sha256` the checksum of head and laws together. `quotes_version`
    grows whenever a quote is blanked: a file made of an older one is not served. The DOI comes from outside and may come later.
    """

    __tablename__ = "edition"
    __table_args__ = (
        one_of("state", EditionState),
        CheckConstraint("(state = 'frozen') = (number IS NOT NULL AND head IS NOT NULL AND sha256 IS NOT NULL)", name="frozen"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    number: Mapped[int | None] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(8), default=EditionState.draft)
    title_ru: Mapped[str] = mapped_column(String(200), default="")
    title_en: Mapped[str] = mapped_column(String(200), default="")
    # Markdown.
    foreword_ru: Mapped[str] = mapped_column(Text, default="")
    foreword_en: Mapped[str] = mapped_column(Text, default="")
    publisher: Mapped[str] = mapped_column(String(200), default="")
    doi: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    frozen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    head: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    quotes_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version_id}


class EditionLaw(Base):
    """A law that a draft takes in, and its place in the book. Laws without a row are left out."""

    __tablename__ = "edition_law"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    place: Mapped[int]


class EditionChoice(Base):
    """A passage that a draft quotes under a law. Its words stay in the passage until the edition is frozen."""

    __tablename__ = "edition_choice"
    __table_args__ = (Index("ix_edition_choice_passage", "passage_id"), Index("ix_edition_choice_story", "story_id"))

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    place: Mapped[int]


class EditionPart(Base):
    """One law as frozen: canonical JSON and its checksum."""

    __tablename__ = "edition_part"
    __table_args__ = (UniqueConstraint("edition_id", "place"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    law_number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))


class EditionQuote(Base):
    """A quote as frozen. `text` NULL: blanked for ever, with the day and the reason in one word."""

    __tablename__ = "edition_quote"
    __table_args__ = (
        one_of("gone", Gone),
        CheckConstraint("polarity IN ('upholds', 'violates')", name="polarity"),
        CheckConstraint("(text IS NULL) = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        Index("ix_edition_quote_story", "story_id"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    law_number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    lang: Mapped[str] = mapped_column(String(2))
    polarity: Mapped[str] = mapped_column(String(8))
    text: Mapped[str | None] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    gone: Mapped[str | None] = mapped_column(String(12))


class EditionFile(Base):
    """A file of a frozen edition. Served in the state `made` only; `trouble` says in one word what the last attempt failed at."""

    __tablename__ = "edition_file"
    __table_args__ = (one_of("state", FileState),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[int] = mapped_column(default=0)
    media_type: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(8), default=FileState.making)
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    trouble: Mapped[str] = mapped_column(String(40), default="")
