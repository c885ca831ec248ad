"""Telling a story, and everything its teller does later with the code."""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storyhub.kit import audit
from storyhub.kit.actor import TELLER, Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import Rendered, detect_language
from storyhub.stories.domain.drafts import FREE_WORDS, StoryDetails, StoryDraft
from storyhub.stories.domain.receipt import read_code, receipt_code, receipt_hash, submission_key
from storyhub.stories.domain.words import ConsentKind, RevisionAuthor, State
from storyhub.stories.models import Revision, Story
from storyhub.stories.queries.edits import text_before
from storyhub.stories.rules import is_edit_waiting, may_correct, may_moderate, may_name
from storyhub.stories.service.consents import first_consents
from storyhub.stories.service.edits import answer_edit, drop_edit
from storyhub.stories.service.organisations import find_organisation
from storyhub.stories.service.revisions import add_revision
from storyhub.stories.service.states import announce, note
from storyhub.stories.service.touchpoints import replace_touchpoints


def submit_story(draft: StoryDraft, *, nonce: str, key: bytes, rendered: Rendered, now: datetime) -> tuple[Story, str]:
    """The new story and its code. A nonce that was used before gives the story it made then, whatever the text says now.

    Raises: Invalid without the consent to publish or without a nonce.
    """
    if ConsentKind.publish not in draft.consents or not nonce:
        raise Invalid(log="no consent to publish, or no nonce")
    code = receipt_code(key, nonce)
    found = _submitted(nonce, key)
    if found is not None:
        return found, code
    story = _new_story(rendered, nonce=nonce, code=code, key=key, now=now)
    story.spam_signs = ",".join(draft.spam_signs) or None
    story.call_id = draft.call_id
    try:
        with db.session.begin_nested():
            db.session.add(story)
    except IntegrityError:
        # Another request with this nonce was faster by less than a transaction.
        found = _submitted(nonce, key)
        if found is None:
            raise
        return found, code
    add_revision(story, source=draft.source, rendered=rendered, author=RevisionAuthor.teller, now=now)
    first_consents(story, draft.consents, lang=draft.ui_lang, now=now)
    note(story, "story.submit", actor=TELLER, now=now)
    announce(story)
    return story, code


def open_receipt(code: str, *, key: bytes) -> Story:
    """The story that belongs to a code, as typed. Raises: NotFound with what to do."""
    read = read_code(code)
    if read is None:
        raise NotFound(lazy_gettext("This is not a whole code, or one character is wrong. Please compare it with what you kept."))
    wanted = receipt_hash(key, read)
    story = db.session.execute(select(Story).where(Story.receipt_hash == wanted)).scalar()
    if story is None or not compare_digest(story.receipt_hash or "", wanted):
        raise NotFound(lazy_gettext("No story belongs to this code."))
    return story


def correct_story(story: Story, *, source: str, rendered: Rendered, actor: Actor, now: datetime, why: str = "") -> Revision:
    """A new text. Readers of a published story keep the old one until a moderator publishes it; the same text changes nothing.

    Raises: Forbidden, Conflict where the state does not allow it.
    """
    if not may_correct(actor, story):
        if actor == TELLER or may_moderate(actor):
            raise Conflict(lazy_gettext("The text of this story can no longer be changed."), log=f"correct in {story.state}")
        raise Forbidden(log="may not correct")
    if actor == TELLER:
        _answer_by_text(story, source, now=now)
    else:
        drop_edit(story)
    newest = story.latest_revision
    if actor == TELLER and story.state == State.changes_requested:
        story.state = State.in_review
    if newest is not None and newest.source == source:
        return newest
    author = RevisionAuthor.teller if actor == TELLER else RevisionAuthor.moderator
    revision = add_revision(story, source=source, rendered=rendered, author=author, now=now, person_id=actor.person_id, why=why)
    if story.published_revision_id is None:
        story.lang = detect_language(rendered.plain)
    # `why` may name what was taken out: it stays with the revision, which a withdrawal empties, and out of the log.
    note(story, "story.correct", actor=actor, now=now)
    announce(story)
    return revision


def update_details(story: Story, details: StoryDetails, *, actor: Actor, now: datetime) -> None:
    """Changes the details that are given. Raises: Conflict (withdrawn, or free words after publication), Invalid."""
    if story.state == State.withdrawn:
        raise Conflict(log="withdrawn")
    given = details.given()
    if not (FREE_WORDS.isdisjoint(given) or may_name(actor, story)):
        raise Conflict(
            lazy_gettext("Title, company and touchpoints of a published story are changed by a moderator only."), log="free words"
        )
    if "organisation" in given:
        name = given.pop("organisation")
        story.organisation = find_organisation(name, given.get("sector") or story.sector) if name else None
    if "touchpoints" in given:
        replace_touchpoints(story, given.pop("touchpoints"))
    for name, value in given.items():
        setattr(story, name, value)
    db.session.flush()
    audit.record("story.details", kind="story", key=str(story.id), actor=actor, now=now, why=", ".join(sorted(details.given())))
    announce(story)


def _answer_by_text(story: Story, source: str, *, now: datetime) -> None:
    """A text that comes while an edit waits answers it: the edit itself says yes, the text before it no, any other replaces it."""
    edit = story.latest_revision
    if edit is None or not is_edit_waiting(edit):
        return
    before = text_before(edit)
    if source == edit.source or (before is not None and source == before.source):
        answer_edit(story, source == edit.source, now=now)
    else:
        drop_edit(story)


def _submitted(nonce: str, key: bytes) -> Story | None:
    return db.session.execute(select(Story).where(Story.submission_key == submission_key(key, nonce))).scalar()


def _new_story(rendered: Rendered, *, nonce: str, code: str, key: bytes, now: datetime) -> Story:
    return Story(
        submission_key=submission_key(key, nonce),
        receipt_hash=receipt_hash(key, code),
        state=State.received,
        lang=detect_language(rendered.plain),
        received_at=now,
    )
