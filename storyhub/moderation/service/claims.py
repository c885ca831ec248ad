"""Claiming a task: for a while it says who is at work on it. It hinders nobody from deciding; it only saves two people the same work."""

from __future__ import annotations

from datetime import datetime, timedelta

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.moderation.models import TaskClaim
from storyhub.stories.rules import may_moderate


def claim_task(kind: str, key: str, *, minutes: int, actor: Actor, now: datetime) -> TaskClaim:
    """Takes the task, or goes on with it. Raises: Forbidden; Conflict while somebody else has it."""
    if not may_moderate(actor) or actor.person_id is None:
        raise Forbidden(log="claiming needs the moderator role")
    found = db.session.get(TaskClaim, (kind, key))
    if found is not None and found.person_id != actor.person_id and found.until > now:
        raise Conflict(log="somebody else has this task")
    if found is None:
        found = TaskClaim(kind=kind, key=key, person_id=actor.person_id, until=now)
        db.session.add(found)
    found.person_id = actor.person_id
    found.until = now + timedelta(minutes=minutes)
    db.session.flush()
    return found


def touch_claim(kind: str, key: str, *, minutes: int, actor: Actor, now: datetime) -> None:
    """The first action takes a task that nobody has; somebody else's claim stays as it is."""
    found = db.session.get(TaskClaim, (kind, key))
    if actor.person_id is not None and (found is None or found.person_id == actor.person_id or found.until <= now):
        claim_task(kind, key, minutes=minutes, actor=actor, now=now)


def release_task(kind: str, key: str, *, actor: Actor) -> None:
    """Gives one's own claim back; does nothing to anybody else's."""
    found = db.session.get(TaskClaim, (kind, key))
    if found is not None and found.person_id == actor.person_id:
        db.session.delete(found)
        db.session.flush()


def forget_claim(kind: str, key: str) -> None:
    """The task is done, whoever had it."""
    found = db.session.get(TaskClaim, (kind, key))
    if found is not None:
        db.session.delete(found)
        db.session.flush()
