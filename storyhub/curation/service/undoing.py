"""Undoing what became of a law, for some days: it is in force again, and what it lent comes back. What was added since stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from storyhub.curation import rules
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import SuccessionKind
from storyhub.curation.models import Succession, SuccessionHeir
from storyhub.curation.service import moving, moving_verdicts
from storyhub.curation.service.succession import STATES
from storyhub.curation.service.telling import tell_concerned
from storyhub.kit import outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawLineage
from storyhub.laws.service import keep_days
from storyhub.laws.service.editing import judge_again, note

# Only these took codings along, so only they must be undone before what they stand on.
MOVED = (SuccessionKind.merge, SuccessionKind.split)


def undo_succession(succession: Succession, *, actor: Actor, now: datetime, thresholds: Thresholds) -> Law:
    """Puts the law in force again as it was, to the second `undo_days` later at the latest. Codings moved then come back, unless their
    coder gave them another law since; those marked for the heir since stay with it.

    Raises: Forbidden, Conflict (undone already, too late, or the heir itself moved on: that is undone first)
    """
    law, heirs = succession.law, _heirs(succession)
    if not rules.may_curate(actor):
        raise Forbidden(log="only curators undo")
    _check(succession, law, heirs, now=now, thresholds=thresholds)
    keep_days(now)
    tell_concerned(succession, undone=True, but=actor, now=now)
    moving.return_codings(succession)
    carried = succession.carried
    moving_verdicts.return_votes(succession, carried.get("votes", ()))
    moving_verdicts.return_decisions(succession, carried.get("decisions", ()))
    if heirs and carried.get("claims"):
        moving.return_claims(law.id, _first(succession, heirs).id, carried["claims"])
    moving.return_relations(carried.get("relations", {}))
    if carried.get("words") and heirs[0].state == LawState.accepted:
        moving.take_words_back(heirs[0], carried["words"], why=succession.why, actor=actor, now=now)
    db.session.execute(delete(LawLineage).where(LawLineage.old_id == law.id, LawLineage.at == succession.at))
    law.state = LawState.accepted
    succession.undone_at, succession.undone_by_id = now, actor.person_id
    note(law, "law.succession_undone", actor=actor, now=now)
    outbox.record_many("index.law", [str(heir.id) for heir in heirs])
    judge_again([law, *heirs])
    return law


def last_day_to_undo(succession: Succession, thresholds: Thresholds) -> datetime:
    return succession.at + timedelta(days=thresholds.undo_days)


def _check(succession: Succession, law: Law, heirs: list[Law], *, now: datetime, thresholds: Thresholds) -> None:
    if succession.undone_at is not None:
        raise Conflict(lazy_gettext("This was undone already."), log=f"succession {succession.id} is undone")
    if now > last_day_to_undo(succession, thresholds):
        raise Conflict(lazy_gettext("It is too late to undo this."), log=f"succession {succession.id} is too old")
    if law.state != STATES[SuccessionKind(succession.kind)]:
        raise Conflict(lazy_gettext("Something else became of this law since. Nothing was changed."), log=f"law {law.id} is {law.state}")
    if succession.kind not in MOVED:
        return
    asked = select(Law.number).join(Succession, Succession.law_id == Law.id)
    later = asked.where(
        Law.id.in_([heir.id for heir in heirs]), Succession.undone_at.is_(None), Succession.kind.in_(MOVED), Succession.id > succession.id
    )
    if moved_on := db.session.execute(later.limit(1)).scalar():
        raise Conflict(
            lazy_gettext("Law %(key)s was itself merged or split since. Undo that first.", key=moved_on), log="the heir moved on"
        )


def _heirs(succession: Succession) -> list[Law]:
    asked = select(Law).join(SuccessionHeir, SuccessionHeir.law_id == Law.id).where(SuccessionHeir.succession_id == succession.id)
    return list(db.session.execute(asked.order_by(Law.id)).scalars())


def _first(succession: Succession, heirs: list[Law]) -> Law:
    """The heir that took what was not given out one by one."""
    wanted = succession.carried.get("default")
    return next((heir for heir in heirs if heir.id == wanted), heirs[0])
