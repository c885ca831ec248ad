"""Browsers in which a person signed in before. A new one is told to the person by letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.domain.session_id import hash_of, new_session_id
from storyhub.accounts.models import KnownDevice, Person
from storyhub.accounts.service.letters import send_to
from storyhub.kit.db import db


def arrive(person_id: int, device_id: str | None, *, lang: str, device: str, link: str, site: str, now: datetime) -> str:
    """Notes in which browser the person has arrived; returns the id for its cookie. `link` is where a password is set anew."""
    person = db.session.get_one(Person, person_id)
    person.lang = lang
    known = db.session.get(KnownDevice, (hash_of(device_id), person_id)) if device_id else None
    if device_id and known:
        known.last_used_at = now
        return device_id
    if _exists(KnownDevice.person_id == person_id):
        send_to(person, "new_device", now=now, site=site, device=device or "—", link=link)
    # An id that came from nowhere is not taken over.
    kept = device_id if device_id and _exists(KnownDevice.device_hash == hash_of(device_id)) else new_session_id()
    db.session.add(KnownDevice(device_hash=hash_of(kept), person_id=person_id, created_at=now, last_used_at=now))
    return kept


def _exists(condition: object) -> bool:
    return db.session.execute(select(KnownDevice.person_id).where(condition).limit(1)).first() is not None  # type: ignore[arg-type]
