"""The sample calls: one that is open, one that is over, one that is coming. Written through the same verb as a person's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from storyhub.calls.domain.drafts import CallDraft
from storyhub.calls.models import Call
from storyhub.calls.service import create_call
from storyhub.kit.actor import Actor, Role
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.starter.content import Entry
from storyhub.starter.sample_stories import SOURCE
from storyhub.stories.models import Story

# A call is written some days before it opens; one that is coming, already now.
WRITTEN = timedelta(days=3)


def call_out(entries: Sequence[Entry], team: Mapping[str, Actor], *, now: datetime) -> int:
    """Adds the calls that were never there, each with the sample stories that answer it; how many."""
    known = set(db.session.execute(select(Call.slug)).scalars())
    fresh = [entry for entry in entries if entry["ref"] not in known]
    for entry in fresh:
        author = next(actor for actor in team.values() if actor.has(Role(entry["by"])))
        opens = now + timedelta(days=entry["opens_in"])
        call = create_call(_draft(entry, now), actor=author, now=min(opens - WRITTEN, now), is_sample=True)
        answering = (Story.source == SOURCE) & Story.external_id.in_(entry["answers"])
        db.session.execute(update(Story).where(answering).values(call_id=call.id))
    return len(fresh)


def _draft(entry: Entry, now: datetime) -> CallDraft:
    return CallDraft(
        title_ru=entry["title_ru"],
        title_en=entry["title_en"],
        text_ru=entry["text_ru"],
        text_en=entry["text_en"],
        opens_on=day_of(now + timedelta(days=entry["opens_in"])),
        closes_on=day_of(now + timedelta(days=entry["closes_in"])),
        goal=entry["goal"],
    )
