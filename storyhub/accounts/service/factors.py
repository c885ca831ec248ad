"""Verbs about a person's second factors: set up, check, take away. After each change every other browser is signed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storyhub.accounts.domain.recovery_code import new_codes, read_code
from storyhub.accounts.models import Authenticator, Passkey, Person, RecoveryCode
from storyhub.accounts.queries import has_second_factor
from storyhub.accounts.rules import may_manage_people, must_have_second_factor
from storyhub.accounts.service import authenticators, passkeys
from storyhub.accounts.service.keys import Keys
from storyhub.accounts.service.passkeys import Party
from storyhub.accounts.service.sessions import end_sessions
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext

WRONG_DIGITS = lazy_gettext("These digits are not the right ones. Wait for the next ones; the clock of your device must be right.")
LAST_FACTOR = lazy_gettext("Your role needs a second step. Set up another one first, then take this one away.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gave at the second step: words typed, or what a passkey answered to `challenge`."""

    typed: str = ""
    credential: str = ""
    challenge: bytes = b""
    party: Party | None = None


def answers(person_id: int, answer: Answer, *, keys: Keys, now: datetime) -> str | None:
    """Which factor the answer proves: `authenticator`, `recovery_code` or `passkey`; used up as it is checked. None: no proof."""
    if answer.credential:
        party = answer.party
        held = party and passkeys.take_passkey(person_id, answer.credential, party=party, challenge=answer.challenge, now=now)
        return "passkey" if held else None
    if authenticators.take_digits(person_id, answer.typed.replace(" ", ""), keys=keys, now=now):
        return "authenticator"
    code = read_code(answer.typed)
    if code is None:
        return None
    used = delete(RecoveryCode).where(
        RecoveryCode.person_id == person_id, RecoveryCode.code_hash == keys.recovery_hash(person_id, code)
    )
    found = db.session.execute(used.returning(RecoveryCode.code_hash).execution_options(synchronize_session=False)).first()
    return "recovery_code" if found else None


def set_up_authenticator(person: Person, secret: str, typed: str, *, keys: Keys, actor: Actor, now: datetime) -> None:
    """Takes the app into use, once its digits were right; it takes the place of an earlier one. Raises: Invalid."""
    step = authenticators.step_of(secret, typed.replace(" ", ""), now=now)
    if step is None:
        raise Invalid(WRONG_DIGITS, log="wrong digits at set-up")
    db.session.execute(delete(Authenticator).where(Authenticator.person_id == person.id))
    row = Authenticator(person_id=person.id, sealed_secret=keys.seal(secret), last_step=step, created_at=now)
    db.session.add(row)
    _record("person.factor_added", person, actor, now, why="authenticator")


def add_passkey(
    person: Person, credential: str, name: str, *, party: Party, challenge: bytes, actor: Actor, now: datetime
) -> None:
    """Raises: Invalid, Conflict."""
    passkeys.add_passkey(person.id, credential, name, party=party, challenge=challenge, now=now)
    _record("person.factor_added", person, actor, now, why="passkey")


def make_recovery_codes(person: Person, *, keys: Keys, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Ten fresh codes, to be shown once; the earlier ones are void."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = new_codes()
    for code in codes:
        db.session.add(RecoveryCode(code_hash=keys.recovery_hash(person.id, code.replace("-", "")), person_id=person.id))
    _record("person.recovery_codes", person, actor, now)
    return codes


def remove_authenticator(person: Person, *, required: bool, actor: Actor, now: datetime) -> None:
    """Raises: NotFound, Conflict (a role of this person needs a second factor, and this is the only one)."""
    gone = delete(Authenticator).where(Authenticator.person_id == person.id).returning(Authenticator.person_id)
    if db.session.execute(gone.execution_options(synchronize_session=False)).first() is None:
        raise NotFound(log="no authenticator")
    _after_removal(person, "authenticator", required=required, actor=actor, now=now)


def remove_passkey(person: Person, passkey_id: int, *, required: bool, actor: Actor, now: datetime) -> None:
    """Raises: NotFound, Conflict (a role of this person needs a second factor, and this is the only one)."""
    mine = delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person.id).returning(Passkey.id)
    if db.session.execute(mine.execution_options(synchronize_session=False)).first() is None:
        raise NotFound(log="no such passkey")
    _after_removal(person, "passkey", required=required, actor=actor, now=now)


def forget_factors(person: Person, *, actor: Actor, now: datetime) -> None:
    """For somebody who lost everything: all factors gone, signed out, to be set up anew after the next sign-in. Raises: Forbidden."""
    if not may_manage_people(actor):
        raise Forbidden(log="forgetting factors needs the admin role")
    end_sessions(person)
    for table in (Authenticator, Passkey, RecoveryCode):
        db.session.execute(delete(table).where(table.person_id == person.id).execution_options(synchronize_session=False))
    _record("person.factors_forgotten", person, actor, now)


def recovery_codes_exist(person_id: int) -> bool:
    return db.session.execute(select(RecoveryCode.code_hash).where(RecoveryCode.person_id == person_id).limit(1)).first() is not None


def _after_removal(person: Person, what: str, *, required: bool, actor: Actor, now: datetime) -> None:
    if not has_second_factor(person.id):
        if required and must_have_second_factor({row.role for row in person.roles}):
            raise Conflict(LAST_FACTOR, log="last factor")
        # Codes that stand in for a factor make no sense without one.
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    _record("person.factor_removed", person, actor, now, why=what)


def _record(action: str, person: Person, actor: Actor, now: datetime, *, why: str = "") -> None:
    audit.record(action, kind="person", key=str(person.id), actor=actor, now=now, why=why)
