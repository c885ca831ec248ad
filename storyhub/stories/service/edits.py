"""A moderator's edit: taken out for safety at once, or suggested and then the teller's to decide.

Either way it is a revision of its own; what readers see changes only when a moderator publishes. The text before a redaction stays for
its teller's eyes for a while and is then emptied (`purge_redacted_texts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from storyhub.kit.actor import TELLER, Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import Rendered
from storyhub.stories.domain.words import REDACTED_KEPT, Approval, RevisionAuthor, State
from storyhub.stories.models import Notice, Passage, Revision, Story
from storyhub.stories.queries.edits import text_before
from storyhub.stories.rules import is_edit_waiting, may_correct, may_moderate
from storyhub.stories.service.followers import tell_followers
from storyhub.stories.service.notices import give_notice
from storyhub.stories.service.revisions import add_revision, take_as_newest
from storyhub.stories.service.states import announce, move, need_words, note

_TEXTLESS = {"source": "", "plain": "", "html": ""}


def redact(story: Story, rendered: Rendered, *, source: str, kinds: Sequence[str], actor: Actor, now: datetime) -> Revision:
    """Takes something out for safety: no approval needed, the teller sees what. Earlier texts are marked to be purged.

    `kinds` are words such as `phone`, never what was taken out. A suggestion that waits is put aside.
    Raises: Forbidden, Conflict in a state without a text to change, Invalid without a kind.
    """
    _need_moderator(story, actor)
    if not kinds:
        raise Invalid(log="a redaction of nothing")
    drop_edit(story)
    words = ",".join(dict.fromkeys(kinds))[:200]
    _mark_to_be_purged(story, now=now)
    revision = add_revision(
        story, source=source, rendered=rendered, author=RevisionAuthor.moderator, now=now, person_id=actor.person_id
    )
    revision.redacted = words
    db.session.add(Notice(story_id=story.id, kind="redacted", body="", at=now))
    note(story, "story.redact", actor=actor, now=now, why=words)
    announce(story)
    tell_followers(story, now=now)
    return revision


def suggest_edit(story: Story, rendered: Rendered, why: str, *, source: str, actor: Actor, now: datetime) -> Revision:
    """Suggests another text; nothing is published with it until the teller approves. A story not yet published waits for the teller.

    Raises: Forbidden; Conflict in a state without a text to change, or while another suggestion waits; Invalid without a reason, or if
    nothing would change.
    """
    _need_moderator(story, actor)
    need_words(why)
    newest = story.latest_revision
    if is_edit_waiting(newest):
        raise Conflict(log="an edit waits for the teller already")
    if newest is not None and newest.source == source:
        raise Invalid(lazy_gettext("Nothing is changed in the text."), log="an edit of nothing")
    if story.state in (State.received, State.in_review):
        move(story, State.changes_requested)
    story.answered_at = story.answered_at or now
    revision = add_revision(
        story, source=source, rendered=rendered, author=RevisionAuthor.moderator, now=now, person_id=actor.person_id, why=why.strip()
    )
    revision.approval = Approval.asked
    give_notice(story.id, "edit_suggested", body=why, now=now)
    note(story, "story.suggest_edit", actor=actor, now=now)
    return revision


def answer_edit(story: Story, approved: bool, *, why: str = "", now: datetime) -> None:
    """The teller's answer. Approved: the edit is the newest text. Refused: the text before it is, and the moderator reads `why`.

    Raises: Conflict if no edit waits.
    """
    edit = story.latest_revision
    if edit is None or not is_edit_waiting(edit):
        raise Conflict(lazy_gettext("There is no suggestion to answer any more."), log="no edit waits")
    if approved:
        edit.approval = Approval.approved
    else:
        _put_aside(story, edit, Approval.refused)
    if story.state == State.changes_requested:
        story.state = State.in_review
    word = "edit_approved" if approved else "edit_refused"
    db.session.add(Notice(story_id=story.id, kind=word, body=why.strip(), at=now))
    note(story, f"story.{word}", actor=TELLER, now=now)
    announce(story)


def drop_edit(story: Story) -> None:
    """Another text comes before the teller answered: the suggestion is put aside and the story goes on. Does nothing without one."""
    edit = story.latest_revision
    if edit is None or not is_edit_waiting(edit):
        return
    _put_aside(story, edit, Approval.superseded)
    if story.state == State.changes_requested:
        story.state = State.in_review


def purge_redacted_texts(now: datetime) -> int:
    """Empties texts from which something was taken out and whose time is over; how many. Never one that readers or moderators see."""
    shown = select(Story.latest_revision_id).where(Story.latest_revision_id.is_not(None)).union(
        select(Story.published_revision_id).where(Story.published_revision_id.is_not(None))
    )
    due = select(Revision.id).where(Revision.purge_after <= now, Revision.purged_at.is_(None), Revision.id.not_in(shown))
    ids = list(db.session.execute(due).scalars())
    if ids:
        places = update(Passage).where(Passage.revision_id.in_(ids)).values(exact="", prefix="", suffix="")
        texts = update(Revision).where(Revision.id.in_(ids)).values(**_TEXTLESS, why="", purged_at=now)
        for statement in (places, texts):
            db.session.execute(statement.execution_options(synchronize_session="fetch"))
    return len(ids)


def _mark_to_be_purged(story: Story, *, now: datetime) -> None:
    earlier = select(Revision).where(Revision.story_id == story.id, Revision.purged_at.is_(None), Revision.purge_after.is_(None))
    for revision in db.session.execute(earlier).scalars():
        revision.purge_after = now + REDACTED_KEPT


def _put_aside(story: Story, edit: Revision, approval: Approval) -> None:
    edit.approval = approval
    take_as_newest(story, text_before(edit))
    db.session.flush()


def _need_moderator(story: Story, actor: Actor) -> None:
    if not may_moderate(actor):
        raise Forbidden(log="not a moderator")
    if not may_correct(actor, story):
        raise Conflict(log=f"edit in {story.state}")
