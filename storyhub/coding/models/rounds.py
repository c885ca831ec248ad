"""Tables of who reads which story: a round asks N coders, each pass is one coder's work in it; places, skips and what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.coding.domain.words import PassStep, SkipReason
from storyhub.kit.db import Base, UTCDateTime

STEPS = ", ".join(repr(str(word)) for word in PassStep)
SKIP_REASONS = ", ".join(repr(str(word)) for word in SkipReason)


class CodingRound(Base):
    """One round over one story. Its codings are public once `coders_needed` finished, nobody is half-way, or a curator closed it."""

    __tablename__ = "coding_round"
    __table_args__ = (CheckConstraint("coders_needed > 0", name="coders_needed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), unique=True)
    coders_needed: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # Set when the round became complete; from then on its codings are public.
    complete_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # A researcher who may settle differences besides the curators.
    adjudicator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # A curator asks for one reading more (coders differ, say): such stories come before others that as many have taken.
    wanted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # A complete round was opened again. Whoever begins after this may have seen what was public before.
    reopened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CodingPass(Base):
    """One coder's pass over a story. Blind until `finished_at`.

    `is_blind` is False for good once its coder could have seen what others marked and change her own after it: such a pass is
    evidence like any other, but no statistic of agreement may count it.
    """

    __tablename__ = "coding_pass"
    __table_args__ = (UniqueConstraint("round_id", "coder_id"), Index("ix_coding_pass_coder", "coder_id", "finished_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("coding_round.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_blind: Mapped[bool] = mapped_column(default=True, server_default=true())

    round: Mapped[CodingRound] = relationship()


class PassEvent(Base):
    """What happened to a round or one pass of it, in order; rows are only added. Read by its coder and by curators.

    `said` is what the coder had marked at that moment: law, place, polarity and strength; never a word of the story.
    """

    __tablename__ = "pass_event"
    __table_args__ = (CheckConstraint(f"step IN ({STEPS})", name="step"), Index("ix_pass_event_round", "round_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("coding_round.id", ondelete="CASCADE"))
    # None: the whole round.
    coder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    step: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class CodingClaim(Base):
    """A coder's place at a story while she has not finished it: taken by her, or given by a curator. Runs out (setting)."""

    __tablename__ = "coding_claim"
    __table_args__ = (Index("ix_coding_claim_coder", "coder_id"),)

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    # The last sign of life: taking, being given, marking.
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CodingSkip(Base):
    """A coder would rather not read this story, and why. Nobody else's queue changes, and she can ask for it back."""

    __tablename__ = "coding_skip"
    __table_args__ = (CheckConstraint(f"reason IN ({SKIP_REASONS})", name="reason"), Index("ix_coding_skip_coder", "coder_id"))

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)
