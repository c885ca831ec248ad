"""Whose failures count for a try at signing in, and how long it has to wait. What counts is decided in `service.delays`."""

from __future__ import annotations

import math

from storyhub.accounts.models import Person
from storyhub.accounts.service import delay_key, failed, succeeded, wait_of
from storyhub.accounts.views.proofs import keys
from storyhub.accounts.views.session_cookie import device_id
from storyhub.kit.db import db
from storyhub.kit.web import now, read_form, settings
from storyhub.kit.web.limits import address_key


def account_and_address() -> str:
    """For the limit that one address has with one account."""
    return f"{keys().account_key(read_form().get('email', ''))}|{address_key()}"


def seconds_to_wait(email: str) -> int:
    """0, or how many seconds this browser has to wait before its next try with this address."""
    if not settings().limits:
        return 0
    return math.ceil(wait_of(delay_key(email, device_id(), keys=keys()), now=now()).total_seconds())


def seconds_to_wait_of(person_id: int) -> int:
    """The same for somebody who is known already; 0 for a person without an address, who has nothing to guess."""
    person = db.session.get(Person, person_id)
    return seconds_to_wait(person.email) if person is not None and person.email else 0


def count_failure(email: str) -> None:
    """Within a transaction."""
    failed(delay_key(email, device_id(), keys=keys()), now=now())


def count_failure_of(person_id: int) -> None:
    """Within a transaction."""
    person = db.session.get(Person, person_id)
    if person is not None and person.email:
        count_failure(person.email)


def forgive(person_id: int) -> None:
    """The person has arrived: earlier failures of this browser no longer count. Within a transaction."""
    person = db.session.get(Person, person_id)
    if person is not None and person.email:
        succeeded(delay_key(person.email, device_id(), keys=keys()))
