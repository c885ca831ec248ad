"""Who has finished the training, and who is to repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storyhub.accounts.models import JoinRequest, Person
from storyhub.coding.domain.training_due import Due, Terms, due
from storyhub.coding.models import TrainingItem, TrainingRun
from storyhub.coding.queries.training_set import current_items
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class Trained:
    """How often somebody finished the training, and when last. `is_missing`: it is required of newcomers, and she has not."""

    times: int
    finished_at: datetime | None
    is_missing: bool


def trained(handles: Iterable[str], terms: Terms) -> Mapping[str, Trained]:
    """For each handle. At most two SQL queries."""
    wanted = list(handles)
    if not wanted:
        return {}
    chosen = (
        select(Person.handle, func.count(TrainingRun.id), func.max(TrainingRun.finished_at))
        .join(TrainingRun, (TrainingRun.person_id == Person.id) & TrainingRun.finished_at.is_not(None))
        .where(Person.handle.in_(wanted))
        .group_by(Person.handle)
    )
    found = {handle: (times, last) for handle, times, last in db.session.execute(chosen).all()}
    asks = terms.required and bool(current_items())
    return {handle: Trained(*found.get(handle, (0, None)), is_missing=asks and handle not in found) for handle in wanted}


def training_due(actor: Actor, terms: Terms, *, now: datetime) -> Due:
    """Whether a researcher is to repeat the training; nobody is while there is none. Few SQL queries, one where nothing is asked."""
    if not actor.has(Role.researcher) or not terms.required or terms.days < 1 or not current_items():
        return Due.no
    return due(_since(actor), terms, now=now)


def _since(actor: Actor) -> datetime | None:
    """When she finished it last; without that, when she was admitted or there was a training, whichever came later."""
    last = select(func.max(TrainingRun.finished_at)).where(TrainingRun.person_id == actor.person_id)
    finished = db.session.execute(last).scalar_one()
    if finished is not None:
        return finished
    admitted = select(func.max(JoinRequest.decided_at)).where(JoinRequest.person_id == actor.person_id, JoinRequest.state == "accepted")
    came = select(Person.created_at).where(Person.id == actor.person_id)
    moments = (db.session.execute(asked).scalar() for asked in (admitted, came, select(func.min(TrainingItem.added_at))))
    return max((moment for moment in moments if moment is not None), default=None)
