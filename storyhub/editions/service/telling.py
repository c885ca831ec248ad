"""The teller's reward: a word that the story stands in an edition, under which laws, and where to read it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.editions.models import Edition, EditionQuote
from storyhub.editions.queries.cited import Cited, cited_in
from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.kit.i18n import force_locale, gettext
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Contact, Notice
from storyhub.stories.service import LetterHead, contact_of, give_notice, keep_contact, write_own_words

# The outbox kind; the key is the edition's id, a slash, and the notice's.
CITED = "edition.cited"
NOTICE = "cited"


def tell_cited(edition_id: int, *, now: datetime) -> None:
    """A notice for the tellers of all stories it quotes, and a letter for those who get letters."""
    quoted = select(EditionQuote.story_id).where(EditionQuote.edition_id == edition_id).distinct()
    stories = list(db.session.execute(quoted.order_by(EditionQuote.story_id)).scalars())
    mailed = set(db.session.execute(select(Contact.story_id).where(Contact.story_id.in_(stories))).scalars())
    notices = [give_notice(story_id, NOTICE, now=now) for story_id in stories]
    db.session.flush()
    outbox.record_many(CITED, [f"{edition_id}/{notice.id}" for notice in notices if notice.story_id in mailed])


def mail_cited(key: str, *, head: LetterHead, now: datetime) -> None:
    """Writes the letter about a notice, once. Nothing without the teller's consent at this very moment, nor of a quote that is gone."""
    edition_id, _, notice_id = key.partition("/")
    notice, edition = db.session.get(Notice, int(notice_id)), db.session.get(Edition, int(edition_id))
    contact = contact_of(notice.story_id) if notice is not None else None
    places = cited_in(contact.story_id, edition_id=int(edition_id)) if contact is not None else ()
    if notice is None or contact is None or edition is None or notice.mailed_at is not None or not places:
        return
    with force_locale(contact.lang):
        subject = gettext("Your story %(id)s is cited in edition %(number)s", id=public_id(contact.story_id), number=edition.number)
        lead = gettext(
            "Edition %(number)s of the laws of loyalty is out, and your story %(id)s stands in it. What you lived through is evidence "
            "that others can cite now. Here it is:",
            id=public_id(contact.story_id),
            number=edition.number,
        )
        lines = [_line(place, head, contact.lang) for place in places]
    write_own_words(contact, NOTICE, subject=subject, words="\n".join([lead, *lines]), head=head, now=now)
    keep_contact(contact, head=head, now=now)
    notice.mailed_at = now


def _line(place: Cited, head: LetterHead, lang: str) -> str:
    address = f"{head.base_url.rstrip('/')}/{lang}/editions/{place.edition}/laws/{place.law}"
    return gettext("law %(law)s in edition %(edition)s: %(address)s", law=place.law, edition=place.edition, address=address)
