"""Fills a new instance with the starter laws, the sample stories and the sample people. Running it again adds nothing.

Goes through the features' verbs as a person would, so that a sample is made of exactly what a real story is made of.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.accounts.service import add_person
from storyhub.coding.domain.words import Polarity
from storyhub.coding.service import add_coding, claim_law, finish_pass
from storyhub.kit.actor import OPERATOR, TELLER, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.drafts import ProposalDraft
from storyhub.laws.models import Law
from storyhub.laws.service import load_library, propose_law
from storyhub.search.sync import rebuild
from storyhub.stories.domain.drafts import StoryDraft
from storyhub.stories.domain.words import ConsentKind, State
from storyhub.stories.models import Revision, Story
from storyhub.stories.service import (
    begin_review,
    find_organisation,
    mark_turning_point,
    publish_story,
    request_changes,
    submit_story,
)
from storyhub.wiring import Hub

HERE = Path(__file__).resolve().parent
SOURCE = "sample"
Say = Callable[[str], None]


def seed_demo(app: Flask, *, say: Say) -> None:
    """Starter laws, samples, and people one can sign in as with one click (demo mode only offers that)."""
    seed_samples(app, say=say)


def seed_samples(app: Flask, *, say: Say) -> None:
    """Starter laws and sample stories. Needs an app context; commits; builds the index when it is missing."""
    hub: Hub = app.extensions["storyhub"]
    now = datetime.now(UTC)
    laws, samples = _read("laws.json"), _read("stories.json")
    with transaction():
        load_library(laws, actor=OPERATOR, now=now, is_sample=True)
    with transaction():
        people = {person["handle"]: _person(person, now=now) for person in samples["people"]}
    added = 0
    for position, sample in enumerate(samples["stories"]):
        told_at = now - timedelta(days=2 * (len(samples["stories"]) - position), hours=3 * position % 11)
        with transaction():
            added += _add_story(sample, samples["proposal"], people, hub=hub, told_at=told_at)
    if added:
        say(f"{added} sample stories added.")
    if added or hub.engine.health() is not None:
        say("Building the search index …")
        rebuild(hub.registry, hub.engine)


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return found


def _person(sample: dict[str, Any], *, now: datetime) -> Actor:
    """The sample person as an actor. Without a password nobody can sign in as her outside the demo."""
    person = db.session.execute(select(Person).where(Person.handle == sample["handle"])).scalar_one_or_none()
    if person is None:
        person = add_person(
            handle=sample["handle"],
            name=sample["name_en"],
            email=sample["email"],
            password=None,
            roles=frozenset(Role(role) for role in sample["roles"]),
            actor=OPERATOR,
            now=now,
            is_sample=True,
        )
    return Actor(person_id=person.id, name=person.name, roles=frozenset(Role(role) for role in sample["roles"]))


def _add_story(sample: dict[str, Any], proposal: dict[str, Any], people: dict[str, Actor], *, hub: Hub, told_at: datetime) -> bool:
    """Adds one sample in its state. False if it is there already, whatever became of it since."""
    known = select(Story.id).where(Story.source == SOURCE, Story.external_id == sample["ref"])
    if db.session.execute(known).first() is not None:
        return False
    consents = frozenset(ConsentKind(kind) for kind in sample["consents"])
    story, _receipt = submit_story(
        StoryDraft(source=sample["text"], consents=consents, ui_lang=sample["lang"]),
        nonce=secrets.token_urlsafe(32),
        key=hub.settings.secret_key.encode(),
        rendered=hub.renderer.render(sample["text"]),
        now=told_at,
    )
    story.source, story.external_id, story.is_sample = SOURCE, sample["ref"], True
    for name in ("title", "sector", "country", "month", "stage", "recommend_before", "recommend_after"):
        setattr(story, name, sample[name])
    if sample["organisation"]:
        story.organisation = find_organisation(sample["organisation"], sample["sector"])
    db.session.flush()
    revision = story.latest_revision
    assert revision is not None
    if sample["turning_point"]:
        mark_turning_point(story, *_place(revision, sample["turning_point"]), now=told_at)
    _move(story, sample, people, now=told_at + timedelta(hours=20))
    if sample["none_fits"]:
        _propose(proposal, story, now=told_at + timedelta(hours=1))
    elif sample["teller_law"]:
        claim_law(story, _law_id(str(sample["teller_law"])), now=told_at)
    _code(story, sample, people, now=told_at + timedelta(hours=30))
    return True


def _move(story: Story, sample: dict[str, Any], people: dict[str, Actor], *, now: datetime) -> None:
    moderator = next(actor for actor in people.values() if actor.has(Role.moderator))
    match State(sample["state"]):
        case State.published:
            publish_story(story, actor=moderator, now=now)
        case State.in_review:
            begin_review(story, actor=moderator, now=now)
        case State.changes_requested:
            request_changes(story, message=sample["moderator_message"], actor=moderator, now=now)
        case _:
            pass


def _propose(proposal: dict[str, Any], story: Story, *, now: datetime) -> None:
    draft = ProposalDraft(**{name: proposal[name] for name in ProposalDraft.__dataclass_fields__ if name in proposal})
    law = propose_law(draft, proposer_label="teller", actor=TELLER, story_id=story.id, now=now)
    law.is_sample = True


def _code(story: Story, sample: dict[str, Any], people: dict[str, Actor], *, now: datetime) -> None:
    revision = story.published_revision
    for position, coding in enumerate(sample["codings"]):
        assert revision is not None
        start, end = _place(revision, coding["exact"])
        add_coding(
            story,
            start=start,
            end=end,
            law_id=_law_id(str(coding["law"])),
            polarity=Polarity(coding["polarity"]),
            strength=coding["strength"],
            note=coding["note"],
            coder=people[coding["coder"]],
            coders_needed=1,
            now=now + timedelta(minutes=position),
        )
    for handle in sample["finished"]:
        finish_pass(story, coder=people[handle], now=now + timedelta(hours=1))


def _place(revision: Revision, exact: str) -> tuple[int, int]:
    """Where the words stand. A sample whose words are not there exactly once is a mistake of ours."""
    assert revision.plain.count(exact) == 1, exact
    start = revision.plain.index(exact)
    return start, start + len(exact)


def _law_id(key: str) -> int:
    """Laws by number, the proposal (`P-1` in the samples, whatever its number became) as the one sample proposal."""
    wanted = Law.number == int(key) if key.isdigit() else Law.is_sample & Law.number.is_(None)
    return db.session.execute(select(Law.id).where(wanted)).scalar_one()
