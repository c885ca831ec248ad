"""Reading codings back from an export. A row that is there already is left alone, a row that cannot be placed is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.rules import may_use_desk
from storyhub.coding.service.coding import add_coding
from storyhub.coding.service.rounds import finish_pass
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db
from storyhub.kit.errors import Forbidden, Problem
from storyhub.kit.text import find_unique
from storyhub.laws.domain.law_key import law_number, proposal_number
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Passage, Story

Row = Mapping[str, Any]
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: its place in the file, from 1, and why (a short word for the operator)."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    added: int
    unchanged: int
    rejected: tuple[Rejected, ...]


class _Unusable(Exception):
    """This row cannot be taken; says why."""


def import_codings(rows: Iterable[Row], *, coders_needed: int, actor: Actor, now: datetime) -> ImportReport:
    """Takes rows as `export_codings` gives them. Passes are finished only after all rows are in, so that no coder comes too late.

    A researcher takes in her own only, as marked now and not finished; an administrator or the operator anybody's.
    Raises: Forbidden for anybody else.
    """
    is_own = not actor.has(Role.admin)
    if is_own and not may_use_desk(actor):
        raise Forbidden(log="only researchers import codings")
    added = unchanged = 0
    rejected: list[Rejected] = []
    finished: dict[tuple[int, str], tuple[Story, Actor, datetime]] = {}
    saw_others: set[tuple[int, str]] = set()
    for number, row in enumerate(rows, start=1):
        try:
            story, coder = _story(row), _coder(row)
            if is_own:
                row = _as_own(row, coder, actor)
            is_new = _take(row, story, coder, coders_needed=coders_needed, now=now)
        except (_Unusable, Problem) as problem:
            rejected.append(Rejected(number, str(problem)))
            continue
        added, unchanged = added + is_new, unchanged + (not is_new)
        if row.get("blind") == "no":
            saw_others.add((story.id, coder.name))
        if row.get("finished"):
            finished[story.id, coder.name] = (story, coder, _time(row["finished"], now))
    for story, coder, at in finished.values():
        if not _is_shut(story, coder):
            made = finish_pass(story, coder=coder, now=at, coders_needed=coders_needed)
            made.is_blind = made.is_blind and (story.id, coder.name) not in saw_others
    return ImportReport(added=added, unchanged=unchanged, rejected=tuple(rejected))


def _as_own(row: Row, coder: Actor, actor: Actor) -> Row:
    """The row without what only an administrator may claim: when it was marked, and that the story is finished."""
    if coder.person_id != actor.person_id:
        raise _Unusable("somebody else's coding")
    return {name: value for name, value in row.items() if name not in ("created_at", "finished", "blind")}


def _take(row: Row, story: Story, coder: Actor, *, coders_needed: int, now: datetime) -> bool:
    """True when the row made a coding, False when it was there."""
    start, end = _place(row, story)
    law = _law(row)
    if _is_there(story, coder, law, start, end):
        return False
    coding = add_coding(
        story,
        start=start,
        end=end,
        law_id=law.id,
        polarity=str(row.get("polarity", "")),
        strength=_whole(row.get("strength")) or 0,
        note=unguarded(str(row.get("note") or "")),
        coder=coder,
        coders_needed=coders_needed,
        now=now,
    )
    coding.created_at = _time(row.get("created_at"), now)
    db.session.flush()
    return True


def _story(row: Row) -> Story:
    """By source and external id where the row has both, else by public id."""
    if row.get("source") and row.get("external_id"):
        chosen = select(Story).where(Story.source == row["source"], Story.external_id == row["external_id"])
        found = db.session.execute(chosen).scalar_one_or_none()
    else:
        number = story_id(str(row.get("story", "")))
        found = db.session.get(Story, number) if number else None
    if found is None:
        raise _Unusable("unknown story")
    return found


def _coder(row: Row) -> Actor:
    person = db.session.execute(select(Person).where(Person.handle == str(row.get("coder", "")))).scalar_one_or_none()
    if person is None:
        raise _Unusable("unknown coder")
    return Actor(person_id=person.id, name=person.handle, roles=frozenset({Role.researcher}), label="import")


def _law(row: Row) -> Law:
    key = str(row.get("law", ""))
    number, proposal = law_number(key), proposal_number(key)
    column = Law.number == number if number else Law.proposal_number == proposal
    law = db.session.execute(select(Law).where(column)).scalar_one_or_none() if number or proposal else None
    if law is None:
        raise _Unusable("unknown law")
    return law


def _place(row: Row, story: Story) -> tuple[int | None, int | None]:
    """The offsets where they still hold the very words, else the one place where the words stand between their neighbours."""
    exact = str(row.get("exact") or "")
    start, end = _whole(row.get("start")), _whole(row.get("end"))
    if not exact and start is None and end is None:
        return None, None
    plain = story.published_revision.plain if story.published_revision else ""
    if start is not None and end is not None and exact and plain[start:end] == exact:
        return start, end
    exact = unguarded(exact)
    if start is not None and end is not None and plain[start:end] == exact:
        return start, end
    found = find_unique(plain, exact, str(row.get("prefix") or ""), str(row.get("suffix") or ""))
    if found is None:
        raise _Unusable("passage not found exactly once")
    return found, found + len(exact)


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.

    >>> unguarded("'=1+1"), unguarded("'quoted'")
    ('=1+1', "'quoted'")
    """
    return cell[1:] if cell.startswith("'") and cell[1:2] in RISKY else cell


def _is_there(story: Story, coder: Actor, law: Law, start: int | None, end: int | None) -> bool:
    chosen = (
        select(Coding.id)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.story_id == story.id, Coding.coder_id == coder.person_id, Coding.law_id == law.id)
        .where(Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .where(Passage.start.is_(None) if start is None else (Passage.start == start) & (Passage.end == end))
    )
    return db.session.execute(chosen.limit(1)).first() is not None


def _is_shut(story: Story, coder: Actor) -> bool:
    """Finished already, or the round was closed: nothing is left to finish."""
    chosen = (
        select(CodingRound.complete_at, CodingPass.finished_at)
        .join(CodingPass, CodingPass.round_id == CodingRound.id)
        .where(CodingRound.story_id == story.id, CodingPass.coder_id == coder.person_id)
    )
    found = db.session.execute(chosen).first()
    return found is not None and (found.complete_at is not None or found.finished_at is not None)


def _whole(value: object) -> int | None:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _time(value: object, now: datetime) -> datetime:
    """An ISO time with its zone; `now` for anything else."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return now
    return found.astimezone(UTC) if found.tzinfo else now
