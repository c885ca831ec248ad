"""Tables of stories: the story, its text revisions, places in them, consents, notices, withdrawals, drafts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.calls.models import Call
from storyhub.kit.db import Base, UTCDateTime
from storyhub.stories.domain.words import Audience, ConsentKind, Expectation, Outcome, RevisionAuthor, Sector, Stage, State, Tenure


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A constraint that keeps a text column within a vocabulary (NULL passes)."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(word)) for word in words)})", name=column)


def between(column: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)


class Organisation(Base):
    """The company a story is about. `merged_into_id` leads from a duplicate to the one that is kept."""

    __tablename__ = "organisation"
    __table_args__ = (one_of("sector", Sector),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    # Case-folded and squeezed: two spellings that differ in nothing else are one organisation.
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    sector: Mapped[str | None] = mapped_column(String(16))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))


class Story(Base):
    """What a teller experienced. The text lives in revisions; readers see `published_revision`, moderators the newest one."""

    __tablename__ = "story"
    __table_args__ = (
        one_of("state", State),
        one_of("audience", Audience),
        one_of("sector", Sector),
        one_of("stage", Stage),
        one_of("tenure", Tenure),
        one_of("outcome", Outcome),
        *(one_of(column, Expectation) for column in ("price", "time", "service")),
        *(between(column, 1, 5) for column in ("convenience", "speed", "empathy", "rating")),
        *(between(column, 0, 10) for column in ("recommend_before", "recommend_after")),
        *(between(column, -5, 5) for column in ("emotional_peak", "emotional_end")),
        UniqueConstraint("source", "external_id"),
        Index("ix_story_state_audience_published", "state", "audience", "published_on", "id"),
        Index("ix_story_state_lang", "state", "lang"),
        Index("ix_story_organisation", "organisation_id", "state"),
        # All that the coders' queue asks of almost every story: it is counted and put in order without reading the table.
        Index("ix_story_to_code", "state", "may_research", "lang", "call_id"),
        Index("ix_story_call", "call_id", "state"),
        Index("ix_story_episode", "episode_id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    # HMAC of the form's nonce: a repeated post finds the story it made.
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(8), default=Audience.public)
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str | None] = mapped_column(String(200))
    is_sample: Mapped[bool] = mapped_column(default=False)
    # Where it came from: `site`, or the name given at the import; and by what right it may be published.
    source: Mapped[str] = mapped_column(String(120), default="site")
    external_id: Mapped[str | None] = mapped_column(String(200))
    rights: Mapped[str | None] = mapped_column(Text)
    labels: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # Rounded to the day on purpose: the minute of publishing can point at a teller.
    published_on: Mapped[date | None] = mapped_column(Date)
    # When a moderator first decided or asked; what the promise is measured by.
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    may_research: Mapped[bool] = mapped_column(default=False)
    may_quote: Mapped[bool] = mapped_column(default=False)
    may_open_data: Mapped[bool] = mapped_column(default=False)
    published_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    latest_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    turning_point_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id", use_alter=True))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    # The call for stories that it answers.
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    sector: Mapped[str | None] = mapped_column(String(16))
    country: Mapped[str | None] = mapped_column(String(2))
    month: Mapped[str | None] = mapped_column(String(7))
    stage: Mapped[str | None] = mapped_column(String(16))
    tenure: Mapped[str | None] = mapped_column(String(16))
    outcome: Mapped[str | None] = mapped_column(String(16))
    price: Mapped[str | None] = mapped_column(String(8))
    time: Mapped[str | None] = mapped_column(String(8))
    service: Mapped[str | None] = mapped_column(String(8))
    convenience: Mapped[int | None]
    speed: Mapped[int | None]
    empathy: Mapped[int | None]
    rating: Mapped[int | None]
    recommend_before: Mapped[int | None]
    recommend_after: Mapped[int | None]
    emotional_peak: Mapped[int | None]
    emotional_end: Mapped[int | None]
    # What made a text look like advertising when it came, in words joined by commas. Raises its place in the queue, refuses nothing.
    spam_signs: Mapped[str | None] = mapped_column(String(120))
    # What in the newest text may mean danger, in words joined by commas; empty: nothing; NULL: nobody has looked at this text yet.
    danger_signs: Mapped[str | None] = mapped_column(String(40))
    # The story that its episode is named after, where several tell one episode; empty for that one itself. Never deleted, so no constraint.
    episode_id: Mapped[int | None]

    organisation: Mapped[Organisation | None] = relationship()
    call: Mapped[Call | None] = relationship()
    published_revision: Mapped[Revision | None] = relationship(foreign_keys=[published_revision_id], post_update=True)
    latest_revision: Mapped[Revision | None] = relationship(foreign_keys=[latest_revision_id], post_update=True)
    turning_point: Mapped[Passage | None] = relationship(foreign_keys=[turning_point_id], post_update=True)
    touchpoints: Mapped[list[Touchpoint]] = relationship(cascade="all, delete-orphan", order_by="Touchpoint.position")

    # Two people who decide at once: the second one's UPDATE finds no row and raises StaleDataError.
    __mapper_args__ = {"version_id_col": version_id}


class Revision(Base):
    """One version of a story's text. `plain` never changes: every offset counts in it. A purge empties it and keeps the row.

    `approval` is the teller's answer to an edit a moderator suggested (NULL: none needed); `redacted` the kinds of things a moderator took
    out for safety, joined by commas; `purge_after` when a text that held them may be emptied.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("story_id", "number"), one_of("author", RevisionAuthor))

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    pipeline: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    purged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approval: Mapped[str | None] = mapped_column(String(10))
    redacted: Mapped[str | None] = mapped_column(String(200))
    purge_after: Mapped[datetime | None] = mapped_column(UTCDateTime)

    story: Mapped[Story] = relationship(foreign_keys=[story_id])


