"""Tables of coding: a round asks N coders to read a story; each pass is one coder's work in it; codings are what she marked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.coding.domain.words import PassStep, Polarity, SkipReason
from storyhub.kit.db import Base, UTCDateTime
from storyhub.laws.models import Law
from storyhub.stories.models import Passage, Story

POLARITIES = ", ".join(repr(str(word)) for word in Polarity)
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
