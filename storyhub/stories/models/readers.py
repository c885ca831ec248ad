"""Tables of readers: who experienced it, too, counted once without being known."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit.db import Base


class MeToo(Base):
    """A reader who experienced this, too. Of a visitor only the day is kept; a member counts once a story."""

    __tablename__ = "me_too"
    __table_args__ = (UniqueConstraint("story_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date] = mapped_column(Date)


class DaySalt(Base):
    """What visitors' pseudonyms of a day are made with, the same in every process. Deleted with the day: then nobody can undo them."""

    __tablename__ = "day_salt"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))


class SeenToday(Base):
    """A visitor's pseudonym for one story and one day: that they were counted, nothing else."""

    __tablename__ = "seen_today"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
