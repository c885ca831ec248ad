"""Everything a moderator sees about one story before deciding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storyhub.accounts.models import Person
from storyhub.calls.models import Call
from storyhub.kit import audit
from storyhub.kit.db import db
from storyhub.kit.text import Html, stored_html
from storyhub.kit.text.word_diff import Piece, word_diff
from storyhub.moderation.domain.actions import Action
from storyhub.moderation.domain.marks import Mark
from storyhub.moderation.domain.waiting import Waiting, waiting_of
from storyhub.moderation.models import Decision
from storyhub.moderation.queries.claims import Claim, claim_of
from storyhub.moderation.queries.marks import Pending, open_marks, redactions
from storyhub.moderation.queries.queue import TOLD_HERE, wait_of
from storyhub.moderation.queries.reports import OpenFlag, OpenRemoval, open_flags, open_removal
from storyhub.moderation.rules import actions_for
from storyhub.stories.domain.drafts import Place
from storyhub.stories.domain.excerpt import shown_title
from storyhub.stories.domain.intake import Intake, intake_of
from storyhub.stories.domain.public_id import public_id, story_id
from storyhub.stories.domain.words import WAITING, Audience, ConsentKind, State
from storyhub.stories.models import Consent, Notice, Revision, Story
from storyhub.stories.queries import text_before
from storyhub.stories.rules import CORRECTABLE, has_correction_waiting, is_edit_waiting


@dataclass(frozen=True, slots=True)
class TaskNotice:
    """A message the teller got."""

    kind: str
    reason: str | None
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """Who decided what, and when."""

    action: str
    moderator: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One story on the desk. `html` is what readers would see; `changes` only for a correction of a published one."""

    public_id: str
    version: int
    state: str
    title: str
    own_title: str | None
    lang: str
    html: Html
    source: str
    plain: str
    revision_id: int
    marks: tuple[Mark, ...]
    pending: tuple[Pending, ...]
    log: tuple[Pending, ...]
    claim: Claim | None
    flags: tuple[OpenFlag, ...]
    removal: OpenRemoval | None
    may_mark: bool
    may_suggest: bool
    is_edit_waiting: bool
    revision: int
    revised_by: str
    why_revised: str
    changes: tuple[Piece, ...]
    actions: tuple[Action, ...]
    waiting: Waiting | None
    received_at: datetime
    collection: str | None
    rights: str | None
    intake: Intake | None
    is_staff_only: bool
    is_sample: bool
    organisation: str | None
    sector: str | None
    touchpoints: tuple[Place, ...]
    stage: str | None
    country: str | None
    month: str | None
    call: Call | None
    consents: frozenset[ConsentKind]
    notices: tuple[TaskNotice, ...]
    events: tuple[audit.Event, ...]


def find_story(public: str) -> Story | None:
    """The story row behind a public id."""
    number = story_id(public)
    return db.session.get(Story, number) if number is not None else None


def task_page(public: str, *, now: datetime, promise_days: int) -> TaskPage | None:
    """Nine SQL queries."""
    asked = (
        select(Story)
        .where(Story.id == story_id(public))
        .options(*(joinedload(part) for part in (Story.latest_revision, Story.published_revision, Story.organisation, Story.call)))
    )
    story = db.session.execute(asked).scalar_one_or_none()
    if story is None:
        return None
    waiting = _waiting(story, story.latest_revision, now=now, promise_days=promise_days)
    claim = claim_of("story", str(story.id), now=now)
    return _page_of(story, redactions(story), waiting, claim)