class OwnStory(Base):
    """A story that a signed-in teller put on their own page, by its code and until they take it off again. Nobody else sees the tie."""

    __tablename__ = "own_story"
    __table_args__ = (Index("ix_own_story_person", "person_id"),)

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Passage(Base):
    """A place in one revision: code points of `plain` from 0, end excluded, with the words around it to find it again."""

    __tablename__ = "passage"
    __table_args__ = (
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="order"),
        Index("ix_passage_revision", "revision_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text, default="")
    suffix: Mapped[str] = mapped_column(Text, default="")

    revision: Mapped[Revision] = relationship()


class Touchpoint(Base):
    """A place where the teller met the company: what was expected and what was received, 1–5. `name` is the teller's own words."""

    __tablename__ = "touchpoint"
    __table_args__ = (UniqueConstraint("story_id", "position"), between("expected", 1, 5), between("received", 1, 5))

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    expected: Mapped[int]
    received: Mapped[int]


class Consent(Base):
    """Append-only: every choice the teller made, with the wording it was made on."""

    __tablename__ = "consent"
    __table_args__ = (one_of("kind", ConsentKind), Index("ix_consent_story", "story_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    kind: Mapped[str] = mapped_column(String(16))
    granted: Mapped[bool]
    wording: Mapped[str] = mapped_column(String(16))
    lang: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Notice(Base):
    """A message between moderator and teller, shown with the receipt: a question, a reason, good news; `kind` says whose words it holds."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_story", "story_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    kind: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    # When a letter about it was written; never, where the teller gave no address.
    mailed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Contact(Base):
    """Where a teller wants letters about the story. Apart from it on purpose: nothing that reads stories reads this, but for
    `queries/teller.py`, by which the database tells whether two stories have one teller."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    lang: Mapped[str] = mapped_column(String(2))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    delete_on: Mapped[date] = mapped_column(Date, index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Withdrawal(Base):
    """The ledger of withdrawals. Replayed after every restore, so that an old backup resurrects nothing."""

    __tablename__ = "withdrawal"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), unique=True)
    public_id: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Draft(Base):
    """A story that is not sent yet, behind a return link of which only the hash is kept. Never public, never indexed, deleted when sent."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_expires_at", "expires_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    # Two tabs that save at once: the later one is told, nothing is overwritten.
    version_id: Mapped[int] = mapped_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    lang: Mapped[str] = mapped_column(String(2))
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __mapper_args__ = {"version_id_col": version_id}
