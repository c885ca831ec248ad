"""Which stories wait for a coder, and in which order: the statements the queue is made of.

What the order may give away. It counts *places*: coders who have finished and coders who have one running now, together and alike. So a
blind coder can learn that somebody has taken a story; she cannot learn whether that person has begun, marked anything, finished or found
a law, because none of this changes a count. Disagreement between others would tell her something about their marks, hence it is never
computed here: a curator who sees it asks for one reading more, and that wish alone (`wanted_at`) moves a story forward.
Own marks and skips change one's own queue only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, func, literal_column, or_, select, union_all

from storyhub.coding.models import CodingClaim, CodingPass, CodingRound, CodingSkip
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story
from storyhub.stories.queries import in_sector

SHOWS = ("begun", "given", "skipped")
# The column of the subquery that every statement here joins under this name.
_PLACES: ColumnElement[int] = func.coalesce(literal_column("held.places", Integer), 0)


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """`lang`, `sector` and `show` come from the address; empty: everything. The rest comes from the settings and the open calls.

    Places without a sign of life since `taken_since` (`given_since` for those a curator gave) have run out; None: they never do.
    `called` are the calls that are open.
    """

    lang: str = ""
    sector: str = ""
    show: str = ""
    coders_needed: int = 1
    taken_since: datetime | None = None
    given_since: datetime | None = None
    called: frozenset[int] = frozenset()


def waiting(column: Any, filters: QueueFilters, actor: Actor) -> Select[Any]:
    """Stories of one's own queue, with the round and the places of others joined; `show` chooses among them."""
    held = _places_of_others(filters, actor)
    statement = _joined(to_be_coded(column, filters), held).where(
        CodingRound.complete_at.is_(None), Story.id.not_in(own_passes(actor).where(CodingPass.finished_at.is_not(None)))
    )
    if filters.show == "skipped":
        return statement.where(Story.id.in_(_skipped(actor)))
    statement = statement.where(Story.id.not_in(_skipped(actor)))
    if filters.show == "begun":
        return statement.where(begun(actor))
    if filters.show == "given":
        return statement.where(given(actor))
    needed = func.coalesce(CodingRound.coders_needed, filters.coders_needed)
    return statement.where(or_(needed > _PLACES, begun(actor), _own_place(actor)))


def order(filters: QueueFilters) -> tuple[Any, ...]:
    """Fewest places taken by others, then what a curator wants read once more, then stories for an open call, then the oldest."""
    called = case((Story.call_id.in_(filters.called), 0), else_=1)
    return (_PLACES, case((CodingRound.wanted_at.is_not(None), 0), else_=1), called, Story.id)


def key_of(story_id: int, filters: QueueFilters, actor: Actor) -> tuple[Any, ...] | None:
    """Where this story stands in the order, whether or not it still waits."""
    held = _places_of_others(filters, actor)
    found = db.session.execute(_joined(select(*order(filters)).select_from(Story), held).where(Story.id == story_id)).first()
    return tuple(found) if found else None


def taken_by_others(story_id: int, filters: QueueFilters, *, actor: Actor) -> int:
    held = _places_of_others(filters, actor)
    return int(db.session.execute(select(func.coalesce(func.sum(held.c.places), 0)).where(held.c.story_id == story_id)).scalar_one())


def to_be_coded(column: Any, filters: QueueFilters) -> Select[Any]:
    """Published stories whose tellers agree to research."""
    statement = select(*(column if isinstance(column, tuple) else (column,))).select_from(Story)
    statement = statement.where(Story.state == State.published, Story.may_research.is_(True))
    if filters.lang:
        statement = statement.where(Story.lang == filters.lang)
    if filters.sector:
        statement = statement.where(in_sector(filters.sector))
    return statement


def begun(actor: Actor) -> ColumnElement[bool]:
    return Story.id.in_(own_passes(actor).where(CodingPass.finished_at.is_(None)))


def given(actor: Actor) -> ColumnElement[bool]:
    """Given to this coder by a curator."""
    own = select(CodingClaim.story_id).where(CodingClaim.coder_id == actor.person_id, CodingClaim.assigned_by_id.is_not(None))
    return Story.id.in_(own)


def own_passes(actor: Actor) -> Select[Any]:
    """Stories this coder has begun or finished."""
    joined = select(CodingRound.story_id).join(CodingPass, CodingPass.round_id == CodingRound.id)
    return joined.where(CodingPass.coder_id == actor.person_id)


def _own_place(actor: Actor) -> ColumnElement[bool]:
    return Story.id.in_(select(CodingClaim.story_id).where(CodingClaim.coder_id == actor.person_id))


def _skipped(actor: Actor) -> Select[Any]:
    return select(CodingSkip.story_id).where(CodingSkip.coder_id == actor.person_id)


def _joined(statement: Select[Any], held: Any) -> Select[Any]:
    return statement.outerjoin(CodingRound, CodingRound.story_id == Story.id).outerjoin(held, held.c.story_id == Story.id)


def _places_of_others(filters: QueueFilters, actor: Actor) -> Any:
    """How many others have a place at each story whose round is open: finished, or running now. Named, so that it is joined once."""
    finished = (
        select(CodingRound.story_id)
        .join(CodingPass, CodingPass.round_id == CodingRound.id)
        .where(CodingRound.complete_at.is_(None), CodingPass.finished_at.is_not(None), CodingPass.coder_id != actor.person_id)
    )
    running = select(CodingClaim.story_id).where(CodingClaim.coder_id != actor.person_id)
    if filters.taken_since is not None:
        running = running.where(CodingClaim.assigned_by_id.is_not(None) | (CodingClaim.at >= filters.taken_since))
    if filters.given_since is not None:
        running = running.where(CodingClaim.assigned_by_id.is_(None) | (CodingClaim.at >= filters.given_since))
    places = union_all(finished, running).subquery("place")
    return select(places.c.story_id, func.count().label("places")).group_by(places.c.story_id).subquery("held")
