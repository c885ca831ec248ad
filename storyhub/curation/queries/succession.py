"""What became of laws: the way from an old number to the laws in force, what a change would move, and what happened when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select

from storyhub.accounts.models import Person
from storyhub.coding.models import AdjudicatedCoding, Adjudication, Coding, CodingPass, CodingRound, CodingVote, Memo, TellerClaim
from storyhub.coding.queries.visible import select_public, sentence_of, with_text
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.models import CodingMove, LawNews, Succession, SuccessionHeir
from storyhub.curation.queries.votes import votes_cast
from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LANGS, LISTS
from storyhub.laws.models import Law, LawLineage, LawRelation, LawRevision
from storyhub.laws.queries import LawCard, law_cards
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Revision, Story

# A curator can send so many passages of a law one by one; the rest go to the first heir.
LISTED = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of the way: `old` was merged into, split into or superseded by `new`."""

    old: LawCard
    new: LawCard
    kind: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge or split would move. Codings are the public ones only: a curator may be a blind coder as well. For the same reason
    `ballots` (coders' votes on stories) and `decisions` (settled differences) are those of complete rounds, and `memos` the shared ones.
    """

    codings: int
    stories: int
    folded: int
    claims: int
    relations: int
    quotes: int
    votes: int
    ballots: int = 0
    decisions: int = 0
    memos: int = 0


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A public coding of the law, to be sent to one of the heirs."""

    coding_id: int
    story_public_id: str
    exact: str
    sentence: int | None
    polarity: str
    lang: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became of a law. `moved` counts the public codings among those that went along."""

    id: int
    kind: str
    law: LawCard
    heirs: tuple[LawCard, ...]
    why: str
    by: str
    at: datetime
    moved: int
    undone_at: datetime | None
    undone_by: str
    undo_until: datetime

    def can_be_undone(self, now: datetime) -> bool:
        return self.undone_at is None and now <= self.undo_until


@dataclass(frozen=True, slots=True)
class News:
    change: Change
    undone: bool
    at: datetime
    is_new: bool


def way_on(law_id: int, lang: str) -> tuple[Step, ...]:
    """Every arrow from this law to the laws it lives on in, the nearest first. Two SQL queries, however long the way."""
    arrows: dict[int, list[LawLineage]] = {}
    for line in db.session.execute(select(LawLineage).order_by(LawLineage.at, LawLineage.new_id)).scalars():
        arrows.setdefault(line.old_id, []).append(line)
    found, waiting, seen = [], [law_id], {law_id}
    while waiting:
        for line in arrows.get(waiting.pop(0), ()):
            found.append(line)
            if line.new_id not in seen:
                seen.add(line.new_id)
                waiting.append(line.new_id)
    cards = law_cards(seen, lang=lang)
    return tuple(Step(cards[one.old_id], cards[one.new_id], one.kind, one.why, one.at) for one in found)


def preview(law: Law, heir_ids: tuple[int, ...]) -> Preview:
    """Counted before anything is done. Ten SQL queries."""
    public = select_public(Coding.id, Coding.story_id, Coding.passage_id, Coding.coder_id, Coding.polarity)
    mine = db.session.execute(public.where(Coding.law_id == law.id)).all()
    theirs = {tuple(row[1:]) for row in db.session.execute(public.where(Coding.law_id.in_(heir_ids)))}
    revision = db.session.get(LawRevision, law.current_id)
    return Preview(
        codings=len(mine),
        stories=len({row.story_id for row in mine}),
        folded=sum(tuple(row[1:]) in theirs for row in mine),
        claims=_count(select(func.count()).select_from(TellerClaim).where(TellerClaim.law_id == law.id)),
        relations=_count(
            select(func.count()).select_from(LawRelation).where(or_(LawRelation.law_id == law.id, LawRelation.other_id == law.id))
        ),
        quotes=sum(len(getattr(revision, f"{part}_{lang}")) for part in LISTS for lang in LANGS) if revision else 0,
        votes=votes_cast(law.id),
        ballots=_count(_ballots(law.id)),
        decisions=_count(_decisions(law.id)),
        memos=_count(select(func.count()).select_from(Memo).where(Memo.law_id == law.id, Memo.is_shared.is_(True))),
    )


def _ballots(law_id: int) -> Select[int]:
    return (
        select(func.count())
        .select_from(CodingVote)
        .join(CodingPass, CodingPass.id == CodingVote.pass_id)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .where(CodingVote.law_id == law_id, CodingPass.finished_at.is_not(None), CodingRound.complete_at.is_not(None))
    )


def _decisions(law_id: int) -> Select[int]:
    return (
        select(func.count(Adjudication.id.distinct()))
        .join(AdjudicatedCoding, AdjudicatedCoding.adjudication_id == Adjudication.id)
        .join(CodingRound, CodingRound.story_id == Adjudication.story_id)
        .where(AdjudicatedCoding.law_id == law_id, Adjudication.superseded_at.is_(None), CodingRound.complete_at.is_not(None))
    )


def passages_to_send(law_id: int) -> tuple[PassageLine, ...]:
    """Public codings of the law by story, the first `LISTED`. One SQL query."""
    rows = db.session.execute(
        with_text(select_public(Coding.id, Coding.story_id, Coding.polarity, Passage.exact, Passage.start, Revision.plain, Story.lang))
        .where(Coding.law_id == law_id)
        .order_by(Coding.story_id, Passage.start, Coding.id)
        .limit(LISTED)
    )
    return tuple(
        PassageLine(row.id, public_id(row.story_id), row.exact or "", sentence_of(row.plain, row.start), row.polarity, row.lang)
        for row in rows
    )


def changes_of(law_id: int, lang: str, *, thresholds: Thresholds) -> tuple[Change, ...]:
    """What became of this law and what came into it, the newest first; undone ones stay in the list. Five SQL queries."""
    into = select(SuccessionHeir.succession_id).where(SuccessionHeir.law_id == law_id)
    asked = select(Succession).where(or_(Succession.law_id == law_id, Succession.id.in_(into))).order_by(Succession.id.desc())
    rows = list(db.session.execute(asked).scalars())
    found = _changes(rows, lang, thresholds)
    return tuple(found[row.id] for row in rows)


def news_of(person_id: int, lang: str, *, thresholds: Thresholds, limit: int = 50) -> tuple[News, ...]:
    """What a person was told, the newest first. Six SQL queries."""
    asked = select(LawNews).where(LawNews.person_id == person_id).order_by(LawNews.id.desc()).limit(limit)
    lines = list(db.session.execute(asked).scalars())
    wanted = {line.succession_id for line in lines}
    rows = list(db.session.execute(select(Succession).where(Succession.id.in_(wanted))).scalars())
    found = _changes(rows, lang, thresholds)
    return tuple(News(found[line.succession_id], line.undone, line.at, line.seen_at is None) for line in lines)


def unread_news(person_id: int | None) -> int:
    """One SQL query; none for visitors."""
    if person_id is None:
        return 0
    return _count(select(func.count()).select_from(LawNews).where(LawNews.person_id == person_id, LawNews.seen_at.is_(None)))


def succession_to_undo(law_id: int, succession_id: int) -> Succession | None:
    """For a verb. One SQL query."""
    asked = select(Succession).where(Succession.id == succession_id, Succession.law_id == law_id)
    return db.session.execute(asked).scalar_one_or_none()


def _changes(rows: list[Succession], lang: str, thresholds: Thresholds) -> dict[int, Change]:
    ids = [row.id for row in rows]
    heirs: dict[int, list[int]] = {}
    for succession_id, law_id in db.session.execute(
        select(SuccessionHeir.succession_id, SuccessionHeir.law_id)
        .where(SuccessionHeir.succession_id.in_(ids))
        .order_by(SuccessionHeir.law_id)
    ):
        heirs.setdefault(succession_id, []).append(law_id)
    cards = law_cards({row.law_id for row in rows} | {law_id for some in heirs.values() for law_id in some}, lang=lang)
    people = {person_id for row in rows for person_id in (row.actor_id, row.undone_by_id) if person_id is not None}
    names: dict[int | None, str] = dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all())
    moved = select_public(CodingMove.succession_id, func.count().label("moved")).join(CodingMove, CodingMove.coding_id == Coding.id)
    counts = {
        row.succession_id: row.moved
        for row in db.session.execute(moved.where(CodingMove.succession_id.in_(ids)).group_by(CodingMove.succession_id))
    }
    return {
        row.id: Change(
            id=row.id,
            kind=row.kind,
            law=cards[row.law_id],
            heirs=tuple(cards[heir] for heir in heirs.get(row.id, ())),
            why=row.why,
            by=names.get(row.actor_id, ""),
            at=row.at,
            moved=counts.get(row.id, 0),
            undone_at=row.undone_at,
            undone_by=names.get(row.undone_by_id, ""),
            undo_until=row.at + timedelta(days=thresholds.undo_days),
        )
        for row in rows
    }


def _count(statement: object) -> int:
    return int(db.session.execute(statement).scalar_one())  # type: ignore[call-overload]  # a SELECT of one number
