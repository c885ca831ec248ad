"""Tables of what was marked: codings, the steps that can be undone, memos, and what the teller thinks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.coding.domain.words import Polarity
from storyhub.kit.db import Base, UTCDateTime
from storyhub.laws.models import Law
from storyhub.stories.models import Passage, Story

POLARITIES = ", ".join(repr(str(word)) for word in Polarity)


class Coding(Base):
    """One coder says: this passage (or, without one, the whole story) shows this law. Deleted codings keep their row (`removed_at`)."""

    __tablename__ = "coding"
    __table_args__ = (
        CheckConstraint(f"polarity IN ({POLARITIES})", name="polarity"),
        CheckConstraint("strength BETWEEN 1 AND 3", name="strength"),
        Index("ix_coding_story", "story_id"),
        Index("ix_coding_law", "law_id"),
        Index("ix_coding_coder", "coder_id"),
        Index("ix_coding_passage", "passage_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"))
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    polarity: Mapped[str] = mapped_column(String(8))
    strength: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # The text moved on and the place was not found exactly once: waits for its coder, shown to nobody else.
    orphaned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    story: Mapped[Story] = relationship()
    law: Mapped[Law] = relationship()
    passage: Mapped[Passage | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}


class TellerClaim(Base):
    """The law the teller thinks the story shows. Kept apart from codings: it is a view, not evidence."""

    __tablename__ = "teller_claim"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class CodingStep(Base):
    """One thing a coder did to one coding, to be undone and done again. `before` and `after`: see `service/history.py`."""

    __tablename__ = "coding_step"
    __table_args__ = (Index("ix_coding_step_story", "story_id", "coder_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id", ondelete="CASCADE"))
    # How the coding was and how it became; nothing: it was not there.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    coding: Mapped[Coding] = relationship()


class Memo(Base):
    """What a researcher writes to herself, or to the other researchers, about a story, a law, or the work as a whole."""

    __tablename__ = "memo"
    __table_args__ = (
        CheckConstraint(
            "(about = 'story' AND story_id IS NOT NULL AND law_id IS NULL) OR (about = 'law' AND law_id IS NOT NULL AND story_id IS NULL)"
            " OR (about = 'project' AND story_id IS NULL AND law_id IS NULL)",
            name="about",
        ),
        Index("ix_memo_story", "story_id"),
        Index("ix_memo_law", "law_id"),
        Index("ix_memo_author", "author_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    about: Mapped[str] = mapped_column(String(8))
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"))
    law_id: Mapped[int | None] = mapped_column(ForeignKey("law.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    is_shared: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __mapper_args__ = {"version_id_col": version_id}
