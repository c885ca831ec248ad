"""What lives on in another law: codings, teller claims, relations and quotes; and how each of them comes back.

Of all that names a law: coders' votes and settled differences move and come back, too (`moving_verdicts`). Memos stay with the law they
were written on, because they are their author's words, and are shown with its heirs through the lineage (`laws.queries.lineage`).
Wordings, sources, days, news, votes and remarks on a proposal, and what was written down of a pass (`PassEvent`, `CodingStep`) are
history and stay. Figures of agreement are computed anew.

Codings are moved by statements, not row by row, however many there are; `CodingMove` keeps where each came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding, TellerClaim
from storyhub.coding.service import ask_refresh
from storyhub.curation.domain.moving import Marked, plan_moves, would_circle
from storyhub.curation.models import CodingMove, Succession
from storyhub.kit import outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LANGS, LISTS
from storyhub.laws.domain.entry import ITEMS
from storyhub.laws.domain.words import RelationKind
from storyhub.laws.models import Law, LawRelation
from storyhub.laws.service import draft_of, reword_law


def move_codings(succession: Succession, heirs: Sequence[Law], *, chosen: Mapping[int, int], now: datetime) -> None:
    """Every coding of the law goes to one of the heirs, those that were removed or lost their place too; `heirs[0]` is the default."""
    there = {heir.id: _codings_of(heir.id) for heir in heirs}
    moves = plan_moves(_codings_of(succession.law_id), default=heirs[0].id, chosen=chosen, there=there)
    if not moves:
        return
    rows = [
        {
            "succession_id": succession.id,
            "coding_id": move.coding_id,
            "from_id": succession.law_id,
            "to_id": move.heir_id,
            "folded": move.folded,
        }
        for move in moves
    ]
    db.session.execute(insert(CodingMove), rows)
    for heir in heirs:
        _change(_moved(succession, CodingMove.to_id == heir.id), Coding.law_id == succession.law_id, law_id=heir.id)
    _change(_moved(succession, CodingMove.folded.is_(True)), removed_at=now)
    _announce(succession)


def return_codings(succession: Succession) -> None:
    """Those that are still where they were put come back; what was marked for the heir since, or changed by its coder, stays there."""
    heirs = select(CodingMove.to_id).where(CodingMove.succession_id == succession.id).distinct()
    for heir_id in db.session.execute(heirs).scalars().all():
        # Folded ones wait under the heir: put away at that very moment, and by nobody who was erased since.
        folded = _moved(succession, CodingMove.to_id == heir_id, CodingMove.folded.is_(True))
        erased = select(Person.id).where(Person.erased_at.is_not(None))
        put_away = (Coding.law_id == heir_id, Coding.removed_at == succession.at, Coding.coder_id.not_in(erased))
        _change(folded, *put_away, removed_at=None)
        _change(_moved(succession, CodingMove.to_id == heir_id), Coding.law_id == heir_id, law_id=succession.law_id)
    _announce(succession)


def move_claims(law_id: int, heir_id: int) -> list[dict[str, Any]]:
    """What tellers see in their stories; one who named both laws names the heir only. What an undo needs."""
    claims = db.session.execute(select(TellerClaim).where(TellerClaim.law_id == law_id)).scalars().all()
    known = set(db.session.execute(select(TellerClaim.story_id).where(TellerClaim.law_id == heir_id)).scalars())
    for claim in claims:
        if claim.story_id not in known:
            db.session.add(TellerClaim(story_id=claim.story_id, law_id=heir_id, at=claim.at))
        db.session.delete(claim)
    db.session.flush()
    return [{"story": claim.story_id, "at": claim.at.isoformat(), "folded": claim.story_id in known} for claim in claims]


def return_claims(law_id: int, heir_id: int, carried: Sequence[Mapping[str, Any]]) -> None:
    """A claim its teller took back meanwhile stays taken back."""
    for one in carried:
        there = db.session.get(TellerClaim, (one["story"], heir_id))
        if there is None:
            continue
        if not one["folded"]:
            db.session.delete(there)
        if db.session.get(TellerClaim, (one["story"], law_id)) is None:
            db.session.add(TellerClaim(story_id=one["story"], law_id=law_id, at=datetime.fromisoformat(one["at"])))
    db.session.flush()


def move_relations(law_id: int, heir_id: int) -> dict[str, list[list[Any]]]:
    """The heir stands to other laws as the law did, where that says something new and closes no circle. What an undo needs."""
    rows = db.session.execute(select(LawRelation)).scalars().all()
    known = {(row.law_id, row.other_id, row.kind) for row in rows}
    stay = [row for row in rows if law_id not in (row.law_id, row.other_id)]
    arrows = {(row.law_id, row.other_id) for row in stay if row.kind == RelationKind.special_case_of}
    carried: dict[str, list[list[Any]]] = {"taken": [], "added": []}
    for row in rows:
        if law_id not in (row.law_id, row.other_id):
            continue
        carried["taken"].append([row.law_id, row.other_id, row.kind])
        db.session.delete(row)
        start, end = (heir_id if one == law_id else one for one in (row.law_id, row.other_id))
        circles = row.kind == RelationKind.special_case_of and would_circle(arrows, start, end)
        if start != end and not circles and (start, end, row.kind) not in known:
            known.add((start, end, row.kind))
            arrows |= {(start, end)} if row.kind == RelationKind.special_case_of else set()
            carried["added"].append([start, end, row.kind])
            db.session.add(LawRelation(law_id=start, other_id=end, kind=row.kind))
    db.session.flush()
    return carried


def return_relations(carried: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    for law_id, other_id, kind in carried.get("added", ()):
        if there := db.session.get(LawRelation, (law_id, other_id, kind)):
            db.session.delete(there)
    db.session.flush()
    for law_id, other_id, kind in carried.get("taken", ()):
        if db.session.get(LawRelation, (law_id, other_id, kind)) is None:
            db.session.add(LawRelation(law_id=law_id, other_id=other_id, kind=kind))
    db.session.flush()


def lend_words(law: Law, heir: Law, *, why: str, actor: Actor, now: datetime) -> dict[str, list[str]]:
    """The heir is also found by the other names of the law, and shows its examples, as far as there is room. What an undo needs."""
    mine, before = draft_of(law), draft_of(heir)
    added: dict[str, list[str]] = {}
    for part in (f"{part}_{lang}" for part in LISTS for lang in LANGS):
        known = getattr(before, part)
        fresh = [item for item in getattr(mine, part) if item not in known][: max(0, ITEMS - len(known))]
        if fresh:
            added[part] = fresh
    if added:
        parts: dict[str, Any] = {part: (*getattr(before, part), *items) for part, items in added.items()}
        reword_law(heir, replace(before, **parts), why=why, actor=actor, now=now)
    return added


def take_words_back(heir: Law, added: Mapping[str, Sequence[str]], *, why: str, actor: Actor, now: datetime) -> None:
    before = draft_of(heir)
    parts: dict[str, Any] = {
        part: tuple(item for item in getattr(before, part) if item not in items) for part, items in added.items()
    }
    reword_law(heir, replace(before, **parts), why=why, actor=actor, now=now)


def _codings_of(law_id: int) -> list[Marked]:
    rows = db.session.execute(
        select(
            Coding.id, Coding.story_id, Coding.passage_id, Coding.coder_id, Coding.polarity, Coding.removed_at, Coding.orphaned_at
        )
        .where(Coding.law_id == law_id)
        .order_by(Coding.id)
    )
    return [Marked(*row[:5], live=row.removed_at is None and row.orphaned_at is None) for row in rows]


def _moved(succession: Succession, *conditions: ColumnElement[bool]) -> Select[int]:
    return select(CodingMove.coding_id).where(CodingMove.succession_id == succession.id, *conditions)


def _change(codings: Select[int], *conditions: ColumnElement[bool], **values: Any) -> None:
    """Changes those of the codings that meet the conditions; their version grows, so that a page that is open notices."""
    db.session.flush()
    db.session.execute(
        update(Coding)
        .where(Coding.id.in_(codings), *conditions)
        .values(version_id=Coding.version_id + 1, **values)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()


def _announce(succession: Succession) -> None:
    """Everything that shows one of these codings is made anew."""
    ask_refresh()
    rows = db.session.execute(select(Coding.id, Coding.story_id).where(Coding.id.in_(_moved(succession)))).all()
    for start in range(0, len(rows), 500):
        some = rows[start : start + 500]
        outbox.record_many("index.passage", [str(row.id) for row in some])
        outbox.record_many("index.story", [str(row.story_id) for row in some])
