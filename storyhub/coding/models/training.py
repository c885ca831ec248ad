"""Tables of training: stories with a reference, and what newcomers mark in them. Apart from `coding`: nothing here counts anywhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.coding.domain.words import Polarity
from storyhub.kit.db import Base, UTCDateTime
from storyhub.stories.models import Story

POLARITIES = ", ".join(repr(str(word)) for word in Polarity)


class TrainingItem(Base):
    """A story of the training set. Its reference is a copy, true of one text: of another text the reference is taken over again.

    `coder_id`: whose marks were taken over; None: what coders agreed on and what was settled. Removed items stay for finished runs.
    """

    __tablename__ = "training_item"
    __table_args__ = (Index("ix_training_item_story", "story_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    position: Mapped[int]
    coder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    story: Mapped[Story] = relationship()


class TrainingReference(Base):
    """One mark of the reference: code points of the item's text, or without them the whole story."""

    __tablename__ = "training_reference"
    __table_args__ = (CheckConstraint(f"polarity IN ({POLARITIES})", name="polarity"), Index("ix_training_reference_item", "item_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("training_item.id", ondelete="CASCADE"))
    start: Mapped[int | None]
    end: Mapped[int | None]
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    polarity: Mapped[str] = mapped_column(String(8))


class TrainingRun(Base):
    """One person's way through the set as it was when she began."""

    __tablename__ = "training_run"
    __table_args__ = (Index("ix_training_run_person", "person_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TrainingReading(Base):
    """One story of a run, and when she was done with it."""

    __tablename__ = "training_reading"

    run_id: Mapped[int] = mapped_column(ForeignKey("training_run.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("training_item.id"), primary_key=True)
    number: Mapped[int]
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TrainingCoding(Base):
    """What she marked: whole sentences as code points of the item's text, or without them the whole story."""

    __tablename__ = "training_coding"
    __table_args__ = (CheckConstraint(f"polarity IN ({POLARITIES})", name="polarity"), Index("ix_training_coding_run", "run_id", "item_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("training_run.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("training_item.id"))
    start: Mapped[int | None]
    end: Mapped[int | None]
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    polarity: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
