"""Who has a place at a story: coders take one, curators give one, and a place without a sign of life runs out.

A place is counted, never described: whoever looks for a story learns that it needs nobody now, not whether its coder has begun,
marked anything or finished. A mark made on a page that was open before the last place was taken is not thrown away: the round then
simply waits for one coder more.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select

from storyhub.accounts.models import Person
from storyhub.accounts.queries import actor_of
from storyhub.coding.models import CodingClaim, CodingRound
from storyhub.coding.queries.queue import QueueFilters, first_waiting
from storyhub.coding.queries.waiting import taken_by_others
from storyhub.coding.rules import is_open, may_assign, may_use_desk
from storyhub.coding.service.rounds import (
    check_coder,
    complete_when_done,
    finished_coders,
    leave_place,
    locked_round,
    pass_of,
    round_over,
    touch_place,
)
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import Story

MOST_CODERS = 20


def take_story(story: Story, filters: QueueFilters, *, coder: Actor, now: datetime) -> None:
    """Keeps a place at the story for the coder, until it runs out. Taking it twice keeps it longer.

    Raises: Forbidden; Conflict when the story is not to be coded, is complete or finished, or needs nobody else now.
    """
    check_coder(story, coder)
    coding_round = locked_round(story)
    own = pass_of(coding_round, coder)
    if not is_open(coding_round, own):
        raise Conflict(lazy_gettext("This story no longer waits for you."), log="complete or finished")
    needed = coding_round.coders_needed if coding_round else filters.coders_needed
    if own is None and not _has_place(story, coder) and taken_by_others(story.id, filters, actor=coder) >= needed:
        raise Conflict(lazy_gettext("Enough researchers read this story already; please take another one."), log="no place left")
    touch_place(story.id, coder, now=now)


def take_next(filters: QueueFilters, *, coder: Actor, now: datetime) -> Story | None:
    """Takes the first story of the coder's queue; None when nothing waits. Two coders at once get two stories. Raises: Forbidden."""
    if not may_use_desk(coder):
        raise Forbidden(log="only researchers code")
    found = first_waiting(filters, actor=coder)
    story = db.session.get(Story, found) if found else None
    if story is not None:
        take_story(story, filters, coder=coder, now=now)
    return story


def give_story(story: Story, person: Person, *, coders_needed: int, actor: Actor, now: datetime) -> None:
    """A curator gives the story to a researcher; its round then waits for her. Giving it twice keeps her place longer.

    Raises: Forbidden, Conflict, Invalid (not a researcher).
    """
    _check_curator(actor)
    coder = actor_of(person)
    if not person.active or not may_use_desk(coder):
        raise Invalid(lazy_gettext("Only active researchers can be given a story to read."), log="not a researcher")
    check_coder(story, coder)
    coding_round = round_over(story, coders_needed=coders_needed, now=now)
    if not is_open(coding_round, pass_of(coding_round, coder)):
        raise Conflict(lazy_gettext("This story is complete, or this researcher has finished it."), log="complete or finished")
    touch_place(story.id, coder, now=now)
    db.session.get_one(CodingClaim, (story.id, person.id)).assigned_by_id = actor.person_id
    db.session.flush()
    coding_round.coders_needed = max(coding_round.coders_needed, finished_coders(coding_round) + _given(story))
    audit.record("coding.given", kind="story", key=str(story.id), actor=actor, now=now)


def take_back(story: Story, person: Person, *, actor: Actor, now: datetime) -> None:
    """A curator takes a given story back; what the researcher marked stays hers. Twice is once. Raises: Forbidden."""
    _check_curator(actor)
    coding_round = locked_round(story)
    leave_place(story.id, person.id)
    audit.record("coding.taken_back", kind="story", key=str(story.id), actor=actor, now=now)
    if coding_round is not None:
        complete_when_done(coding_round, now=now)


def set_coders_needed(story: Story, number: int, *, actor: Actor, now: datetime) -> CodingRound:
    """How many coders this story needs, whatever the setting says. More than before puts it before others.

    Raises: Forbidden; Invalid; Conflict for a complete round (which is opened again instead).
    """
    _check_curator(actor)
    if not 1 <= number <= MOST_CODERS:
        raise Invalid(lazy_gettext("Please choose a number from 1 to 20."), log="coders needed")
    coding_round = round_over(story, coders_needed=number, now=now)
    if coding_round.complete_at is not None:
        raise Conflict(lazy_gettext("The coding of this story is complete; open it again to have it read once more."), log="complete")
    if number > coding_round.coders_needed:
        coding_round.wanted_at = now
    coding_round.coders_needed = number
    db.session.flush()
    audit.record("coding.coders_needed", kind="story", key=str(story.id), actor=actor, now=now, why=str(number))
    complete_when_done(coding_round, now=now)
    return coding_round


def release_places(*, taken_before: datetime, given_before: datetime, now: datetime) -> int:
    """Frees the places whose time ran out, and completes the rounds that waited for nobody else. How many places."""
    late = or_(
        CodingClaim.assigned_by_id.is_(None) & (CodingClaim.at < taken_before),
        CodingClaim.assigned_by_id.is_not(None) & (CodingClaim.at < given_before),
    )
    stories = list(db.session.execute(select(CodingClaim.story_id).where(late)).scalars())
    db.session.execute(delete(CodingClaim).where(late))
    db.session.flush()
    for coding_round in db.session.execute(select(CodingRound).where(CodingRound.story_id.in_(stories))).scalars():
        complete_when_done(coding_round, now=now)
    return len(stories)


def _check_curator(actor: Actor) -> None:
    if not may_assign(actor):
        raise Forbidden(log="only curators give stories out")


def _has_place(story: Story, coder: Actor) -> bool:
    return db.session.get(CodingClaim, (story.id, coder.person_id)) is not None


def _given(story: Story) -> int:
    given = select(CodingClaim.coder_id).where(CodingClaim.story_id == story.id, CodingClaim.assigned_by_id.is_not(None))
    return len(db.session.execute(given).all())
