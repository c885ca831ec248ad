"""Calls as pages show them, in one language. What is withdrawn leaves this module only where it is asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select

from storyhub.calls.domain.drafts import SLUG
from storyhub.calls.domain.phase import Days, Phase, Standing
from storyhub.calls.models import Call
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.kit.text import Html, stored_html, typeset, typeset_html


@dataclass(frozen=True, slots=True)
class CallCard:
    """A call on a day. `last_on`: when it closes, or closed. `left`: days to come on which it is open; 0 on the last."""

    id: int
    slug: str
    title: str
    text: Html
    phase: Phase
    opens_on: date
    last_on: date
    left: int
    goal: int | None
    is_sample: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A call as whoever tells a story meets it. `until`: how long a story is taken although the call is closed."""

    id: int
    slug: str
    title: str
    standing: Standing
    opens_on: date
    last_on: date
    until: date
    left: int

    @property
    def is_taken(self) -> bool:
        """Whether a story that is sent now answers it."""
        return self.standing in (Standing.open, Standing.late)


def find_call(slug: str) -> Call | None:
    """The call with this address, whatever became of it. One SQL query."""
    if not SLUG.fullmatch(slug):
        return None
    return db.session.execute(select(Call).where(Call.slug == slug)).scalar_one_or_none()


def calls_on(today: date, *, lang: str, with_withdrawn: bool = False) -> tuple[CallCard, ...]:
    """Every call, the one that begins last first. One SQL query."""
    asked = select(Call).order_by(Call.opens_on.desc(), Call.id.desc())
    if not with_withdrawn:
        asked = asked.where(Call.withdrawn_at.is_(None))
    return tuple(card_of(call, lang=lang, today=today) for call in db.session.execute(asked).scalars())


def soonest_call(today: date, *, lang: str) -> CallCard | None:
    """Of those open today the one that closes first. One SQL query."""
    found = db.session.execute(select(Call).where(*_open_on(today)).order_by(Call.closes_on, Call.id).limit(1)).scalar()
    return card_of(found, lang=lang, today=today) if found else None


def open_calls(today: date) -> frozenset[int]:
    """Ids of those open today. One SQL query."""
    return frozenset(db.session.execute(select(Call.id).where(*_open_on(today))).scalars())


def card_of(call: Call, *, lang: str, today: date) -> CallCard:
    """No SQL query."""
    days = days_of(call)
    return CallCard(
        id=call.id,
        slug=call.slug,
        title=title_of(call, lang),
        text=typeset_html(stored_html(call.text_html_ru if lang == "ru" else call.text_html_en), lang),
        phase=days.phase(today),
        opens_on=call.opens_on,
        last_on=days.last_on,
        left=days.left(today),
        goal=call.goal,
        is_sample=call.is_sample,
        changed_at=call.changed_at,
    )


def offer_of(slug: str, *, lang: str, today: date, grace: int) -> Offer | None:
    """The call a story wants to answer; None if there is none of this address. One SQL query, none without a slug."""
    call = find_call(slug) if slug else None
    if call is None:
        return None
    days = days_of(call)
    return Offer(
        id=call.id,
        slug=call.slug,
        title=title_of(call, lang),
        standing=days.standing(today, grace=grace),
        opens_on=call.opens_on,
        last_on=days.last_on,
        until=days.last_on + timedelta(days=grace),
        left=days.left(today),
    )


def call_ids(slugs: Collection[str]) -> dict[str, int]:
    """Slug → id of those that are there. One SQL query, none without a slug."""
    if not slugs:
        return {}
    rows = db.session.execute(select(Call.slug, Call.id).where(Call.slug.in_(slugs)))
    return {row.slug: row.id for row in rows}


def title_of(call: Call, lang: str) -> str:
    return typeset(call.title_ru if lang == "ru" else call.title_en, lang)


def days_of(call: Call) -> Days:
    closed = day_of(call.closed_at) if call.closed_at else None
    return Days(call.opens_on, call.closes_on, closed_on=closed, is_withdrawn=call.withdrawn_at is not None)


def _open_on(today: date) -> tuple[ColumnElement[bool], ...]:
    return (Call.withdrawn_at.is_(None), Call.closed_at.is_(None), Call.opens_on <= today, Call.closes_on >= today)