def _page_of(story: Story, rows: tuple[Pending, ...], waiting: Waiting | None, claim: Claim | None) -> TaskPage:
    newest = story.latest_revision
    may_touch = _may_change(story) and not is_edit_waiting(newest)
    pending = tuple(row for row in rows if row.applied_at is None and row.revision_id == story.latest_revision_id)
    return TaskPage(
        public_id=public_id(story.id),
        version=story.version_id,
        state=story.state,
        title=shown_title(story.title, newest.plain if newest else "") or public_id(story.id),
        own_title=story.title,
        lang=story.lang,
        html=stored_html(newest.html if newest else ""),
        source=newest.source if newest else "",
        plain=newest.plain if newest else "",
        revision_id=newest.id if newest else 0,
        marks=open_marks(newest, pending),
        pending=pending,
        log=tuple(row for row in rows if row.applied_at is not None),
        claim=claim,
        flags=open_flags(story.id),
        removal=open_removal(story.id),
        may_mark=may_touch,
        may_suggest=may_touch,
        is_edit_waiting=is_edit_waiting(newest),
        revision=newest.number if newest else 0,
        revised_by=newest.author if newest else "",
        why_revised=newest.why if newest else "",
        changes=_changes(story, newest),
        actions=actions_for(story, has_redactions=bool(pending)),
        waiting=waiting,
        received_at=story.received_at,
        collection=None if story.source in TOLD_HERE else story.source,
        rights=story.rights, intake=intake_of(story.labels),
        is_staff_only=story.audience == Audience.staff,
        is_sample=story.is_sample,
        organisation=story.organisation.name if story.organisation else None,
        sector=story.sector,
        touchpoints=tuple(Place(one.name, one.expected, one.received) for one in story.touchpoints),
        stage=story.stage,
        country=story.country, month=story.month, call=story.call,
        consents=_consents(story.id),
        notices=_notices(story.id),
        events=audit.timeline("story", str(story.id)),
    )


def decisions_after(story: int, version: int) -> tuple[DecisionMade, ...]:
    """Decisions taken on this or a later version: what somebody who saw `version` missed. One SQL query."""
    asked = (
        select(Decision.action, Decision.decided_at, Person.name)
        .outerjoin(Person, Person.id == Decision.moderator_id)
        .where(Decision.kind == "story", Decision.key == str(story), Decision.story_version >= version)
        .order_by(Decision.id)
    )
    return tuple(DecisionMade(action=row.action, moderator=row.name or "operator", at=row.decided_at) for row in db.session.execute(asked))


def _may_change(story: Story) -> bool:
    """Whether a moderator may touch the text in this state."""
    return story.state in CORRECTABLE or story.state == State.restricted


def _changes(story: Story, newest: Revision | None) -> tuple[Piece, ...]:
    """A correction against what readers see; a suggestion that waits against the text it was made of (one more query then)."""
    shown = story.published_revision
    if newest is not None and is_edit_waiting(newest):
        before = text_before(newest)
        return word_diff(before.plain, newest.plain) if before is not None else ()
    if newest is None or shown is None or not has_correction_waiting(story):
        return ()
    return word_diff(shown.plain, newest.plain)


def _waiting(story: Story, newest: Revision | None, *, now: datetime, promise_days: int) -> Waiting | None:
    if story.state not in WAITING and not has_correction_waiting(story):
        return None
    wait = wait_of(story.state, source=story.source, is_answered=story.answered_at is not None)
    fresh = story.state in WAITING and (story.answered_at is None or story.source not in TOLD_HERE)
    since = story.received_at if fresh or newest is None else newest.created_at
    return waiting_of(wait, since, now=now, promise_days=promise_days)


def _consents(story: int) -> frozenset[ConsentKind]:
    rows = db.session.execute(select(Consent.kind, Consent.granted).where(Consent.story_id == story).order_by(Consent.id))
    latest = {ConsentKind(kind): granted for kind, granted in rows}
    return frozenset(kind for kind, granted in latest.items() if granted)


def _notices(story: int) -> tuple[TaskNotice, ...]:
    rows = db.session.execute(select(Notice).where(Notice.story_id == story).order_by(Notice.id)).scalars()
    return tuple(TaskNotice(kind=row.kind, reason=row.reason, body=row.body, at=row.at) for row in rows)
