"""Tables of curation: votes and discussion of proposals, who took one up, and what became of laws that were in force."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storyhub.coding.models import Coding
from storyhub.curation.domain.words import RemarkKind, SuccessionKind
from storyhub.kit.db import Base, UTCDateTime
from storyhub.laws.models import Law


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(word)) for word in words)})", name=column)


class ProposalVote(Base):
    """One thing a person said to a proposal: for, against, or taken back. The newest of a person counts, the others are its history.

    Append-only: the database itself refuses to change or delete a vote (triggers, see the migration), so nobody moves another's.
    """

    __tablename__ = "proposal_vote"
    __table_args__ = (
        CheckConstraint("value BETWEEN -1 AND 1", name="value"),
        Index("ix_proposal_vote_law", "law_id", "person_id"),
        Index("ix_proposal_vote_person", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    value: Mapped[int]
    cast_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ProposalRemark(Base):
    """One reasoned word in the discussion of a proposal. An answer names its objection; an objection stays open until `resolved_at`."""

    __tablename__ = "proposal_remark"
    __table_args__ = (
        one_of("kind", RemarkKind),
        CheckConstraint("(kind = 'answer') = (objection_id IS NOT NULL)", name="answers"),
        CheckConstraint("resolved_at IS NULL OR kind = 'objection'", name="resolved"),
        Index("ix_proposal_remark_law", "law_id"),
        Index("ix_proposal_remark_author", "author_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    kind: Mapped[str] = mapped_column(String(10))
    objection_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_remark.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Why a curator settled it in the objector's place; empty where the objector did.
    resolution: Mapped[str] = mapped_column(Text, default="")


class ProposalAdoption(Base):
    """Somebody took up a proposal that had gone quiet. `previous_id` is None where it came from a teller without an account."""

    __tablename__ = "proposal_adoption"
    __table_args__ = (Index("ix_proposal_adoption_law", "law_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class ProposalSalvage(Base):
    """A declined idea that was taken up again, as another proposal."""

    __tablename__ = "proposal_salvage"
    __table_args__ = (CheckConstraint("law_id <> declined_id", name="two_proposals"), Index("ix_proposal_salvage_declined", "declined_id"))

    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)
    declined_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Succession(Base):
    """A law in force was merged, split, superseded or retired. Where it leads is in `LawLineage`; `carried` keeps what an undo needs
    besides the codings: coders' votes and decisions, relations, teller claims and quotes as they were.
    """

    __tablename__ = "succession"
    __table_args__ = (one_of("kind", SuccessionKind), Index("ix_succession_law", "law_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    kind: Mapped[str] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(Text)
    carried: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    law: Mapped[Law] = relationship()


class SuccessionHeir(Base):
    """A law that another one lives on in through one succession. Stays when it is undone; `LawLineage` is what holds now."""

    __tablename__ = "succession_heir"
    __table_args__ = (Index("ix_succession_heir_law", "law_id"),)

    succession_id: Mapped[int] = mapped_column(ForeignKey("succession.id"), primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("law.id"), primary_key=True)


class CodingMove(Base):
    """A coding came from one law to another through a succession. `folded`: its coder had marked the very same there already, so this
    one was put away; undoing brings it back.
    """

    __tablename__ = "coding_move"
    __table_args__ = (Index("ix_coding_move_coding", "coding_id"),)

    succession_id: Mapped[int] = mapped_column(ForeignKey("succession.id"), primary_key=True)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("law.id"))
    folded: Mapped[bool] = mapped_column(default=False)

    coding: Mapped[Coding] = relationship()


class LawNews(Base):
    """A person is told what became of a law they coded, proposed, voted on or spoke about."""

    __tablename__ = "law_news"
    __table_args__ = (Index("ix_law_news_person", "person_id", "seen_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    succession_id: Mapped[int] = mapped_column(ForeignKey("succession.id"))
    undone: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
