"""Tables of what follows from codings: agreement, votes, and settled differences."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.coding.domain.words import Polarity
from storyhub.kit.db import Base, UTCDateTime
from storyhub.stories.models import Passage

POLARITIES = ", ".join(repr(str(word)) for word in Polarity)


class AgreementResult(Base):
    """How far coders agree, as computed last: pages read it, the outbox has it made anew.

    `scope` says of what: everything, a law, a story or a pair of coders. `level`: laws named in a story, characters marked, characters
    that anybody marked, or (among those who named a law) strength and polarity. None: undefined. The four counts are the table.
    """

    __tablename__ = "agreement_result"
    __table_args__ = (
        CheckConstraint("scope IN ('overall', 'law', 'story', 'pair')", name="scope"),
        CheckConstraint("level IN ('story', 'character', 'coded', 'strength', 'polarity')", name="level"),
        Index("ix_agreement_result_scope", "scope", "level"),
        Index("ix_agreement_result_law", "law_id"),
        Index("ix_agreement_result_story", "story_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(10))
    law_id: Mapped[int | None] = mapped_column(ForeignKey("law.id"))
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"))
    coder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    units: Mapped[int]
    coders: Mapped[int]
    percent: Mapped[float | None]
    kappa: Mapped[float | None]
    fleiss: Mapped[float | None]
    alpha: Mapped[float | None]
    mean_alpha: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    both: Mapped[float | None]
    first: Mapped[float | None]
    second: Mapped[float | None]
    neither: Mapped[float | None]
    computed_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CodingVote(Base):
    """What a coder says of the whole story on pressing finished: the one law or group it shows, and what kind of story it is.

    `none_below` is the explicit disagreement: the group, but none of its laws. The four questions may stay unanswered. As blind as the
    pass it belongs to.
    """

    __tablename__ = "coding_vote"
    __table_args__ = (
        CheckConstraint("law_id IS NULL OR group_id IS NULL", name="one_choice"),
        CheckConstraint("NOT none_below OR group_id IS NOT NULL", name="none_below"),
    )

    pass_id: Mapped[int] = mapped_column(ForeignKey("coding_pass.id", ondelete="CASCADE"), primary_key=True)
    law_id: Mapped[int | None] = mapped_column(ForeignKey("law.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("law_group.id"))
    none_below: Mapped[bool] = mapped_column(default=False)
    own_experience: Mapped[bool | None]
    specific: Mapped[bool | None]
    one_episode: Mapped[bool | None]
    dated: Mapped[bool | None]
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Adjudication(Base):
    """One difference between coders settled, with the reason. A layer of its own: it changes no coding. A newer decision supersedes it."""

    __tablename__ = "adjudication"
    __table_args__ = (Index("ix_adjudication_story", "story_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(Text)
    # Ids of the codings it decides between, in order.
    considered: Mapped[list[int]] = mapped_column(JSON)
    superseded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    codings: Mapped[list[AdjudicatedCoding]] = relationship(order_by="AdjudicatedCoding.id", cascade="all, delete-orphan")


class AdjudicatedCoding(Base):
    """What stands after a decision: a coder's coding taken as it was then (`coding_id`), or a new version."""

    __tablename__ = "adjudicated_coding"
    __table_args__ = (
        CheckConstraint(f"polarity IN ({POLARITIES})", name="polarity"),
        CheckConstraint("strength BETWEEN 1 AND 3", name="strength"),
        Index("ix_adjudicated_coding_adjudication", "adjudication_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    adjudication_id: Mapped[int] = mapped_column(ForeignKey("adjudication.id"))
    coding_id: Mapped[int | None] = mapped_column(ForeignKey("coding.id", ondelete="SET NULL"))
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"))
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    polarity: Mapped[str] = mapped_column(String(8))
    strength: Mapped[int]

    passage: Mapped[Passage | None] = relationship()
