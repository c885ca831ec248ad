"""Tables of the library: laws and proposals in one table, wordings as revisions, groups, sources, relations, lineage."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.kit.db import Base, UTCDateTime
from storyhub.laws.domain.words import LawState, LineageKind, RelationKind


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A constraint that keeps a text column within a vocabulary (NULL passes)."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(word)) for word in words)})", name=column)


class LawGroup(Base):
    """A shelf of the library."""

    __tablename__ = "law_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name_ru: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)


class Law(Base):
    """A claim about what makes customers loyal. A proposal (`P-7`) until accepted, then its permanent number besides.

    The wording lives in `LawRevision`; `current` is the one in force.
    """

    __tablename__ = "law"
    __table_args__ = (
        one_of("state", LawState),
        CheckConstraint("number IS NOT NULL OR proposal_number IS NOT NULL", name="named"),
        CheckConstraint("state NOT IN ('accepted', 'merged', 'split', 'retired') OR number IS NOT NULL", name="numbered"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    number: Mapped[int | None] = mapped_column(unique=True)
    proposal_number: Mapped[int | None] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("law_group.id"))
    current_id: Mapped[int | None] = mapped_column(ForeignKey("law_revision.id", use_alter=True))
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposer_label: Mapped[str] = mapped_column(String(64), default="")
    # The story the proposal came with; a proposal without a story is a curator's or comes from a source.
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"))
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision_reason: Mapped[str] = mapped_column(Text, default="")

    group: Mapped[LawGroup | None] = relationship()
    current: Mapped[LawRevision | None] = relationship(foreign_keys=[current_id], post_update=True)
    cited: Mapped[list[LawSource]] = relationship(cascade="all, delete-orphan", order_by="LawSource.id")

    __mapper_args__ = {"version_id_col": version_id}


class LawRevision(Base):
    """One wording of a law. A law has both languages, a fresh proposal at least one; `…_html` is rendered once from Markdown."""

    __tablename__ = "law_revision"
    __table_args__ = (
        UniqueConstraint("law_id", "number"),
        CheckConstraint("name_ru <> '' OR name_en <> ''", name="name"),
        CheckConstraint("statement_ru <> '' OR statement_en <> ''", name="statement"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    number: Mapped[int]
    name_ru: Mapped[str] = mapped_column(String(300), default="")
    name_en: Mapped[str] = mapped_column(String(300), default="")
    statement_ru: Mapped[str] = mapped_column(Text, default="")
    statement_en: Mapped[str] = mapped_column(Text, default="")
    explanation_ru: Mapped[str] = mapped_column(Text, default="")
    explanation_en: Mapped[str] = mapped_column(Text, default="")
    explanation_html_ru: Mapped[str] = mapped_column(Text, default="")
    explanation_html_en: Mapped[str] = mapped_column(Text, default="")
    how_to_apply_ru: Mapped[str] = mapped_column(Text, default="")
    how_to_apply_en: Mapped[str] = mapped_column(Text, default="")
    how_to_apply_html_ru: Mapped[str] = mapped_column(Text, default="")
    how_to_apply_html_en: Mapped[str] = mapped_column(Text, default="")
    include_ru: Mapped[str] = mapped_column(Text, default="")
    include_en: Mapped[str] = mapped_column(Text, default="")
    exclude_ru: Mapped[str] = mapped_column(Text, default="")
    exclude_en: Mapped[str] = mapped_column(Text, default="")
    aliases_ru: Mapped[list[str]] = mapped_column(JSON, default=list)
    aliases_en: Mapped[list[str]] = mapped_column(JSON, default=list)
    signs_ru: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    signs_en: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    anchor_quotes_ru: Mapped[list[str]] = mapped_column(JSON, default=list)
    anchor_quotes_en: Mapped[list[str]] = mapped_column(JSON, default=list)
    stages: Mapped[list[str]] = mapped_column(JSON, default=list)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    law: Mapped[Law] = relationship(foreign_keys=[law_id])


class Source(Base):
    """A text a law was distilled from."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    title_ru: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    author_ru: Mapped[str] = mapped_column(String(200))
    author_en: Mapped[str] = mapped_column(String(200))
    note_ru: Mapped[str] = mapped_column(Text, default="")
    note_en: Mapped[str] = mapped_column(Text, default="")


class LawSource(Base):
    """Where in a source a law is found."""

    __tablename__ = "law_source"
    __table_args__ = (UniqueConstraint("law_id", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    place: Mapped[str] = mapped_column(String(200), default="")

    source: Mapped[Source] = relationship()


class LawRelation(Base):
    """How one law stands to another, read from `law_id` to `other_id`."""

    __tablename__ = "law_relation"
    __table_args__ = (one_of("kind", RelationKind), CheckConstraint("law_id <> other_id", name="two_laws"))

    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)

    law: Mapped[Law] = relationship(foreign_keys=[law_id])
    other: Mapped[Law] = relationship(foreign_keys=[other_id])


class LawLineage(Base):
    """Which law a merged, split or superseded one lives on in."""

    __tablename__ = "law_lineage"
    __table_args__ = (one_of("kind", LineageKind), CheckConstraint("old_id <> new_id", name="two_laws"))

    old_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    new_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class LawDay(Base):
    """A day of the past and the law it had. Written before the library changes, so that no change rewrites what was read.

    `cycle` is the first day of the reading of all laws that the day belongs to.
    """

    __tablename__ = "law_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    cycle: Mapped[date] = mapped_column(Date)
