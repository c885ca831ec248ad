"""Merging, splitting, superseding and retiring a law in force. Its number stays for ever and leads on; each is one transaction.

Merge and split: codings, coders' votes and decisions, teller claims and relations live on in the heirs, and with a merge the other names
and examples too; memos are shown with the heirs. Supersede
and retire: they stay with the law, because a new claim has to earn evidence of its own. Past days keep the law that was read on them, and
votes stay with the proposal they were cast on. Undone by `service.undoing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from storyhub.curation import rules
from storyhub.curation.domain.moving import would_circle
from storyhub.curation.domain.words import SuccessionKind
from storyhub.curation.models import Succession, SuccessionHeir
from storyhub.curation.service import moving, moving_verdicts
from storyhub.curation.service.remarks import reason_of
from storyhub.curation.service.telling import tell_concerned
from storyhub.kit import outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.words import LawState, LineageKind
from storyhub.laws.models import Law, LawLineage
from storyhub.laws.service import keep_days
from storyhub.laws.service.editing import judge_again, note

LINEAGE = {
    SuccessionKind.merge: LineageKind.merged_into,
    SuccessionKind.split: LineageKind.split_into,
    SuccessionKind.supersede: LineageKind.superseded_by,
}
STATES = {
    SuccessionKind.merge: LawState.merged,
    SuccessionKind.split: LawState.split,
    SuccessionKind.supersede: LawState.retired,
    SuccessionKind.retire: LawState.retired,
}


def merge_law(law: Law, heir: Law, *, why: str, actor: Actor, now: datetime) -> Succession:
    """The law lives on in the heir. Raises: Forbidden, Invalid (itself, not in force, a circle, no reason), Conflict (not in force)"""
    succession = _begin(SuccessionKind.merge, law, (heir,), why=why, actor=actor, now=now)
    moving.move_codings(succession, (heir,), chosen={}, now=now)
    succession.carried = {
        "votes": moving_verdicts.move_votes(succession, default=heir.id),
        "decisions": moving_verdicts.move_decisions(succession, default=heir.id),
        "claims": moving.move_claims(law.id, heir.id),
        "relations": moving.move_relations(law.id, heir.id),
        "words": moving.lend_words(law, heir, why=succession.why, actor=actor, now=now),
    }
    return _end(succession, law, (heir,), actor=actor, now=now)


def split_law(
    law: Law, heirs: Sequence[Law], *, chosen: Mapping[int, int], why: str, actor: Actor, now: datetime
) -> Succession:
    """The law lives on in several; `chosen` is coding → heir (ids), every other coding goes to the first of them.

    Raises: as `merge_law`; Invalid for fewer than two heirs, or a coding sent elsewhere
    """
    if len({heir.id for heir in heirs}) < 2 or len({heir.id for heir in heirs}) != len(heirs):
        raise Invalid(lazy_gettext("A law is split into at least two different laws."), log="too few heirs")
    if not set(chosen.values()) <= {heir.id for heir in heirs}:
        raise Invalid(lazy_gettext("A passage can only go to one of the new laws."), log="a stranger among the heirs")
    succession = _begin(SuccessionKind.split, law, heirs, why=why, actor=actor, now=now)
    moving.move_codings(succession, heirs, chosen=chosen, now=now)
    succession.carried = {
        "default": heirs[0].id,
        "votes": moving_verdicts.move_votes(succession, default=heirs[0].id),
        "decisions": moving_verdicts.move_decisions(succession, default=heirs[0].id),
        "claims": moving.move_claims(law.id, heirs[0].id),
        "relations": moving.move_relations(law.id, heirs[0].id),
    }
    return _end(succession, law, heirs, actor=actor, now=now)


def supersede_law(law: Law, heir: Law, *, why: str, actor: Actor, now: datetime) -> Succession:
    """Another law takes its place; evidence stays with the one it was marked for. Raises: as `merge_law`"""
    succession = _begin(SuccessionKind.supersede, law, (heir,), why=why, actor=actor, now=now)
    return _end(succession, law, (heir,), actor=actor, now=now)


def retire_law(law: Law, *, why: str, actor: Actor, now: datetime) -> Succession:
    """The law is no longer in force, and nothing takes its place. Raises: Forbidden, Conflict, Invalid (no reason)"""
    return _end(_begin(SuccessionKind.retire, law, (), why=why, actor=actor, now=now), law, (), actor=actor, now=now)


def check_heir(law: Law, heir: Law) -> None:
    """Raises: Invalid for a law that cannot take over: itself, one that leads back to it, one not in force"""
    if heir.id == law.id:
        raise Invalid(lazy_gettext("A law cannot live on in itself."), log="itself")
    if would_circle(_arrows(), law.id, heir.id):
        raise Invalid(
            lazy_gettext("Law %(key)s lives on in this one already: that would be a circle.", key=heir.number or 0), log="a circle"
        )
    if not rules.is_in_force(heir):
        raise Invalid(lazy_gettext("Law %(key)s is not in force itself.", key=heir.number or 0), log=f"law {heir.id} is {heir.state}")


def check_in_force(law: Law) -> None:
    """Raises: Conflict"""
    if not rules.is_in_force(law):
        raise Conflict(lazy_gettext("This law is no longer in force. Nothing was changed."), log=f"law {law.id} is {law.state}")


def _begin(kind: SuccessionKind, law: Law, heirs: Sequence[Law], *, why: str, actor: Actor, now: datetime) -> Succession:
    if not rules.may_curate(actor):
        raise Forbidden(log="only curators change which laws are in force")
    for heir in heirs:
        check_heir(law, heir)
    check_in_force(law)
    reason = reason_of(why)
    keep_days(now)
    succession = Succession(law_id=law.id, kind=kind, why=reason, actor_id=actor.person_id, at=now, carried={})
    db.session.add(succession)
    db.session.flush()
    db.session.add_all(SuccessionHeir(succession_id=succession.id, law_id=heir.id) for heir in heirs)
    db.session.add_all(
        LawLineage(old_id=law.id, new_id=heir.id, kind=LINEAGE[kind], why=reason, at=now) for heir in heirs
    )
    db.session.flush()
    # Before anything moves: afterwards nobody's codings name this law any more.
    tell_concerned(succession, undone=False, but=actor, now=now)
    return succession


def _end(succession: Succession, law: Law, heirs: Sequence[Law], *, actor: Actor, now: datetime) -> Succession:
    law.state = STATES[SuccessionKind(succession.kind)]
    note(law, f"law.{succession.kind}", actor=actor, now=now, why=succession.why)
    outbox.record_many("index.law", [str(heir.id) for heir in heirs])
    judge_again([law, *heirs])
    db.session.flush()
    return succession


def _arrows() -> set[tuple[int, int]]:
    return {(old, new) for old, new in db.session.execute(select(LawLineage.old_id, LawLineage.new_id))}
