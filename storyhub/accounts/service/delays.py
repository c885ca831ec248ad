"""Slowing guessers down without locking anybody out: each failure makes the next try wait longer, never longer than five minutes.

Two counts: a browser in which the person signed in before waits for its own failures only, whatever strangers do; all others share one
count an account. Addresses that nobody has here are counted alike, so that waiting tells nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from storyhub.accounts.domain.session_id import hash_of
from storyhub.accounts.models import KnownDevice, Person, SignInDelay
from storyhub.accounts.service.keys import Keys
from storyhub.kit.db import db

FREE = 5
LONGEST = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(days=1)


def delay_key(email: str, device_id: str | None, *, keys: Keys) -> str:
    """Whose failures count for this try."""
    if device_id:
        known = (
            select(KnownDevice.device_hash)
            .join(Person, Person.id == KnownDevice.person_id)
            .where(KnownDevice.device_hash == hash_of(device_id), Person.email == email.strip().casefold())
        )
        if db.session.execute(known).first():
            return keys.account_key(f"{email}|{device_id}")
    return keys.account_key(email)


def wait_of(key: str, *, now: datetime) -> timedelta:
    """How long the next try has to wait; nothing for the first five."""
    row = db.session.get(SignInDelay, key)
    if row is None or row.failures < FREE:
        return timedelta()
    pause = min(timedelta(seconds=2 ** min(row.failures - FREE, 20)), LONGEST)
    # A clock that was set back must not make anybody wait for longer than the pause itself.
    return max(timedelta(), min(row.last_failed_at + pause - now, pause))


def failed(key: str, *, now: datetime, times: int = 1) -> None:
    """One more wrong password or code. Counts of yesterday are forgotten."""
    old = delete(SignInDelay).where(SignInDelay.last_failed_at < now - FORGOTTEN_AFTER)
    db.session.execute(old.execution_options(synchronize_session=False))
    row = db.session.get(SignInDelay, key)
    if row is None:
        db.session.add(SignInDelay(account_key=key, failures=times, last_failed_at=now))
    else:
        row.failures, row.last_failed_at = row.failures + times, now


def succeeded(key: str) -> None:
    db.session.execute(delete(SignInDelay).where(SignInDelay.account_key == key))
