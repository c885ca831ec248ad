"""Tables of moderation: decisions, redactions, claims, readers' reports, requests that need a second person. A task is (kind, key)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.kit.db import Base, UTCDateTime
from storyhub.moderation.domain.complaining import Remedy, Topic
from storyhub.moderation.domain.flagging import FlagReason, Outcome
from storyhub.moderation.domain.pairs import Verdict
from storyhub.moderation.domain.removing import Answer, Removal
from storyhub.stories.models import Passage, Story, one_of


class Decision(Base):
    """One moderator's decision. `story_version` is the version it was taken on, so that a late one can be told what it missed.

    `before` and `version_after` are what an undo within the minute needs; `undone_at` says that it happened.
    """

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
    version_after: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Redaction(Base):
    """A place that is replaced by a placeholder: kind and place in the old revision's source, never what stood there.

    `applied_at` is empty until the text is published: until then it can be undone, and the row goes.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="order"),
        Index("ix_redaction_revision", "revision_id", "start"),
        Index("ix_redaction_story", "story_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    kind: Mapped[str] = mapped_column(String(16))
    start: Mapped[int]
    end: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TaskClaim(Base):
    """Who is at work on a task, and until when nobody else needs to look at it."""

    __tablename__ = "task_claim"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    until: Mapped[datetime] = mapped_column(UTCDateTime)


class Flag(Base):
    """A reader's report about a published story: a reason, perhaps a place, nothing about the reader."""

    __tablename__ = "flag"
    __table_args__ = (
        one_of("reason", FlagReason),
        one_of("outcome", Outcome),
        Index("ix_flag_story", "story_id", "answered_at"),
        Index("ix_flag_open", "answered_at", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"))
    reason: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    outcome: Mapped[str | None] = mapped_column(String(16))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    story: Mapped[Story] = relationship()
    passage: Mapped[Passage | None] = relationship()
    __mapper_args__ = {"version_id_col": version_id}


class RemovalRequest(Base):
    """One moderator asks to take a published story off the page; another one confirms or refuses."""

    __tablename__ = "removal_request"
    __table_args__ = (
        one_of("removal", Removal),
        one_of("answer", Answer),
        CheckConstraint("answered_by IS NULL OR answered_by != asked_by OR answer = 'taken_back'", name="two_people"),
        Index("ix_removal_request_open", "answered_at", "asked_at"),
        Index("ix_removal_request_story", "story_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    removal: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answer: Mapped[str | None] = mapped_column(String(16))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    story: Mapped[Story] = relationship()
    # Two people who answer at once: the second one's UPDATE finds no row.
    __mapper_args__ = {"version_id_col": version_id}


class ThanksNote(Base):
    """Who thanked a teller, and when. The words are the teller's message `notice`: a withdrawal of the story empties it."""

    __tablename__ = "thanks_note"
    __table_args__ = (UniqueConstraint("story_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Complaint(Base):
    """A complaint about the site itself. Whoever wrote it reads the answer with a code; only hashes of the code are kept."""

    __tablename__ = "complaint"
    __table_args__ = (
        one_of("topic", Topic),
        one_of("remedy", Remedy),
        Index("ix_complaint_open", "answered_at", "received_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    # HMAC of the form's nonce: a repeated post finds the complaint it made.
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    topic: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(2))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    remedy: Mapped[str | None] = mapped_column(String(16))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Words go, figures stay: when the text and the answer were forgotten.
    forgotten_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __mapper_args__ = {"version_id_col": version_id}


class StoryPrint(Base):
    """The fingerprint of a story's newest text: keyed hashes, from which no word can be read. `scheme` says how it was made."""

    __tablename__ = "story_print"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    scheme: Mapped[str] = mapped_column(String(16))
    exact: Mapped[str] = mapped_column(String(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class PrintBand(Base):
    """Where near texts meet: the bands of a fingerprint. Without row ids, so that the table is its own index."""

    __tablename__ = "print_band"
    __table_args__ = {"sqlite_with_rowid": False}

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    story_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class NearPair(Base):
    """Two stories that look alike, the older number first, and what a moderator said about them: nothing yet without a verdict."""

    __tablename__ = "near_pair"
    __table_args__ = (
        CheckConstraint("story_id < other_id", name="order"),
        one_of("verdict", Verdict),
        Index("ix_near_pair_other", "other_id"),
    )

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    percent: Mapped[int]
    found_at: Mapped[datetime] = mapped_column(UTCDateTime)
    verdict: Mapped[str | None] = mapped_column(String(16))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
