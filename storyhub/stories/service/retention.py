"""What is erased because its time is over. Run once a day by the worker, or by hand; running it again does nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storyhub.kit.days import day_of
from storyhub.kit.mail import give_up_letters
from storyhub.stories.service.contacts import forget_contacts

LETTER_DAYS = 30


@dataclass(frozen=True, slots=True)
class Forgotten:
    contacts: int
    letters: int


def forget_what_is_due(*, now: datetime) -> Forgotten:
    """Addresses of tellers on their day, with the letters that wait for them; and letters that no server took for a month."""
    contacts = forget_contacts(today=day_of(now), now=now)
    return Forgotten(contacts, give_up_letters(before=now - timedelta(days=LETTER_DAYS), now=now))
