"""Thanking a teller: a note written by hand, shown with the code, signed, and mailed to whoever wants letters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.kit import audit, outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import force_locale, gettext, lazy_gettext
from storyhub.moderation.models import ThanksNote
from storyhub.moderation.rules import may_thank, takes_thanks
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Notice, Story
from storyhub.stories.service import LetterHead, contact_of, give_notice, keep_contact, write_own_words

# The outbox kind; the key is the note's id.
THANKS = "moderation.thanks"
SHORTEST, LONGEST = 10, 1_000


def thank_teller(story: Story, words: str, *, actor: Actor, now: datetime) -> ThanksNote:
    """Keeps a note, one a person and story. The words live in the teller's messages, which a withdrawal empties; the log has none.

    Raises: Forbidden; Conflict for a story that is not public, that nobody holds the code of, or that the person thanked for already;
    Invalid for words that are too few or too many.
    """
    if not may_thank(actor):
        raise Forbidden(log="not one of the people who thank")
    if not takes_thanks(story):
        raise Conflict(log="no teller to thank")
    words = words.replace("\r\n", "\n").strip()
    if not SHORTEST <= len(words) <= LONGEST:
        raise Invalid(lazy_gettext("From 10 to 1,000 characters, please."), log="length of a note")
    mine = select(ThanksNote.id).where(ThanksNote.story_id == story.id, ThanksNote.person_id == actor.person_id)
    if db.session.execute(mine).scalar() is not None:
        raise Conflict(lazy_gettext("You have thanked for this story already."), log="thanked twice")
    notice = give_notice(story.id, "thanks", body=words, now=now)
    db.session.flush()
    note = ThanksNote(story_id=story.id, notice_id=notice.id, person_id=actor.person_id, written_at=now)
    db.session.add(note)
    db.session.flush()
    audit.record("story.thanked", kind="story", key=str(story.id), actor=actor, now=now)
    if contact_of(story.id) is not None:
        outbox.record(THANKS, str(note.id))
    return note


def mail_thanks(note_id: int, *, head: LetterHead, now: datetime) -> None:
    """Writes the letter with a note, once. Nothing without the teller's consent at this very moment."""
    found = db.session.execute(
        select(Notice, Person.name)
        .join(ThanksNote, ThanksNote.notice_id == Notice.id)
        .join(Person, Person.id == ThanksNote.person_id)
        .where(ThanksNote.id == note_id)
    ).first()
    contact = contact_of(found[0].story_id) if found else None
    if found is None or contact is None or found[0].mailed_at is not None or not found[0].body:
        return
    notice, name = found
    with force_locale(contact.lang):
        subject = gettext("Thanks for your story %(id)s", id=public_id(contact.story_id))
        lead = gettext("%(name)s has read your story %(id)s and writes to you:", name=name, id=public_id(contact.story_id))
    write_own_words(contact, "thanks", subject=subject, words=f"{lead}\n\n{notice.body}\n\n— {name}", head=head, now=now)
    keep_contact(contact, head=head, now=now)
    notice.mailed_at = now
