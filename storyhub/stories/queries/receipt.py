"""What a teller sees with the code: state, promise, messages, consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from storyhub.kit.actor import TELLER
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.kit.text import Html, Span, sentences, stored_html
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import WAITING, Audience, ConsentKind, State
from storyhub.stories.models import Consent, Notice, Story
from storyhub.stories.queries.edits import Edit, edits_of
from storyhub.stories.queries.episodes import ToldIn, told_in
from storyhub.stories.rules import CORRECTABLE, has_correction_waiting, may_name, may_reply


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a moderator to the teller, or the teller's answer."""

    kind: str
    reason: str | None
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """What the teller said last about one consent: when, and to which wording in which language."""

    kind: ConsentKind
    granted: bool
    wording: str
    lang: str
    on: date


@dataclass(frozen=True, slots=True)
class Receipt:
    """A story as its teller sees it, days in the time zone of the site. `id` is for the parts of other features, never for an address."""

    id: int
    public_id: str
    state: str
    received_on: date
    promised_on: date
    answered_on: date | None
    published_on: date | None
    is_answered: bool
    is_late: bool
    is_public: bool
    correction_waits: bool
    may_correct: bool
    may_name: bool
    may_reply: bool
    edit: Edit | None
    redaction: Edit | None
    text: str
    source: str
    html: Html
    messages: tuple[Message, ...]
    choices: tuple[Choice, ...]
    told_in: ToldIn | None

    @property
    def consents(self) -> frozenset[ConsentKind]:
        """What is allowed now."""
        return frozenset(choice.kind for choice in self.choices if choice.granted)


def receipt_of(story: Story, *, promise_days: int, today: date) -> Receipt:
    """Three SQL queries beside the story and its newest text; one more if the story was told already."""
    edits = edits_of(story)
    own = edits.own
    received = day_of(story.received_at)
    promised = received + timedelta(days=promise_days)
    answered = story.answered_at is not None or story.state not in WAITING
    return Receipt(
        id=story.id,
        public_id=public_id(story.id),
        state=story.state,
        received_on=received,
        promised_on=promised,
        answered_on=day_of(story.answered_at) if story.answered_at else None,
        published_on=story.published_on,
        is_answered=answered,
        is_late=not answered and today > promised,
        is_public=story.state == State.published and story.audience == Audience.public,
        correction_waits=has_correction_waiting(story) and edits.suggested is None,
        may_correct=story.state in CORRECTABLE,
        may_name=may_name(TELLER, story),
        may_reply=may_reply(story, story.latest_revision),
        edit=edits.suggested,
        redaction=edits.redacted,
        text=own.plain if own else "",
        source=own.source if own else "",
        html=stored_html(own.html if own else ""),
        messages=_messages(story.id),
        choices=_choices(story.id),
        told_in=told_in(story),
    )


def sentence_spans(story: Story) -> list[Span]:
    """The sentences of the newest text, as the turning point question offers them."""
    return sentences(story.latest_revision.plain) if story.latest_revision else []


def restriction_of(story_id: int) -> Message | None:
    """Why and when a story was restricted, for its public stub. One SQL query."""
    restricted = select(Notice).where(Notice.story_id == story_id, Notice.kind == "restricted").order_by(Notice.id.desc())
    row = db.session.execute(restricted.limit(1)).scalar()
    return None if row is None else Message(kind=row.kind, reason=row.reason, body=row.body, at=row.at)


def _messages(story_id: int) -> tuple[Message, ...]:
    rows = db.session.execute(select(Notice).where(Notice.story_id == story_id).order_by(Notice.id.desc())).scalars()
    return tuple(Message(kind=row.kind, reason=row.reason, body=row.body, at=row.at) for row in rows)


def _choices(story_id: int) -> tuple[Choice, ...]:
    """The newest line of the ledger of each kind, in the order of the form."""
    rows = db.session.execute(select(Consent).where(Consent.story_id == story_id).order_by(Consent.id)).scalars()
    latest = {row.kind: row for row in rows}
    return tuple(
        Choice(kind=kind, granted=row.granted, wording=row.wording, lang=row.lang, on=day_of(row.at))
        for kind in ConsentKind
        if (row := latest.get(kind)) is not None
    )
