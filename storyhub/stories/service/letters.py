"""What tellers are written to, in the language of their story. No code, no story text, no moderator's words: those wait behind the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storyhub.kit.i18n import force_locale, gettext
from storyhub.kit.i18n import lazy_gettext as _
from storyhub.kit.mail import write_letter
from storyhub.stories.domain.contact_token import contact_token
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Contact

# Subject, and what has happened. What comes after is the same in every letter.
WORDS: Mapping[str, tuple[Any, Any]] = {
    "received": (
        _("Your story %(id)s has arrived"),
        _(
            "Thank you. You gave this address with your story %(id)s. We write when a moderator has a question, when the story is "
            "published or not, when researchers find a law of loyalty in it, and when somebody thanks you for it. Nothing else comes."
        ),
    ),
    "changes_requested": (
        _("A question about your story %(id)s"),
        _("A moderator has read your story %(id)s and asks you something before it can be published. The question waits behind your code."),
    ),
    "published": (
        _("Your story %(id)s is published"),
        _("Your story %(id)s is published: everybody can read it now. Thank you for telling it."),
    ),
    "republished": (
        _("Your story %(id)s: the new text is published"),
        _("A moderator has read the new text of your story %(id)s. Readers see it now."),
    ),
    "declined": (
        _("Your story %(id)s was not accepted"),
        _(
            "A moderator has read your story %(id)s and decided not to publish it. The reason: %(reason)s. "
            "More about it waits behind your code."
        ),
    ),
    "coded": (
        _("Researchers found a law of loyalty in your story %(id)s"),
        _(
            "Researchers have read your story %(id)s and marked what it says about the laws of loyalty. "
            "You see what they found with your code."
        ),
    ),
    "law_moved": (
        _("A law that your story %(id)s speaks about lives on in another one"),
        _(
            "Curators have arranged the library anew, and a law that your story %(id)s speaks about was concerned. What researchers marked "
            "in your story has not changed. You see with your code what it is evidence for now."
        ),
    ),
    "withdrawn": (
        _("Your story %(id)s is withdrawn"),
        _(
            "Your story %(id)s is withdrawn. Its text and all you answered are erased, and so is this address as soon as this letter "
            "is sent: it is the last one."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What a letter must know of the site: where it is, what it is called in each language, and the key of the links that end letters."""

    base_url: str
    site_names: Mapping[str, str]
    key: bytes
    contact_days: int

    def stop_address(self, contact: Contact) -> str:
        token = contact_token(self.key, contact.story_id, contact.created_at)
        return f"{self.base_url}/{contact.lang}/mail/stop/{token}"


def topic_of(story_id: int) -> str:
    """By which letters about a story that wait are found again."""
    return f"story:{story_id}"


def write_to_teller(contact: Contact, kind: str, *, head: LetterHead, now: datetime, reason: object = "") -> None:
    """A letter about what happened to the story; `kind` is one of `WORDS`."""
    subject, happened = WORDS[kind]
    known = {"id": public_id(contact.story_id), "reason": reason}
    with force_locale(contact.lang):
        write_own_words(contact, kind, subject=str(subject) % known, words=str(happened) % known, head=head, now=now)


def write_own_words(contact: Contact, kind: str, *, subject: str, words: str, head: LetterHead, now: datetime) -> None:
    """A letter with words of its own, and under them the two ways on: to the story, and out."""
    stop = head.stop_address(contact)
    with force_locale(contact.lang):
        paragraphs = (
            gettext("Hello!"),
            words,
            gettext("Where to enter the code of your story:") + f"\n{head.base_url}/{contact.lang}/receipt",
            head.site_names[contact.lang],
            gettext("We never ask for your code by e-mail.") + " " + gettext("No more letters, with one click:") + f"\n{stop}",
        )
    _write(contact, kind, subject=subject, paragraphs=paragraphs, now=now, topic=topic_of(contact.story_id), unsubscribe=stop)


def write_farewell(contact: Contact, *, now: datetime) -> None:
    """The confirmation of a withdrawal. It needs no way out: there is nothing left to write about."""
    subject, happened = WORDS["withdrawn"]
    known = {"id": public_id(contact.story_id)}
    with force_locale(contact.lang):
        paragraphs = (gettext("Hello!"), str(happened) % known)
        _write(contact, "withdrawn", subject=str(subject) % known, paragraphs=paragraphs, now=now)


def mail_code(story_id: int, code: str, *, to: str, lang: str, head: LetterHead, now: datetime) -> None:
    """The code to its owner's own mailbox, asked for on the page that showed it. The address stays only until the letter is sent."""
    with force_locale(lang):
        subject = gettext("The code of your story %(id)s", id=public_id(story_id))
        paragraphs = (
            gettext("Hello!"),
            gettext("You asked for the code of your story %(id)s. Here it is:", id=public_id(story_id)) + f"\n{code}",
            gettext("Where to enter the code of your story:") + f"\n{head.base_url}/{lang}/receipt",
            gettext("Keep it: it is the only key to your story. This address was not kept, and we cannot send the code again."),
            head.site_names[lang],
        )
    body = "\n\n".join(paragraphs) + "\n"
    write_letter(kind="story.code", to=to, lang=lang, subject=subject, body=body, now=now, topic=topic_of(story_id))


def _write(contact: Contact, kind: str, *, subject: str, paragraphs: tuple[str, ...], now: datetime, **rest: str) -> None:
    body = "\n\n".join(paragraphs) + "\n"
    write_letter(kind=f"story.{kind}", to=contact.address, lang=contact.lang, subject=subject, body=body, now=now, **rest)
