"""The narrow rows behind the queue: (state, key, lang, rank, since, number) of everything that waits, with who has claimed it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, Select, String, and_, case, cast, exists, func, literal, or_, select, union_all

from storyhub.accounts.models import Person
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision
from storyhub.moderation.domain.flagging import FlagReason
from storyhub.moderation.models import Decision, Flag, Redaction, RemovalRequest, TaskClaim
from storyhub.stories.domain.words import WAITING, State
from storyhub.stories.models import Revision, Story

# Stories somebody was promised an answer for: told on the site, or samples that play as if they were.
TOLD_HERE = ("site", "sample")
# Dangerous; a colleague or readers wait; people who told something wait; first looks; imports; tellers who were asked.
DANGER, OTHERS, PEOPLE, LOOKS, IMPORTS, ASKED = range(6)


class TaskState(StrEnum):
    """What kind of task it is: the states of a story that wait, a published one with something new or
    chosen to be hidden, reports, requests, proposals.
    """

    received = "received"
    in_review = "in_review"
    changes_requested = "changes_requested"
    correction = "correction"
    flag = "flag"
    removal = "removal"
    proposal = "proposal"


def task_kind(state: TaskState) -> str:
    """The kind a claim is made on: all states of a story are one task."""
    return str(state) if state in (TaskState.flag, TaskState.removal, TaskState.proposal) else "story"


def waiting_rows(now: datetime) -> Select[Any]:
    """Everything that waits. `person_id` and `person_name`: who has claimed it at this moment."""
    rows = union_all(_stories(), _flags(), _removals(), _proposals()).subquery()
    kind = case((rows.c.state.in_(("flag", "removal", "proposal")), rows.c.state), else_=literal("story"))
    claim = and_(TaskClaim.kind == kind, TaskClaim.key == cast(rows.c.key, String), TaskClaim.until > now)
    return (
        select(rows, TaskClaim.person_id, Person.name.label("person_name"))
        .outerjoin(TaskClaim, claim)
        .outerjoin(Person, Person.id == TaskClaim.person_id)
    )


def _stories() -> Select[Any]:
    # Something was chosen to be hidden: until it is published, readers see it.
    chosen = exists().where(
        Redaction.story_id == Story.id, Redaction.revision_id == Story.latest_revision_id, Redaction.applied_at.is_(None)
    )
    corrected = and_(Story.state == State.published, or_(Story.latest_revision_id != Story.published_revision_id, chosen))
    fresh = and_(Story.state.in_([State.received, State.in_review]), Story.answered_at.is_(None))
    rank = case(
        (Story.state == State.changes_requested, ASKED),
        # Before the dangerous ones: an import was told elsewhere and earlier, and a large one must not push people aside.
        (and_(Story.state != State.published, Story.source.not_in(TOLD_HERE)), IMPORTS),
        (func.coalesce(Story.danger_signs, "") != "", DANGER),
        else_=PEOPLE,
    )
    return (
        select(
            case((Story.state == State.published, literal("correction")), else_=Story.state).label("state"),
            Story.id.label("key"),
            Story.lang.label("lang"),
            rank.label("rank"),
            case((or_(fresh, Story.source.not_in(TOLD_HERE)), Story.received_at), else_=Revision.created_at).label("since"),
            literal(1).label("number"),
        )
        .outerjoin(Revision, Revision.id == Story.latest_revision_id)
        .where(or_(Story.state.in_(sorted(WAITING)), corrected))
    )


def _flags() -> Any:
    serious = func.max(case((Flag.reason == FlagReason.threat, 1), else_=0))
    return (
        select(
            literal("flag"),
            Flag.story_id,
            Story.lang,
            case((serious == 1, DANGER), else_=OTHERS),
            func.min(Flag.at, type_=Flag.at.type),
            func.count(Flag.id),
        )
        .join(Story, Story.id == Flag.story_id)
        .where(Flag.answered_at.is_(None), Story.state != State.withdrawn)
        .group_by(Flag.story_id, Story.lang)
    )


def _removals() -> Any:
    return (
        select(
            literal("removal"), RemovalRequest.story_id, Story.lang, literal(OTHERS, Integer), RemovalRequest.asked_at, literal(1, Integer)
        )
        .join(Story, Story.id == RemovalRequest.story_id)
        .where(RemovalRequest.answered_at.is_(None), Story.state == State.published)
    )


def _proposals() -> Any:
    looked = exists().where(Decision.kind == "proposal", Decision.key == cast(Law.id, String))
    lang = case((func.coalesce(LawRevision.statement_ru, "") != "", literal("ru")), else_=literal("en"))
    return (
        select(literal("proposal"), Law.id, lang, literal(LOOKS, Integer), Law.created_at, literal(1, Integer))
        .join(LawRevision, LawRevision.id == Law.current_id)
        .where(Law.state == LawState.proposed, Law.is_sample.is_(False), ~looked)
    )
