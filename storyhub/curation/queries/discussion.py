"""The discussion of a proposal as its page shows it: remarks in order, each objection with its answers and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from storyhub.accounts.models import Person
from storyhub.curation.domain.words import RemarkKind
from storyhub.curation.models import ProposalRemark
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class Answer:
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A reasoned support or objection. `text` is empty where its author took all words away with the account."""

    id: int
    kind: str
    author_id: int
    author: str
    at: datetime
    text: str
    answers: tuple[Answer, ...]
    resolved_at: datetime | None
    resolved_by: str
    resolution: str

    @property
    def state(self) -> str:
        """Of an objection: `open`, `answered` (its author has not said yet whether that settles it) or `resolved`."""
        if self.resolved_at is not None:
            return "resolved"
        return "answered" if self.answers else "open"


def discussion(law_id: int) -> tuple[Remark, ...]:
    """Everything said, oldest first. One SQL query."""
    author, settler = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(ProposalRemark, author.name, settler.name)
        .join(author, author.id == ProposalRemark.author_id)
        .outerjoin(settler, settler.id == ProposalRemark.resolved_by_id)
        .where(ProposalRemark.law_id == law_id)
        .order_by(ProposalRemark.id)
    ).all()
    answers: dict[int, list[Answer]] = {}
    for remark, name, _settler in rows:
        if remark.objection_id is not None:
            answers.setdefault(remark.objection_id, []).append(Answer(author=name, at=remark.at, text=remark.text))
    return tuple(
        Remark(
            id=remark.id,
            kind=remark.kind,
            author_id=remark.author_id,
            author=name,
            at=remark.at,
            text=remark.text,
            answers=tuple(answers.get(remark.id, ())),
            resolved_at=remark.resolved_at,
            resolved_by=settled or "",
            resolution=remark.resolution,
        )
        for remark, name, settled in rows
        if remark.kind != RemarkKind.answer
    )


def remark_to_settle(law_id: int, remark_id: int) -> ProposalRemark | None:
    """The objection of this proposal, for a verb. One SQL query."""
    asked = select(ProposalRemark).where(
        ProposalRemark.id == remark_id, ProposalRemark.law_id == law_id, ProposalRemark.kind == RemarkKind.objection
    )
    return db.session.execute(asked).scalar_one_or_none()
