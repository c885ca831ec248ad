"""Verbs about being signed in: prove who one is, sign in, stay, sign out. Only hashes of session ids are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import OperationalError

from storyhub.accounts.domain.lifetime import Lifetime
from storyhub.accounts.domain.session_id import hash_of, new_session_id
from storyhub.accounts.models import Person, PersonSession
from storyhub.accounts.queries import actor_of
from storyhub.accounts.service.passwords import Hasher, matches
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import BUSY_TIMEOUT_MS, WRITES, db
from storyhub.kit.errors import Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext

# How long a page may wait for writing down that its reader is still here.
PATIENCE_MS = 100
# How much of a session's hash names it in a form.
MARK = 16
NO_MATCH = lazy_gettext("This e-mail address and this password do not go together.")


@dataclass(frozen=True, slots=True)
class Proof:
    """Who somebody showed to be, and the state of their credentials at that moment."""

    person_id: int
    session_epoch: int


def prove(email: str, password: str, *, hasher: Hasher) -> Proof:
    """Checks the password; reads only. Outside the transaction on purpose: a slow hash must not hold the write lock.

    Raises: Invalid, with one text and after one amount of work whatever was wrong.
    """
    asked = select(Person.id, Person.session_epoch, Person.active, Person.password_hash).where(
        Person.email == email.strip().casefold()
    )
    row = db.session.execute(asked).one_or_none()
    if not matches(row.password_hash if row else None, password, hasher=hasher) or row is None or not row.active:
        raise Invalid(NO_MATCH, log="sign-in refused")
    return Proof(person_id=row.id, session_epoch=row.session_epoch)


def prove_person(person_id: int, password: str, *, hasher: Hasher) -> bool:
    """Whether this is the password of somebody who is signed in already; reads only."""
    stored = db.session.execute(select(Person.password_hash).where(Person.id == person_id)).scalar_one_or_none()
    return matches(stored, password, hasher=hasher)


def prove_sample(handle: str) -> Proof:
    """One-click sign-in of the demo: only ever a sample person. Raises: Invalid."""
    asked = select(Person.id, Person.session_epoch).where(
        Person.handle == handle, Person.is_sample.is_(True), Person.active.is_(True)
    )
    row = db.session.execute(asked).one_or_none()
    if row is None:
        raise Invalid(NO_MATCH, log="no such sample person")
    return Proof(person_id=row.id, session_epoch=row.session_epoch)


def sign_in(
    proof: Proof, *, lifetime: Lifetime, now: datetime, replaces: str | None = None, device: str = "", why: str = ""
) -> tuple[str, Actor]:
    """A new session id for the cookie, and who that is. `replaces`: the id this browser held before, void from now on.

    Raises: Invalid if the credentials changed since they were proved.
    """
    person = _proved(proof)
    session_id = _begin(person, lifetime=lifetime, now=now, replaces=replaces, device=device)
    actor = actor_of(person)
    audit.record("person.signed_in", kind="person", key=str(person.id), actor=actor, now=now, why=why)
    return session_id, actor


def await_second(proof: Proof, *, lifetime: Lifetime, now: datetime, replaces: str | None = None, device: str = "") -> str:
    """A session id that opens nothing but the second step. Raises: Invalid if the credentials changed since they were proved."""
    return _begin(_proved(proof), lifetime=lifetime, now=now, replaces=replaces, device=device, awaits_second=True)


def keep_only(session_id: str, person: Person, *, now: datetime) -> str:
    """After new credentials: every browser is signed out but this one, which goes on under a new id."""
    row = db.session.get(PersonSession, hash_of(session_id))
    began, device = (row.created_at, row.device) if row else (now, "")
    end_sessions(person)
    fresh = new_session_id()
    db.session.add(_row(fresh, person, created_at=began, now=now, device=device))
    return fresh


def end_sessions(person: Person) -> None:
    """Signs the person out everywhere."""
    person.session_epoch += 1
    db.session.execute(delete(PersonSession).where(PersonSession.person_id == person.id))


def sign_out_everywhere(person: Person, *, actor: Actor, now: datetime) -> None:
    """The person's own wish: all browsers at once, this one too."""
    end_sessions(person)
    audit.record("person.signed_out_everywhere", kind="person", key=str(person.id), actor=actor, now=now)


