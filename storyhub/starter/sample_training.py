"""The training set of the samples: stories that several coders finished, in both languages, with the marks of the one who saw most."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.coding.models import TrainingItem
from storyhub.coding.service.training_set import add_training_story
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.starter.sample_stories import SOURCE
from storyhub.stories.models import Story

# A sample's ref, and whose marks of it teach.
STORIES = (
    ("sample-53", "t-aslanov"),
    ("sample-06", "t-aslanov"),
    ("sample-50", "t-aslanov"),
    ("sample-03", "t-aslanov"),
    ("sample-24", "a-castellanos"),
    ("sample-51", "a-castellanos"),
)


def teach(curator: Actor, *, now: datetime) -> None:
    """Only where nobody has made a training set yet, and of samples that are still as they were."""
    if db.session.execute(select(TrainingItem.id).limit(1)).first() is not None:
        return
    people = {person.handle: person.id for person in db.session.execute(select(Person)).scalars()}
    for ref, handle in STORIES:
        asked = select(Story).where(Story.source == SOURCE, Story.external_id == ref)
        story = db.session.execute(asked).scalar_one_or_none()
        if story is None or handle not in people:
            continue
        # Somebody may have changed what is there since it came; then the others teach.
        with suppress(Conflict, Invalid):
            add_training_story(story, people[handle], actor=curator, now=now)
