"""How laws stand to each other: a curator ties two laws, or unties them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws import rules
from storyhub.laws.domain.words import LawState, RelationKind
from storyhub.laws.models import Law, LawRelation
from storyhub.laws.service.editing import note


def relate(law: Law, other: Law, kind: str, *, actor: Actor, now: datetime) -> None:
    """`law` supports, is in tension with, or is a special case of `other`. Saying it twice, or a tension from both ends, is saying it
    once.

    Raises: Forbidden; Invalid (an unknown kind, a law and itself); Conflict (not in force, a circle of special cases)
    """
    _check(law, other, kind, actor)
    for one in (law, other):
        if one.state != LawState.accepted:
            raise Conflict(lazy_gettext("Only laws in force can be related to each other."), log=f"law {one.id} is {one.state}")
    if _found(law, other, kind):
        return
    if kind == RelationKind.special_case_of and law.id in _above(other.id):
        message = lazy_gettext("The other law is a special case of this one already; both cannot be.")
        raise Conflict(message, log=f"special cases would go in a circle: {law.id}, {other.id}")
    db.session.add(LawRelation(law_id=law.id, other_id=other.id, kind=kind))
    _note(law, other, kind, "law.related", actor=actor, now=now)


def unrelate(law: Law, other: Law, kind: str, *, actor: Actor, now: datetime) -> None:
    """Takes the relation away; twice is once. Raises: Forbidden, Invalid"""
    _check(law, other, kind, actor)
    found = _found(law, other, kind)
    if found is not None:
        db.session.delete(found)
        _note(law, other, kind, "law.unrelated", actor=actor, now=now)


def _check(law: Law, other: Law, kind: str, actor: Actor) -> None:
    if not rules.may_edit(actor):
        raise Forbidden(log="only curators relate laws")
    if kind not in tuple(RelationKind):
        raise Invalid(lazy_gettext("Please choose how the laws stand to each other."), log="unknown kind of relation")
    if law.id == other.id:
        raise Invalid(lazy_gettext("A law cannot be related to itself."), log=f"law {law.id} and itself")


def _found(law: Law, other: Law, kind: str) -> LawRelation | None:
    ways = [(law.id, other.id)] + ([(other.id, law.id)] if kind == RelationKind.in_tension_with else [])
    rows = (db.session.get(LawRelation, (one, another, kind)) for one, another in ways)
    return next((row for row in rows if row is not None), None)


def _above(law_id: int) -> set[int]:
    """The law itself and everything it is a special case of, however indirectly."""
    pairs = db.session.execute(
        select(LawRelation.law_id, LawRelation.other_id).where(LawRelation.kind == RelationKind.special_case_of)
    ).all()
    reached, waiting = {law_id}, [law_id]
    while waiting:
        here = waiting.pop()
        fresh = {other for one, other in pairs if one == here} - reached
        reached |= fresh
        waiting += fresh
    return reached


def _note(law: Law, other: Law, kind: str, action: str, *, actor: Actor, now: datetime) -> None:
    """In the log of both; the reason names kind and number, read from `law`."""
    note(law, action, actor=actor, now=now, why=f"{kind} {other.number}")
    note(other, action, actor=actor, now=now, why=f"back {kind} {law.number}")
