"""Which stories look like a text, out of the fingerprints in the database, and what was said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Integer, and_, case, cast, func, or_, select, union_all
from sqlalchemy.orm import aliased

from storyhub.accounts.models import Person
from storyhub.kit.db import db
from storyhub.kit.outbox import OutboxRow
from storyhub.moderation.domain.nearness import NEAR, Fingerprint, fingerprint, scheme, similarity
from storyhub.moderation.domain.pairs import Verdict
from storyhub.moderation.models import NearPair, PrintBand, StoryPrint
from storyhub.stories.domain.excerpt import shown_title
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Revision, Story

# Shown and kept of one story at most; looked at: those that share most bands, out of so many rows of the index.
MOST, LOOKED_AT, ROWS = 5, 200, 10_000
# The outbox kind of the worker's comparing, and how many that still wait are compared while a page is made.
KIND, WAITING = "near.story", 50


@dataclass(frozen=True, slots=True)
class Near:
    """A story whose text is near, and how near."""

    story_id: int
    percent: int


@dataclass(frozen=True, slots=True)
class NearStory:
    """One story that looks like the one on the desk. `days`: so many earlier (negative: later) it was sent."""

    public_id: str
    title: str
    lang: str
    state: str
    percent: int
    days: int
    verdict: Verdict | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a moderator said about two stories."""

    verdict: Verdict
    by: str
    at: datetime


def near_prints(made: Fingerprint, *, story_id: int, way: str) -> tuple[Near, ...]:
    """The nearest kept texts but the story's own and withdrawn ones, the nearest first. One SQL query."""
    if not made.bands:
        return ()
    rows = select(PrintBand.story_id).where(PrintBand.band.in_(made.bands)).limit(ROWS).subquery()
    shared = select(rows.c.story_id).group_by(rows.c.story_id).order_by(func.count().desc(), rows.c.story_id).limit(LOOKED_AT)
    asked = (
        select(StoryPrint.story_id, StoryPrint.exact, StoryPrint.signature)
        .join(Story, Story.id == StoryPrint.story_id)
        .where(StoryPrint.story_id.in_(shared), StoryPrint.story_id != story_id, StoryPrint.scheme == way)
        .where(Story.state != State.withdrawn)
    )
    scored = [(similarity(made, Fingerprint(row.exact, row.signature)), row.story_id) for row in db.session.execute(asked)]
    found = sorted((-alike, number) for alike, number in scored if alike >= NEAR)
    return tuple(Near(number, round(-100 * alike)) for alike, number in found[:MOST])


def near_stories(public: str, plain: str, *, key: bytes) -> tuple[NearStory, ...]:
    """What looks like this text, worker or no worker: it is compared here and now. Three SQL queries, or two if nothing does."""
    made, own = fingerprint(plain, key=key), int(public[2:])
    if made is None:
        return ()
    kept = {one.story_id: one.percent for one in near_prints(made, story_id=own, way=scheme(key))}
    found_now = kept | _near_waiting(made, own=own, key=key)
    nears = dict(sorted(found_now.items(), key=lambda item: (-item[1], item[0]))[:MOST])
    if not nears:
        return ()
    this = aliased(Story)
    pair = and_(
        NearPair.story_id == case((Story.id < own, Story.id), else_=own), NearPair.other_id == case((Story.id < own, own), else_=Story.id)
    )
    asked = (
        select(
            Story.id, Story.title, Story.lang, Story.state, Story.is_sample, Story.received_at, Revision.plain, NearPair.verdict,
            this.received_at.label("mine"),
        )
        .join(Revision, Revision.id == Story.latest_revision_id)
        .join(this, this.id == own)
        .outerjoin(NearPair, pair)
        .where(Story.id.in_(nears))
    )  # fmt: skip
    found = {row.id: _near_story(row, nears[row.id]) for row in db.session.execute(asked)}
    return tuple(found[number] for number in nears if number in found)


def open_pairs(story_ids: Sequence[int]) -> dict[int, str]:
    """Story → public id of the nearest one it looks like, where no moderator has said anything yet. One SQL query."""
    other = aliased(Story)
    asked = (
        select(NearPair.story_id, NearPair.other_id)
        .join(Story, Story.id == NearPair.story_id)
        .join(other, other.id == NearPair.other_id)
        .where(or_(NearPair.story_id.in_(story_ids), NearPair.other_id.in_(story_ids)), NearPair.verdict.is_(None))
        .where(Story.state != State.withdrawn, other.state != State.withdrawn)
        .order_by(NearPair.percent, NearPair.story_id.desc())
    )
    found: dict[int, str] = {}
    for one, two in db.session.execute(asked):
        found[one], found[two] = public_id(two), public_id(one)
    return found


def with_open_pair() -> CompoundSelect[Any]:
    """The stories of pairs nobody has said anything about, for a condition."""
    open_ones = [select(column).where(NearPair.verdict.is_(None)) for column in (NearPair.story_id, NearPair.other_id)]
    return union_all(*open_ones)


def said_about(one: int, two: int) -> Said | None:
    """What was said about a pair. One SQL query."""
    asked = (
        select(NearPair.verdict, NearPair.decided_at, Person.name)
        .outerjoin(Person, Person.id == NearPair.decided_by)
        .where(NearPair.story_id == min(one, two), NearPair.other_id == max(one, two), NearPair.verdict.is_not(None))
    )
    row = db.session.execute(asked).first()
    return Said(Verdict(row.verdict), row.name or "operator", row.decided_at) if row is not None else None


def _near_waiting(made: Fingerprint, *, own: int, key: bytes) -> dict[int, int]:
    """The same among the newest stories that the worker has not come to yet."""
    asked = (
        select(Story.id, Revision.plain)
        .join(Revision, Revision.id == Story.latest_revision_id)
        # The cast stands on this side so that stories are found by their number, not all of them read.
        .join(OutboxRow, and_(OutboxRow.kind == KIND, Story.id == cast(OutboxRow.key, Integer)))
        .where(Story.id != own, Story.state != State.withdrawn)
        .order_by(Story.id.desc())
        .limit(WAITING)
    )
    prints = {row.id: fingerprint(row.plain, key=key) for row in db.session.execute(asked)}
    alike = {number: similarity(made, one) for number, one in prints.items() if one is not None}
    return {number: round(100 * share) for number, share in alike.items() if share >= NEAR}


def _near_story(row: Any, percent: int) -> NearStory:
    return NearStory(
        public_id=public_id(row.id),
        title=shown_title(row.title, row.plain) or public_id(row.id),
        lang=row.lang,
        state=row.state,
        percent=percent,
        days=(row.mine.date() - row.received_at.date()).days,
        verdict=Verdict(row.verdict) if row.verdict else None,
        is_sample=row.is_sample,
    )
