"""Withdrawing: the text leaves every row that held it; a tombstone and a line in the ledger stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from storyhub.kit import outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.stories.domain.drafts import DETAILS
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import CONSENT_WORDING, ConsentKind, State
from storyhub.stories.models import Consent, MeToo, Notice, Passage, Revision, Story, Withdrawal
from storyhub.stories.rules import may_withdraw
from storyhub.stories.service.contacts import say_farewell
from storyhub.stories.service.followers import tell_followers
from storyhub.stories.service.states import announce, move, note


def withdraw_story(story: Story, *, actor: Actor, now: datetime, reason: str = "teller") -> None:
    """Empties the story for ever. `reason` is a class of reasons in one word (`teller`, `law`, `source` …), never free text.

    The code keeps working: it says that the story was withdrawn. Raises: Forbidden, Conflict if it is withdrawn already.
    """
    if story.state == State.withdrawn:
        raise Conflict(log="withdrawn already")
    if not may_withdraw(actor, story):
        raise Forbidden(log="may not withdraw")
    move(story, State.withdrawn)
    say_farewell(story.id, now=now)
    _empty_texts(story, now=now)
    _empty_story(story)
    _revoke(story, now=now)
    db.session.add(Withdrawal(story_id=story.id, public_id=public_id(story.id), reason=reason[:32], at=now))
    note(story, "story.withdraw", actor=actor, now=now, why=reason[:32])
    announce(story)
    outbox.record("coding.follow", str(story.id))
    # The words leave the log and the index's files, too.
    outbox.record("purge.story", str(story.id))
    tell_followers(story, now=now)


def _empty_texts(story: Story, *, now: datetime) -> None:
    revisions = select(Revision.id).where(Revision.story_id == story.id).scalar_subquery()
    statements = (
        update(Passage).where(Passage.revision_id.in_(revisions)).values(exact="", prefix="", suffix=""),
        update(Revision).where(Revision.story_id == story.id).values(source="", plain="", html="", why="", purged_at=now),
        # A moderator's words to the teller may quote the text.
        update(Notice).where(Notice.story_id == story.id).values(body=""),
        delete(MeToo).where(MeToo.story_id == story.id),
    )
    for statement in statements:
        db.session.execute(statement.execution_options(synchronize_session="fetch"))


def _empty_story(story: Story) -> None:
    """Details go as well: together they can point at a person. Source and external id stay, so that no import brings it back."""
    story.labels = {}
    story.rights = None
    story.danger_signs = None
    story.published_revision = None
    story.turning_point = None
    story.organisation = None
    story.touchpoints = []
    for name in DETAILS:
        if name != "organisation":
            setattr(story, name, None)


def _revoke(story: Story, *, now: datetime) -> None:
    rows = db.session.execute(select(Consent.kind, Consent.granted).where(Consent.story_id == story.id).order_by(Consent.id))
    latest = {ConsentKind(kind): yes for kind, yes in rows}
    for kind in (kind for kind, yes in latest.items() if yes):
        db.session.add(Consent(story_id=story.id, kind=kind, granted=False, wording=CONSENT_WORDING, lang=story.lang, at=now))
    story.may_research = story.may_quote = story.may_open_data = False
