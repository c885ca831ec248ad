"""Stories for tests: told, published or imported through the real verbs. Call inside an app context and a `transaction()`."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db
from storyhub.kit.text import Rendered, clean_source, render
from storyhub.stories.domain.drafts import StoryDetails, StoryDraft
from storyhub.stories.domain.receipt import receipt_key
from storyhub.stories.domain.words import ConsentKind, DeclineReason, State
from storyhub.stories.models import Revision, Story
from storyhub.stories.service import (
    begin_review,
    decline_story,
    publish_story,
    request_changes,
    restrict_story,
    submit_story,
    update_details,
    withdraw_story,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
KEY = receipt_key("a secret of the tests that is long enough")
TEXT = "The courier came late. He apologised and carried the box upstairs. I have ordered there ever since."
ALL = frozenset(ConsentKind)


def rendered(source: str) -> Rendered:
    """Rendered in this process: tests of verbs need no worker."""
    return render(source)


def tell(text: str = TEXT, *, consents: frozenset[ConsentKind] = ALL, nonce: str | None = None, now: datetime = NOW) -> tuple[Story, str]:
    """A story as its teller just sent it, and its code."""
    source = clean_source(text)
    draft = StoryDraft(source=source, consents=consents, ui_lang="en")
    return submit_story(draft, nonce=nonce or secrets.token_hex(16), key=KEY, rendered=rendered(source), now=now)


def make_story(
    text: str = TEXT,
    *,
    state: State = State.published,
    consents: frozenset[ConsentKind] = ALL,
    now: datetime = NOW,
    details: StoryDetails | None = None,
    **columns: Any,
) -> Story:
    """A story in any state (published unless said otherwise), with every consent; `columns` are set as they are."""
    story, _code = tell(text, consents=consents, now=now)
    if details is not None:
        update_details(story, details, actor=OPERATOR, now=now)
    bring_to(story, state, now=now)
    for name, value in columns.items():
        setattr(story, name, value)
    db.session.flush()
    return story


def bring_to(story: Story, state: State, *, now: datetime = NOW) -> None:
    """Moves a received story on by the verbs that lead there."""
    match state:
        case State.in_review:
            begin_review(story, actor=OPERATOR, now=now)
        case State.changes_requested:
            request_changes(story, message="Please leave out the name.", actor=OPERATOR, now=now)
        case State.declined:
            decline_story(story, reason=DeclineReason.other, message="Not this time.", actor=OPERATOR, now=now)
        case State.published:
            publish_story(story, actor=OPERATOR, now=now)
        case State.restricted:
            publish_story(story, actor=OPERATOR, now=now)
            restrict_story(story, why="A court asked for it.", actor=OPERATOR, now=now)
        case State.withdrawn:
            withdraw_story(story, actor=OPERATOR, now=now)


def revision_of(story: Story) -> Revision:
    """The newest revision, which every story has."""
    assert story.latest_revision is not None
    return story.latest_revision
