"""Tables of moderation: what was decided about a task. A task is (kind, key); for now every task is a story."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit.db import Base, UTCDateTime


class Decision(Base):
    """One moderator's decision. `story_version` is the version it was taken on, so that a late one can be told what it missed."""

    __tablename__ = "moderation_decision"
    __table_args__ = (Index("ix_moderation_decision_task", "kind", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(32))
    message: Mapped[str] = mapped_column(Text, default="")
    story_version: Mapped[int]
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ThanksNote(Base):
    """Who thanked a teller, and when. The words are the teller's message `notice`: a withdrawal of the story empties it."""

    __tablename__ = "thanks_note"
    __table_args__ = (UniqueConstraint("story_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
