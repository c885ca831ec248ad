"""The training set, kept by curators: which stories newcomers code, in which order, and what their marks are compared with.

Only a story whose round is complete can teach: its marks are public, so that no blind pass is given away. The reference is a copy;
a new text or a law that is no longer in force makes it useless, and a curator takes it over again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from storyhub.coding.models import CodingRound, TrainingItem, TrainingReference
from storyhub.coding.queries.compared_text import taken
from storyhub.coding.queries.comparison import PlacedCoding, Standing, comparison
from storyhub.coding.rules import may_be_named, may_set_training, may_teach
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.models import Law
from storyhub.stories.models import Story

MOST_STORIES = 20


def add_training_story(story: Story, coder_id: int | None, *, actor: Actor, now: datetime) -> TrainingItem:
    """Takes the story in, with the marks of a finished coder, or (None) with what coders agreed on and what was settled.

    A story that is there already keeps its place and gets the reference anew. Raises: Forbidden, Conflict, Invalid.
    """
    _check(actor)
    if not may_teach(story) or not _is_complete(story):
        raise Conflict(
            lazy_gettext("Only a public story can teach, open to research, whose coding is complete."),
            log="story cannot teach",
        )
    marks = _reference(story, coder_id)
    if not marks:
        raise Invalid(lazy_gettext("These marks name no law in force: there is nothing to learn from."), log="empty reference")
    earlier = next((item for item in _items() if item.story_id == story.id), None)
    if earlier is None and len(_items()) >= MOST_STORIES:
        raise Conflict(lazy_gettext("Twenty stories are enough for anybody. Take one out first."), log="set is full")
    item = TrainingItem(story_id=story.id, revision_id=story.published_revision_id, coder_id=coder_id, added_at=now)
    item.added_by_id = actor.person_id or 0
    item.position = earlier.position if earlier else _next_position()
    if earlier is not None:
        earlier.removed_at = now
    db.session.add(item)
    db.session.flush()
    for mark in marks:
        db.session.add(
            TrainingReference(item_id=item.id, start=mark.start, end=mark.end, law_id=mark.law_id, polarity=mark.polarity)
        )
    db.session.flush()
    audit.record("training.added", kind="training_item", key=str(item.id), actor=actor, now=now)
    return item


def remove_training_story(item: TrainingItem, *, actor: Actor, now: datetime) -> None:
    """Takes the story out; who has finished keeps her result. Twice is once. Raises: Forbidden."""
    _check(actor)
    if item.removed_at is None:
        item.removed_at = now
        db.session.flush()
        audit.record("training.removed", kind="training_item", key=str(item.id), actor=actor, now=now)


def move_training_story(item: TrainingItem, *, earlier: bool, actor: Actor) -> None:
    """One place earlier or later; at the end of the list nothing happens. Raises: Forbidden."""
    _check(actor)
    order = _items()
    if item not in order:
        return
    at = order.index(item)
    to = at - 1 if earlier else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order, start=1):
        one.position = position
    db.session.flush()


def _check(actor: Actor) -> None:
    if not may_set_training(actor):
        raise Forbidden(log="only curators keep the training set")


def _is_complete(story: Story) -> bool:
    complete = select(CodingRound.id).where(CodingRound.story_id == story.id, CodingRound.complete_at.is_not(None))
    return db.session.execute(complete).first() is not None


def _reference(story: Story, coder_id: int | None) -> list[PlacedCoding | Standing]:
    """Marks with laws in force, in the order of the text."""
    places = comparison(story, lang=story.lang).places
    marks: Iterable[PlacedCoding | Standing]
    if coder_id is None:
        marks = (mark for place in places for mark in taken(place))
    else:
        marks = (mark for place in places for mark in place.unit.codings if mark.coder_id == coder_id)
    return [mark for mark in marks if may_be_named(db.session.get(Law, mark.law_id))]


def _items() -> list[TrainingItem]:
    chosen = select(TrainingItem).where(TrainingItem.removed_at.is_(None)).order_by(TrainingItem.position, TrainingItem.id)
    return list(db.session.execute(chosen).scalars())


def _next_position() -> int:
    return (db.session.execute(select(func.max(TrainingItem.position))).scalar_one() or 0) + 1
