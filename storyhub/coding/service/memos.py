"""Memos: a researcher's own thoughts on a story, a law or the whole work; kept to herself or shown to the other researchers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storyhub.coding.models import Memo
from storyhub.coding.rules import may_use_desk
from storyhub.coding.service.rounds import check_coder
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.models import Law
from storyhub.stories.models import Story

MAX_MEMO = 4_000


def write_memo(
    text: str, *, story: Story | None = None, law: Law | None = None, is_shared: bool = False, actor: Actor, now: datetime
) -> Memo:
    """A memo on a story or a law, or without either on the project. Raises: Forbidden, Conflict (a story not to be coded), Invalid."""
    if not may_use_desk(actor):
        raise Forbidden(log="only researchers write memos")
    if story is not None:
        check_coder(story, actor)
    memo = Memo(
        about="story" if story else "law" if law else "project",
        story_id=story.id if story else None,
        law_id=law.id if law and not story else None,
        author_id=actor.person_id,
        text=_checked(text),
        is_shared=is_shared,
        written_at=now,
    )
    db.session.add(memo)
    db.session.flush()
    audit.record("memo.written", kind="memo", key=str(memo.id), actor=actor, now=now)
    return memo


def change_memo(memo: Memo, text: str, *, is_shared: bool, version: int, actor: Actor, now: datetime) -> Memo:
    """Raises: NotFound for somebody else's; Conflict when it was changed since `version`; Invalid."""
    _own(memo, actor)
    text = _checked(text)
    if (memo.text, memo.is_shared) == (text, is_shared):
        return memo
    if memo.version_id != version:
        raise Conflict(lazy_gettext("This memo was changed in another window. Nothing was overwritten."), log="version")
    memo.text, memo.is_shared, memo.changed_at = text, is_shared, now
    db.session.flush()
    audit.record("memo.changed", kind="memo", key=str(memo.id), actor=actor, now=now)
    return memo


def remove_memo(memo: Memo, *, actor: Actor, now: datetime) -> None:
    """The words are gone. Raises: NotFound for somebody else's."""
    _own(memo, actor)
    audit.record("memo.removed", kind="memo", key=str(memo.id), actor=actor, now=now)
    db.session.delete(memo)
    db.session.flush()


def forget_memos(*, story_id: int | None = None, author_id: int | None = None) -> None:
    """Of a withdrawn story, because they may quote it, or of a person who is erased."""
    gone = Memo.story_id == story_id if story_id is not None else Memo.author_id == author_id
    db.session.execute(delete(Memo).where(gone))


def _own(memo: Memo, actor: Actor) -> None:
    if not may_use_desk(actor):
        raise Forbidden(log="only researchers write memos")
    if memo.author_id != actor.person_id:
        raise NotFound(log="not the author's own memo")


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid(lazy_gettext("Please write something."), log="empty memo")
    if len(text) > MAX_MEMO:
        raise Invalid(lazy_gettext("The memo is too long: 4,000 characters at most."), log="memo too long")
    return text
