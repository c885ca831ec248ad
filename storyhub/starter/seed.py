"""Fills a new instance with the starter laws, the sample stories and the sample people. Running it again adds nothing.

Goes through the features' verbs as a person would, so that a sample is made of exactly what a real story is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.accounts.service import add_person
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.laws.service import load_library, reword_law
from storyhub.laws.service.wording import draft_of
from storyhub.search.sync import rebuild
from storyhub.starter import sample_calls, sample_edition, sample_proposals, sample_stories, sample_training
from storyhub.starter.content import Entry, Samples, samples, starter_library
from storyhub.stories.models import Story
from storyhub.wiring import Hub

# The library is older than its oldest sample story, and its laws were reworded as stories came in.
FOUNDED, REWORDED = timedelta(days=365), timedelta(days=45)
Say = Callable[[str], None]


def seed_demo(app: Flask, *, say: Say) -> None:
    """Starter laws, samples, and people one can sign in as with one click (demo mode only offers that)."""
    seed_samples(app, say=say)


def publish_demo(app: Flask, *, say: Say) -> None:
    """The same, and an edition of it. The worker makes its books when the site is served, which takes a minute or two of work."""
    seed_demo(app, say=say)
    settings, now = app.extensions["storyhub"].settings, datetime.now(UTC)
    with transaction():
        curator = _curator({person["handle"]: _person(person, now=now) for person in samples().people})
        sample_edition.freeze_first(curator, address=settings.base_url, publisher=settings.site_name, now=now)


def seed_samples(app: Flask, *, say: Say) -> None:
    """Starter laws and sample stories. Needs an app context; commits; builds the index when it is missing."""
    hub: Hub = app.extensions["storyhub"]
    now = datetime.now(UTC)
    content = samples()
    with transaction():
        team = {person["handle"]: _person(person, now=now) for person in content.people}
        _laws(content, _curator(team), now=now)
    # All samples or none: half of them would never be completed, because those that are there are left alone.
    with transaction():
        added = _samples(content, team, hub=hub, now=now)
        sample_calls.call_out(content.calls, team, now=now)
        sample_training.teach(_curator(team), now=now)
    if added:
        say(f"{added} sample stories added.")
    if added or hub.engine.health() is not None:
        say("Building the search index …")
        rebuild(hub.registry, hub.engine, outbox)


def _laws(content: Samples, curator: Actor, *, now: datetime) -> None:
    """The library as it is; where it is new, a few laws get the history of their wording as well."""
    library = _still_in_force(starter_library())
    is_new = db.session.execute(select(Law.id).limit(1)).first() is None
    if is_new:
        load_library(_before(library, content.earlier), actor=OPERATOR, now=now - FOUNDED, is_sample=True)
        wanted = {law["number"]: law for law in library["laws"]}
        for earlier in content.earlier:
            _reword(earlier, wanted[earlier["number"]], curator, now=now - REWORDED)
    load_library(library, actor=OPERATOR, now=now, is_sample=True)


def _still_in_force(library: Entry) -> dict[str, Any]:
    """The library without laws that a curator merged, split or retired here since."""
    gone = set(db.session.execute(select(Law.number).where(Law.number.is_not(None), Law.state != LawState.accepted)).scalars())
    return {**library, "laws": [law for law in library["laws"] if law["number"] not in gone]}


def _before(library: Entry, earlier: tuple[Entry, ...]) -> dict[str, Any]:
    """The library with the earlier wordings in place of the present ones."""
    former = {entry["number"]: entry["wording"] for entry in earlier}
    return {**library, "laws": [{**law, **former.get(law["number"], {})} for law in library["laws"]]}


def _reword(earlier: Entry, wanted: Entry, curator: Actor, *, now: datetime) -> None:
    law = db.session.execute(select(Law).where(Law.number == earlier["number"])).scalar_one()
    draft = replace(draft_of(law), **{field: wanted[field] for field in earlier["wording"]})
    reword_law(law, draft, why=earlier["why"], actor=curator, now=now)


def _samples(content: Samples, team: Mapping[str, Actor], *, hub: Hub, now: datetime) -> int:
    """Stories, then the proposals that came with them, then what was marked, then what was said and decided. How many stories were new."""
    known, numbered = sample_stories.known_refs(), _law_ids()
    fresh: dict[str, tuple[Entry, Story, datetime]] = {}
    for position, sample in enumerate(entry for entry in content.stories if entry["ref"] not in known):
        told_at = now - timedelta(days=sample["days_ago"], minutes=37 * position % 600)
        story = sample_stories.tell(sample, numbered, hub=hub, now=told_at)
        sample_stories.move(story, sample, team, now=told_at + sample_stories.ANSWERED)
        fresh[sample["ref"]] = (sample, story, told_at)
    if not fresh:
        return 0
    proposals = _propose(content, team, fresh)
    laws = numbered | {ref: law.id for ref, (_entry, law, _at) in proposals.items()}
    for sample, story, told_at in fresh.values():
        sample_stories.code(story, sample, team, laws, now=told_at + sample_stories.CODED)
    for entry, law, proposed_at in proposals.values():
        if law.state == "proposed":
            sample_proposals.discuss(law, entry, team, now=proposed_at + sample_proposals.DISCUSSED)
            sample_proposals.decide(law, entry, curator=_curator(team), now=proposed_at + sample_proposals.DECIDED)
    return len(fresh)


def _propose(
    content: Samples, team: Mapping[str, Actor], fresh: Mapping[str, tuple[Entry, Story, datetime]]
) -> dict[str, tuple[Entry, Law, datetime]]:
    made: dict[str, tuple[Entry, Law, datetime]] = {}
    for entry in content.proposals:
        story, told_at = _story_of(entry, fresh)
        at = told_at + timedelta(days=2)
        made[entry["ref"]] = (entry, sample_proposals.propose(entry, story, team, now=at), at)
    return made


def _story_of(entry: Entry, fresh: Mapping[str, tuple[Entry, Story, datetime]]) -> tuple[Story, datetime]:
    """The story a proposal came with, told now or in an earlier version of the samples."""
    if entry["from_story"] in fresh:
        _sample, story, told_at = fresh[entry["from_story"]]
        return story, told_at
    story = sample_stories.known_story(entry["from_story"])
    return story, story.received_at


def _law_ids() -> dict[str, int]:
    rows = db.session.execute(select(Law.number, Law.id).where(Law.number.is_not(None)))
    return {str(number): law_id for number, law_id in rows}


def _curator(team: Mapping[str, Actor]) -> Actor:
    return next(actor for actor in team.values() if actor.has(Role.curator))


def _person(sample: Entry, *, now: datetime) -> Actor:
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
