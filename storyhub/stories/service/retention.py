"""What is erased because its time is over. Run once a day by the worker, or by hand; running it again does nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storyhub.kit.days import day_of
from storyhub.kit.mail import give_up_letters
from storyhub.stories.service.contacts import forget_contacts
from storyhub.stories.service.drafts import delete_expired_drafts
from storyhub.stories.service.edits import purge_redacted_texts
from storyhub.stories.service.me_too import forget_seen

LETTER_DAYS = 30


@dataclass(frozen=True, slots=True)
class Forgotten:
    contacts: int
    letters: int
    drafts: int
    texts: int


def forget_what_is_due(*, now: datetime) -> Forgotten:
    """Addresses of tellers on their day, with the letters that wait for them; letters that no server took for a month; drafts nobody
    went on with; texts from before a redaction that was never published; which visitors were counted on days that are over.
    """
    forget_seen(now.date())
    return Forgotten(
        contacts=forget_contacts(today=day_of(now), now=now),
        letters=give_up_letters(before=now - timedelta(days=LETTER_DAYS), now=now),
        drafts=delete_expired_drafts(now),
        texts=purge_redacted_texts(now),
    )
