"""What coders said besides their marks lives on in the heirs as well: votes on whole stories, and settled differences.

Both move by statements and come back by what `Succession.carried` keeps: [row, heir]. What was said after the change was said of the
heir and stays with it. Votes move unseen while their round is under way, as codings do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select, update

from storyhub.coding.models import AdjudicatedCoding, Adjudication, Coding, CodingPass, CodingRound, CodingVote
from storyhub.curation.domain.moving import heir_of
from storyhub.curation.models import CodingMove, Succession
from storyhub.kit.db import db

Carried = list[list[int]]


def move_votes(succession: Succession, *, default: int) -> Carried:
    """A coder's vote follows her own marks of that story where all went to one heir, else it goes to `default`. After the codings moved."""
    went: dict[tuple[int, int], set[int]] = defaultdict(set)
    marks = select(Coding.story_id, Coding.coder_id, CodingMove.to_id).join(CodingMove, CodingMove.coding_id == Coding.id)
    live = or_(Coding.removed_at.is_(None), CodingMove.folded.is_(True))
    for story_id, coder_id, heir_id in db.session.execute(marks.where(CodingMove.succession_id == succession.id, live)):
        went[story_id, coder_id].add(heir_id)
    cast = (
        select(CodingVote.pass_id, CodingRound.story_id, CodingPass.coder_id)
        .join(CodingPass, CodingPass.id == CodingVote.pass_id)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .where(CodingVote.law_id == succession.law_id)
        .order_by(CodingVote.pass_id)
    )
    moved = [[one, heir_of(went.get((story, coder), ()), default=default)] for one, story, coder in db.session.execute(cast)]
    return _put_votes(moved)


def return_votes(succession: Succession, carried: Iterable[Sequence[int]]) -> None:
    """A vote that its coder cast anew since stays as she cast it."""
    heirs = {row[0]: row[1] for row in carried}
    there = select(CodingVote.pass_id, CodingVote.law_id).where(CodingVote.law_id.in_(set(heirs.values())), CodingVote.at <= succession.at)
    back = [[one, succession.law_id] for one, law_id in db.session.execute(there) if heirs.get(one) == law_id]
    _put_votes(back)


def move_decisions(succession: Succession, *, default: int) -> Carried:
    """A decision follows the coding it took over, else those it decided between where all went to one heir, else it goes to `default`."""
    moves = select(CodingMove.coding_id, CodingMove.to_id).where(CodingMove.succession_id == succession.id)
    went: dict[int, int] = {row.coding_id: row.to_id for row in db.session.execute(moves)}
    settled = (
        select(AdjudicatedCoding.id, AdjudicatedCoding.coding_id, Adjudication.considered)
        .join(Adjudication, Adjudication.id == AdjudicatedCoding.adjudication_id)
        .where(AdjudicatedCoding.law_id == succession.law_id)
        .order_by(AdjudicatedCoding.id)
    )
    moved = []
    for one, coding_id, considered in db.session.execute(settled):
        sources = [coding_id] if coding_id in went else considered
        moved.append([one, heir_of({went[source] for source in sources if source in went}, default=default)])
    return _put_decisions(moved)


def return_decisions(succession: Succession, carried: Iterable[Sequence[int]]) -> None:
    """Decisions made since stay with the heir they name."""
    heirs = {row[0]: row[1] for row in carried}
    there = (
        select(AdjudicatedCoding.id, AdjudicatedCoding.law_id)
        .join(Adjudication, Adjudication.id == AdjudicatedCoding.adjudication_id)
        .where(AdjudicatedCoding.law_id.in_(set(heirs.values())), Adjudication.at <= succession.at)
    )
    back = [[one, succession.law_id] for one, law_id in db.session.execute(there) if heirs.get(one) == law_id]
    _put_decisions(back)


def _put_votes(rows: Carried) -> Carried:
    return _put(CodingVote, [{"pass_id": one, "law_id": law_id} for one, law_id in rows], rows)


def _put_decisions(rows: Carried) -> Carried:
    return _put(AdjudicatedCoding, [{"id": one, "law_id": law_id} for one, law_id in rows], rows)


def _put(table: type[Any], values: list[dict[str, int]], rows: Carried) -> Carried:
    """Each row names that law from now on, however many there are."""
    if values:
        db.session.flush()
        db.session.execute(update(table), values)
        db.session.expire_all()
    return rows
