"""Calling for stories: writing a call, changing it, ending it before its time. Verbs never commit."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from storyhub.calls import rules
from storyhub.calls.domain.drafts import GOAL_MAX, TEXT_MAX, TITLE_MAX, CallDraft, Ending, slug_of
from storyhub.calls.domain.phase import Phase
from storyhub.calls.models import Call
from storyhub.calls.queries import days_of
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, clean_source, law_html

KIND = "call"
ACTIONS = {Ending.close: "call.closed", Ending.withdraw: "call.withdrawn", Ending.reopen: "call.reopened"}


def create_call(draft: CallDraft, *, actor: Actor, now: datetime, is_sample: bool = False) -> Call:
    """A new call; its address comes from its English title. Raises: Forbidden, Invalid."""
    _require_staff(actor)
    draft = _cleaned(draft)
    if draft.closes_on < day_of(now):
        raise Invalid(lazy_gettext("This call would be over before it begins."), log="closes in the past")
    call = Call(slug=_free_slug(draft.title_en), author_id=actor.person_id, is_sample=is_sample, created_at=now)
    _write(call, draft, now=now)
    db.session.add(call)
    db.session.flush()
    _note(call, "call.created", actor=actor, now=now)
    return call


def change_call(call: Call, draft: CallDraft, *, version: int, actor: Actor, now: datetime) -> None:
    """Other words or days; the address stays. Raises: Forbidden, Invalid, Conflict if somebody changed it since `version`."""
    _require_staff(actor)
    if call.version_id != version:
        raise Conflict(lazy_gettext("Someone changed this meanwhile. Nothing was overwritten."), log=f"call {call.id} is newer")
    _write(call, _cleaned(draft), now=now)
    db.session.flush()
    _note(call, "call.changed", actor=actor, now=now)


def end_call(call: Call, ending: Ending, *, actor: Actor, now: datetime) -> None:
    """Closes it early, takes it back, or undoes either. Doing it twice is no mistake. Raises: Forbidden, Conflict."""
    _require_staff(actor)
    if ending not in endings_of(call, today=day_of(now)):
        raise Conflict(lazy_gettext("This cannot be done with the call as it stands now."), log=f"{ending} of call {call.id}")
    match ending:
        case Ending.close:
            call.closed_at = now
        case Ending.withdraw:
            call.withdrawn_at = now
        case Ending.reopen:
            call.closed_at = call.withdrawn_at = None
    call.changed_at = now
    db.session.flush()
    _note(call, ACTIONS[ending], actor=actor, now=now)


def endings_of(call: Call, *, today: date) -> tuple[Ending, ...]:
    """What can be done with it now: only what is open can be closed, and what was ended can be taken up again."""
    found = []
    phase = days_of(call).phase(today)
    if phase is Phase.open:
        found.append(Ending.close)
    if phase is not Phase.withdrawn:
        found.append(Ending.withdraw)
    if call.closed_at or call.withdrawn_at:
        found.append(Ending.reopen)
    return tuple(found)


def export_calls(person_id: int) -> list[dict[str, Any]]:
    """The calls a person wrote, for the copy of one's data."""
    written = db.session.execute(select(Call).where(Call.author_id == person_id).order_by(Call.id)).scalars()
    return [
        {"call": call.slug, "theme": call.title_en, "text": call.text_en, "written_at": call.created_at.isoformat()} for call in written
    ]


def erase_author(person_id: int, _handle: str, keep: bool, _now: datetime) -> None:
    """A call is the site's and stays; nothing public ever named who wrote it."""
    if not keep:
        db.session.execute(update(Call).where(Call.author_id == person_id).values(author_id=None))


def _require_staff(actor: Actor) -> None:
    if not rules.may_call(actor):
        raise Forbidden(log="only moderators and curators call for stories")


def _cleaned(draft: CallDraft) -> CallDraft:
    if draft.closes_on < draft.opens_on:
        raise Invalid(lazy_gettext("The last day is before the first one."), log="days")
    if draft.goal is not None and not 1 <= draft.goal <= GOAL_MAX:
        raise Invalid(log="goal")
    titles: dict[str, Any]
    texts: dict[str, Any]
    try:
        titles = {name: " ".join(clean_source(getattr(draft, name), max_chars=TITLE_MAX).split()) for name in ("title_ru", "title_en")}
        texts = {name: clean_source(getattr(draft, name), max_chars=TEXT_MAX) for name in ("text_ru", "text_en")}
    except TextProblem as problem:
        raise Invalid(lazy_gettext("A text is too long, or holds something that cannot be shown."), log=str(problem)) from problem
    if not all(titles.values()) or not all(texts.values()):
        raise Invalid(lazy_gettext("A call is written in both languages."), log="a language is missing")
    return replace(draft, **titles, **texts)


def _write(call: Call, draft: CallDraft, *, now: datetime) -> None:
    for name, value in asdict(draft).items():
        setattr(call, name, value)
    try:
        call.text_html_ru, call.text_html_en = str(law_html(draft.text_ru)), str(law_html(draft.text_en))
    except TextProblem as problem:
        raise Invalid(lazy_gettext("The formatting is too complicated to show. Please make it simpler."), log="formatting") from problem
    call.changed_at = now


def _free_slug(title: str) -> str:
    wanted = slug_of(title)
    taken = set(db.session.execute(select(Call.slug).where(Call.slug.startswith(wanted, autoescape=True))).scalars())
    number = 1
    while (found := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return found


def _note(call: Call, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(action, kind=KIND, key=str(call.id), actor=actor, now=now)
