"""Tasks for tests, and moderators at their browsers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask

from storyhub.accounts.models import Person
from storyhub.kit.actor import TELLER, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story
from storyhub.stories.service import correct_story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW, TEXT, make_story, rendered


def make_task(app: Flask, state: State = State.received, *, correction: str | None = None, text: str = TEXT, **over: Any) -> str:
    """A committed story in a state, with a newer text if `correction` is given; its public id."""
    with app.app_context(), transaction():
        story = make_story(text, state=state, **over)
        if correction is not None:
            correct_story(story, source=correction, rendered=rendered(correction), actor=TELLER, now=over.get("now", NOW))
        return public_id(story.id)


def moderator_at(app: Flask, *roles: Role, name: str = "Anna Petrova") -> tuple[PageClient, Person]:
    """A browser of a signed-in person, a moderator unless roles are given."""
    client = PageClient(app)
    with app.app_context():
        person = make_person(*(roles or (Role.moderator,)), name=name)
    sign_in(client, person)
    return client, person


def story_now(app: Flask, public: str) -> Story:
    """The story as the database holds it, detached."""
    with app.app_context():
        story = db.session.get_one(Story, int(public[2:]))
        db.session.expunge(story)
        return story


def all_rows(app: Flask, table: type) -> list[Any]:
    with app.app_context():
        rows = list(db.session.execute(db.select(table).order_by(table.id)).scalars())
        db.session.expunge_all()
        return rows


def when(day: int, hour: int = 12) -> datetime:
    """A moment of November 2026."""
    return NOW.replace(day=day, hour=hour)
