"""The address a teller may give: kept apart from the story, for letters about it alone, erased when consent or time is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, TELLER, Actor
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.mail import drop_letters, read_address
from storyhub.stories.domain.contact_token import contact_token, contact_token_hash
from storyhub.stories.domain.words import CONTACT_WORDING, ConsentKind, State
from storyhub.stories.models import Consent, Contact, Story
from storyhub.stories.service.letters import LetterHead, topic_of, write_farewell, write_to_teller


def set_contact(story: Story, address: str, *, head: LetterHead, lang: str, now: datetime) -> Contact:
    """The teller wants letters about the story at this address; another one replaces it. `lang` is that of the wording agreed to.

    Raises: Invalid for what is no address, Conflict if the story is withdrawn.
    """
    address = read_address(address)
    if story.state == State.withdrawn:
        raise Conflict(log="withdrawn")
    before = contact_of(story.id)
    if before is not None and before.address == address:
        keep_contact(before, head=head, now=now)
        return before
    if before is not None:
        _erase(before)
    contact = Contact(story_id=story.id, address=address, lang=story.lang, created_at=now)
    contact.token_hash = contact_token_hash(contact_token(head.key, story.id, now))
    keep_contact(contact, head=head, now=now)
    db.session.add(contact)
    db.session.flush()
    _decided(story.id, granted=True, lang=lang, actor=TELLER, now=now)
    if story.state in (State.received, State.in_review):
        write_to_teller(contact, "received", head=head, now=now)
    return contact


def keep_contact(contact: Contact, *, head: LetterHead, now: datetime) -> None:
    """Something happened to the story: the time until the address is erased begins anew."""
    contact.delete_on = day_of(now) + timedelta(days=head.contact_days)


def stop_contact(story_id: int, *, lang: str, now: datetime) -> bool:
    """No more letters: the address, and what waits to be sent to it, is erased. False if there was none."""
    contact = contact_of(story_id)
    if contact is None:
        return False
    _erase(contact)
    _decided(story_id, granted=False, lang=lang, actor=TELLER, now=now)
    return True


def stop_by_token(token: str, *, lang: str, now: datetime) -> None:
    """`stop_contact` for whoever holds the link of a letter. Raises: NotFound"""
    stop_contact(story_of_token(token), lang=lang, now=now)


def story_of_token(token: str) -> int:
    """Raises: NotFound if letters with this link are over, or it is not whole."""
    hashed = contact_token_hash(token)
    found = db.session.execute(select(Contact.story_id).where(Contact.token_hash == hashed)).scalar()
    if found is None:
        raise NotFound(lazy_gettext("No letters are sent by this link any more: they were stopped already, or the link is not whole."))
    return found


def say_farewell(story_id: int, *, now: datetime) -> None:
    """A withdrawal: one letter confirms it, and the address is erased. The ledger of consents is the withdrawal's own."""
    contact = contact_of(story_id)
    if contact is not None:
        _erase(contact)
        write_farewell(contact, now=now)


def forget_contacts(*, today: date, now: datetime) -> int:
    """Erases the addresses whose day has come; returns how many."""
    due = db.session.execute(select(Contact).where(Contact.delete_on <= today).order_by(Contact.id)).scalars().all()
    for contact in due:
        _erase(contact)
        _decided(contact.story_id, granted=False, lang=contact.lang, actor=OPERATOR, now=now)
    return len(due)


def contact_of(story_id: int) -> Contact | None:
    """One SQL query."""
    return db.session.execute(select(Contact).where(Contact.story_id == story_id)).scalar()


def has_contact(story_id: int) -> bool:
    return contact_of(story_id) is not None


def _erase(contact: Contact) -> None:
    drop_letters(topic_of(contact.story_id))
    db.session.delete(contact)
    db.session.flush()


def _decided(story_id: int, *, granted: bool, lang: str, actor: Actor, now: datetime) -> None:
    kind = ConsentKind.contact
    db.session.add(Consent(story_id=story_id, kind=kind, granted=granted, wording=CONTACT_WORDING, lang=lang, at=now))
    db.session.flush()
    audit.record("story.consents", kind="story", key=str(story_id), actor=actor, now=now, why=f"{'+' if granted else '-'}{kind}")
