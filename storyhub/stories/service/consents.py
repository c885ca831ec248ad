"""The consent ledger: every choice is a new row with the wording it was made on; the story carries the present state."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.kit import audit, outbox
from storyhub.kit.actor import TELLER
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict
from storyhub.stories.domain.words import CONSENT_WORDING, USES, ConsentKind, State
from storyhub.stories.models import Consent, Story
from storyhub.stories.service.followers import tell_followers
from storyhub.stories.service.withdrawal import withdraw_story


def first_consents(story: Story, granted: frozenset[ConsentKind], *, lang: str, now: datetime) -> None:
    """Writes all choices of the form down, the refused ones too."""
    write_consents(story, {kind: kind in granted for kind in USES}, lang=lang, now=now)


def set_consents(story: Story, granted: frozenset[ConsentKind], *, lang: str, now: datetime) -> None:
    """What the teller allows to do with the text from now on; only changes are written. Without `publish` the story is withdrawn.

    Raises: Conflict if it is withdrawn already.
    """
    if story.state == State.withdrawn:
        raise Conflict(log="withdrawn")
    if ConsentKind.publish not in granted:
        withdraw_story(story, actor=TELLER, now=now)
        return
    before = granted_consents(story.id)
    changes = {kind: kind in granted for kind in USES if (kind in granted) != (kind in before)}
    if not changes:
        return
    write_consents(story, changes, lang=lang, now=now)
    db.session.flush()
    words = ", ".join(f"{'+' if yes else '-'}{kind}" for kind, yes in changes.items())
    audit.record("story.consents", kind="story", key=str(story.id), actor=TELLER, now=now, why=words)
    outbox.record("index.story", str(story.id))
    outbox.record("coding.follow", str(story.id))
    tell_followers(story, now=now)


def granted_consents(story_id: int) -> frozenset[ConsentKind]:
    """What is granted now: the newest row of each kind. One SQL query."""
    rows = db.session.execute(select(Consent.kind, Consent.granted).where(Consent.story_id == story_id).order_by(Consent.id))
    latest = {ConsentKind(kind): yes for kind, yes in rows}
    return frozenset(kind for kind, yes in latest.items() if yes)


def write_consents(story: Story, choices: dict[ConsentKind, bool], *, lang: str, now: datetime) -> None:
    """Appends to the ledger and brings the story's own columns in line."""
    for kind, yes in choices.items():
        db.session.add(Consent(story_id=story.id, kind=kind, granted=yes, wording=CONSENT_WORDING, lang=lang, at=now))
        if kind is not ConsentKind.publish:
            setattr(story, f"may_{kind}", yes)
