"""A run through the training: begin, mark sentences, go on, finish. Nothing of it is a coding, and nothing is shown before the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storyhub.accounts.queries import own_request
from storyhub.coding.domain.training import stretches
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import TrainingCoding, TrainingItem, TrainingReading, TrainingRun
from storyhub.coding.queries.training import latest_run, way
from storyhub.coding.queries.training_set import current_items
from storyhub.coding.queries.visible import spans_of
from storyhub.coding.rules import may_train
from storyhub.coding.service.checks import law_to_name
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import Revision

MOST_MARKS = 100


def check_newcomer(actor: Actor) -> None:
    """Raises: Forbidden for who neither asked to join nor is a researcher."""
    asked = own_request(actor.person_id) if actor.person_id else None
    if not may_train(actor, asked_to_join=asked is not None and asked.state == "waiting"):
        raise Forbidden(
            lazy_gettext("The training is for those who have asked to join the research, and for researchers."), log="may not train"
        )


def begin_training(*, actor: Actor, now: datetime, lang: str = "") -> TrainingRun:
    """A new run over the set as it is now; the unfinished one, where there is one with anything in it still.

    `lang`: only the stories told in it, where there are any.
    Raises: Forbidden; Conflict (empty set).
    """
    check_newcomer(actor)
    run = latest_run(actor.person_id)
    if run is not None and run.finished_at is None:
        if any(leg.is_there or leg.is_read for leg in way(run).legs):
            return run
        db.session.delete(run)
    items = current_items(lang) or current_items()
    if not items:
        raise Conflict(lazy_gettext("There is no training yet."), log="empty training set")
    run = TrainingRun(person_id=actor.person_id, started_at=now)
    db.session.add(run)
    db.session.flush()
    for number, item_id in enumerate(items, start=1):
        db.session.add(TrainingReading(run_id=run.id, item_id=item_id, number=number))
    db.session.flush()
    audit.record("training.begun", kind="training_run", key=str(run.id), actor=actor, now=now)
    return run


def mark_in_training(
    number: int, *, sentences: Sequence[int], whole: bool, law_id: int, polarity: str, actor: Actor, now: datetime
) -> None:
    """Marks the sentences (each row of them without a gap by itself), or the whole story, with a law; what is marked so is not doubled.

    Raises: Forbidden, NotFound, Conflict (finished), Invalid.
    """
    run, reading = open_reading(number, actor=actor)
    law_to_name(law_id)
    if polarity not in set(Polarity):
        raise Invalid(lazy_gettext("Please say whether the passage upholds the law, violates it, or both."), log="unknown polarity")
    item = db.session.get_one(TrainingItem, reading.item_id)
    spans = spans_of(db.session.get_one(Revision, item.revision_id).plain)
    if not whole and not (sentences and all(1 <= one <= len(spans) for one in sentences)):
        raise Invalid(lazy_gettext("Choose at least one sentence, or the whole story."), log="no such sentences")
    places: Iterable[tuple[int | None, int | None]] = (
        [(None, None)] if whole else [(spans[first - 1][0], spans[last - 1][1]) for first, last in stretches(sentences)]
    )
    mine = select(TrainingCoding).where(TrainingCoding.run_id == run.id, TrainingCoding.item_id == item.id)
    there = list(db.session.execute(mine).scalars())
    if len(there) >= MOST_MARKS:
        raise Conflict(lazy_gettext("These are marks enough for one story."), log="too many marks")
    for start, end in places:
        same = next((row for row in there if (row.start, row.end, row.law_id) == (start, end, law_id)), None)
        if same is None:
            same = TrainingCoding(run_id=run.id, item_id=item.id, start=start, end=end, law_id=law_id, at=now)
            db.session.add(same)
        same.polarity = polarity
    db.session.flush()


def unmark_in_training(number: int, coding_id: int, *, actor: Actor) -> None:
    """Takes one's own mark away; twice is once. Raises: Forbidden, NotFound, Conflict."""
    run, reading = open_reading(number, actor=actor)
    own = (TrainingCoding.id == coding_id, TrainingCoding.run_id == run.id, TrainingCoding.item_id == reading.item_id)
    db.session.execute(delete(TrainingCoding).where(*own))


def done_with_story(number: int, *, actor: Actor, now: datetime) -> int | None:
    """She goes on: the number of the next unread story, None when all are read. Raises: Forbidden, NotFound, Conflict."""
    run, reading = open_reading(number, actor=actor)
    reading.read_at = reading.read_at or now
    db.session.flush()
    return way(run).next_number


def finish_training(*, actor: Actor, now: datetime) -> TrainingRun:
    """Ends the run; from now on she sees where she differs. Twice is once. Raises: Forbidden, NotFound; Conflict (stories unread)."""
    check_newcomer(actor)
    run = latest_run(actor.person_id)
    if run is None:
        raise NotFound(log="no run")
    if run.finished_at is not None:
        return run
    found = way(run)
    if found.next_number is not None:
        raise Conflict(lazy_gettext("Please read all stories first."), log="stories unread")
    if not any(leg.is_read for leg in found.legs):
        raise Conflict(lazy_gettext("The stories of this training are no longer there. Please begin anew."), log="nothing read")
    run.finished_at = now
    db.session.flush()
    audit.record("training.finished", kind="training_run", key=str(run.id), actor=actor, now=now)
    return run


def open_reading(number: int, *, actor: Actor) -> tuple[TrainingRun, TrainingReading]:
    """The story with this number in her unfinished run. Raises: Forbidden, NotFound; Conflict once it is finished."""
    check_newcomer(actor)
    run = latest_run(actor.person_id)
    chosen = select(TrainingReading).where(TrainingReading.run_id == (run.id if run else 0), TrainingReading.number == number)
    reading = db.session.execute(chosen).scalar_one_or_none()
    if run is None or reading is None or reading.item_id not in current_items():
        raise NotFound(lazy_gettext("There is no such story in your training."), log="no such reading")
    if run.finished_at is not None:
        raise Conflict(lazy_gettext("You have finished this training; its marks can no longer be changed."), log="run finished")
    return run, reading
