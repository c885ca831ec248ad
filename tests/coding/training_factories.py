"""A training set for tests, and newcomers on their way through it. Needs an app context; everything is committed."""

from __future__ import annotations

from datetime import timedelta

from storyhub.accounts.models import JoinRequest
from storyhub.coding.models import TrainingItem
from storyhub.coding.service.training import begin_training, done_with_story, finish_training, mark_in_training
from storyhub.coding.service.training_set import add_training_story
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import actor_for, make_person
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story

WORDS = "The courier called an hour early."


def make_item(law_id: int | None = None, *, exact: str | None = WORDS, curator: Actor | None = None, **story: object) -> TrainingItem:
    """A complete story taken into the training, its reference one mark of a coder."""
    coder, story_id = make_coder(), make_story(**story)
    make_coding(story_id, law_id or make_law(), coder, exact)
    finish(story_id, coder)
    with transaction():
        teacher = curator or make_coder(Role.curator)
        return add_training_story(db.session.get_one(Story, story_id), coder.person_id, actor=teacher, now=NOW)


def make_newcomer() -> Actor:
    """A member whose request waits."""
    person = make_person(Role.member, password=None)
    with transaction():
        db.session.add(JoinRequest(person_id=person.id, text="x" * 20, state="waiting", created_at=NOW, reason=""))
    return actor_for(person)


def begin(actor: Actor, *, days: int = 0) -> int:
    with transaction():
        return begin_training(actor=actor, now=NOW + timedelta(days=days)).id


def mark(actor: Actor, number: int, law_id: int, *sentences: int, polarity: str = "upholds") -> None:
    """Without sentences the whole story."""
    with transaction():
        mark_in_training(
            number, sentences=sentences, whole=not sentences, law_id=law_id, polarity=polarity, actor=actor, now=NOW
        )


def go_on(actor: Actor, number: int) -> int | None:
    with transaction():
        return done_with_story(number, actor=actor, now=NOW)


def end(actor: Actor, *, days: int = 0) -> int:
    with transaction():
        return finish_training(actor=actor, now=NOW + timedelta(days=days)).id
