"""The second step of signing in: a session that waits for it becomes a whole one under a new id, or ends after too many tries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, update

from storyhub.accounts.domain.lifetime import Lifetime
from storyhub.accounts.domain.session_id import hash_of
from storyhub.accounts.models import Person, PersonSession
from storyhub.accounts.service.factors import Answer, answers
from storyhub.accounts.service.keys import Keys
from storyhub.accounts.service.sessions import Proof, sign_in
from storyhub.kit import audit
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db

MOST_TRIES = 5


class Outcome(StrEnum):
    passed = "passed"
    wrong = "wrong"
    over = "over"


@dataclass(frozen=True, slots=True)
class Step:
    """How the second step went; a session id and the person only if it was passed."""

    outcome: Outcome
    session_id: str = ""
    actor: Actor = VISITOR
    person_id: int = 0


def take_second_step(waiting_id: str, answer: Answer, *, lifetime: Lifetime, keys: Keys, now: datetime) -> Step:
    """Checks the answer. Raises nothing for a wrong one: its count has to be kept with the transaction."""
    waiting = db.session.get(PersonSession, hash_of(waiting_id))
    person = db.session.get(Person, waiting.person_id) if waiting else None
    if waiting is None or person is None or not waiting.awaits_second:
        return Step(Outcome.over)
    factor = answers(person.id, answer, keys=keys, now=now)
    if factor is None:
        return _wrong(waiting, person, now)
    proof = Proof(person_id=person.id, session_epoch=waiting.session_epoch)
    session_id, actor = sign_in(proof, lifetime=lifetime, now=now, replaces=waiting_id, device=waiting.device, why=factor)
    return Step(Outcome.passed, session_id, actor, person.id)


def _wrong(waiting: PersonSession, person: Person, now: datetime) -> Step:
    tries = waiting.tries + 1
    if tries < MOST_TRIES:
        db.session.execute(update(PersonSession).where(PersonSession.id_hash == waiting.id_hash).values(tries=tries))
        return Step(Outcome.wrong, person_id=person.id)
    db.session.execute(delete(PersonSession).where(PersonSession.id_hash == waiting.id_hash))
    audit.record("person.second_step_failed", kind="person", key=str(person.id), actor=VISITOR, now=now)
    return Step(Outcome.over, person_id=person.id)