def end_session(person_id: int, mark: str, *, actor: Actor, now: datetime) -> None:
    """Signs one browser out, named by the beginning of its hash. Raises: NotFound."""
    mine = PersonSession.person_id == person_id, PersonSession.id_hash.startswith(mark, autoescape=True)
    gone = delete(PersonSession).where(*mine).returning(PersonSession.id_hash).execution_options(synchronize_session=False)
    if len(mark) != MARK or not db.session.execute(gone).all():
        raise NotFound(log="no such session")
    audit.record("person.session_ended", kind="person", key=str(person_id), actor=actor, now=now)


def prove_again(session_id: str, *, now: datetime) -> None:
    """Writes down that the person has just shown once more who they are."""
    db.session.execute(update(PersonSession).where(PersonSession.id_hash == hash_of(session_id)).values(proved_at=now))


def sign_out(session_id: str, *, actor: Actor, now: datetime) -> None:
    """Ends the session on the server; signing out twice is signing out once."""
    gone = delete(PersonSession).where(PersonSession.id_hash == hash_of(session_id)).returning(PersonSession.person_id)
    person_id = db.session.execute(gone.execution_options(synchronize_session=False)).scalar_one_or_none()
    if person_id is not None:
        audit.record("person.signed_out", kind="person", key=str(person_id), actor=actor, now=now)


def see_again(id_hash: str, *, now: datetime) -> bool:
    """Writes down that the session is in use, on a connection of its own; False if the database was too busy to.

    A page is never slowed or failed by it: the worst that can happen is a session that ends a minute early.
    """
    statement = update(PersonSession).where(PersonSession.id_hash == id_hash).values(last_seen_at=now)
    is_sqlite = db.engine.dialect.name == "sqlite"
    try:
        with db.engine.connect() as connection:
            _be_patient(connection, PATIENCE_MS) if is_sqlite else None
            try:
                connection.execution_options(**{WRITES: True}).execute(statement)
                connection.commit()
            finally:
                _be_patient(connection, BUSY_TIMEOUT_MS) if is_sqlite else None
    except OperationalError:
        return False
    return True


def _be_patient(connection: object, milliseconds: int) -> None:
    """Straight to the driver: a pragma must come before BEGIN, which SQLAlchemy sends with the first statement."""
    connection.connection.cursor().execute(f"PRAGMA busy_timeout={milliseconds}")  # type: ignore[attr-defined]


def _proved(proof: Proof) -> Person:
    person = db.session.get(Person, proof.person_id)
    if person is None or not person.active or person.session_epoch != proof.session_epoch:
        raise Invalid(NO_MATCH, log="credentials changed while signing in")
    return person


def _begin(
    person: Person, *, lifetime: Lifetime, now: datetime, replaces: str | None, device: str, awaits_second: bool = False
) -> str:
    _forget_finished(lifetime, now)
    if replaces:
        db.session.execute(delete(PersonSession).where(PersonSession.id_hash == hash_of(replaces)))
    session_id = new_session_id()
    db.session.add(_row(session_id, person, created_at=now, now=now, device=device, awaits_second=awaits_second))
    return session_id


def _row(
    session_id: str, person: Person, *, created_at: datetime, now: datetime, device: str, awaits_second: bool = False
) -> PersonSession:
    return PersonSession(
        id_hash=hash_of(session_id),
        person_id=person.id,
        session_epoch=person.session_epoch,
        created_at=created_at,
        last_seen_at=now,
        proved_at=now,
        device=device,
        awaits_second=awaits_second,
    )


def _forget_finished(lifetime: Lifetime, now: datetime) -> None:
    finished = or_(PersonSession.last_seen_at <= lifetime.idle_since(now), PersonSession.created_at <= lifetime.begun_since(now))
    db.session.execute(delete(PersonSession).where(finished).execution_options(synchronize_session=False))
