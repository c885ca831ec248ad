"""Settling differences between coders: a decision with a reason, in a layer of its own. No coder's coding is ever touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storyhub.coding.models import AdjudicatedCoding, Adjudication, Coding, CodingPass, CodingRound
from storyhub.coding.queries.comparison import finished_codings, units_of
from storyhub.coding.rules import may_adjudicate, may_close_round
from storyhub.coding.service.checks import how, law_to_name, passage_at, published
from storyhub.coding.service.rounds import pass_of
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import find_unique
from storyhub.stories.models import Passage, Story
from storyhub.stories.service import place_passage

REASON_MIN, REASON_MAX = 3, 2_000


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What stands instead of all codings of a difference. Without a place: the whole story."""

    start: int | None
    end: int | None
    law_id: int
    polarity: str
    strength: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision: which codings stand as they are, or a new version, or none; and why. `considered` are all that were shown."""

    considered: tuple[int, ...]
    chosen: tuple[int, ...]
    new: NewVersion | None
    reason: str


def adjudicate(story: Story, ruling: Ruling, *, actor: Actor, now: datetime) -> Adjudication:
    """Settles one difference; an earlier decision on any of its codings is superseded and kept.

    Raises: Forbidden; Conflict (the codings are others by now); Invalid (no reason, nothing of the difference, no place or law).
    """
    check_adjudicator(story, actor)
    reason = ruling.reason.strip()
    if not REASON_MIN <= len(reason) <= REASON_MAX:
        raise Invalid(lazy_gettext("Please write why, in 3 to 2,000 characters: the coders read it."), log="no reason")
    if not set(ruling.chosen) <= set(ruling.considered) or (ruling.new is not None and ruling.chosen):
        raise Invalid(lazy_gettext("Choose among the marks of this difference, or write a new version."), log="chosen from elsewhere")
    if tuple(sorted(ruling.considered)) not in {tuple(coding.id for coding in unit.codings) for unit in units_of(story)}:
        raise Conflict(lazy_gettext("The marks of this difference have changed. Please look at them again."), log="another difference")
    for earlier in _live(story.id):
        if set(earlier.considered) & set(ruling.considered):
            earlier.superseded_at = now
    settled = Adjudication(story_id=story.id, by_id=actor.person_id, at=now, reason=reason, considered=sorted(ruling.considered))
    settled.codings = _standing(story, ruling)
    db.session.add(settled)
    db.session.flush()
    audit.record("coding.adjudicated", kind="adjudication", key=str(settled.id), actor=actor, now=now)
    return settled


def name_adjudicator(story: Story, person_id: int | None, *, actor: Actor, now: datetime) -> None:
    """A curator lets a researcher who finished the story settle its differences; None takes it back. Raises: Forbidden, Invalid."""
    if not may_close_round(actor):
        raise Forbidden(log="only curators name an adjudicator")
    coding_round = db.session.execute(select(CodingRound).where(CodingRound.story_id == story.id)).scalar_one_or_none()
    finished = select(CodingPass.coder_id).where(
        CodingPass.round_id == (coding_round.id if coding_round else 0), CodingPass.finished_at.is_not(None)
    )
    if coding_round is None or (person_id is not None and person_id not in set(db.session.execute(finished).scalars())):
        raise Invalid(lazy_gettext("Choose somebody who has finished this story."), log="not a finished coder")
    coding_round.adjudicator_id = person_id
    db.session.flush()
    audit.record("coding.adjudicator_named", kind="coding_round", key=str(coding_round.id), actor=actor, now=now)


def check_adjudicator(story: Story, actor: Actor) -> None:
    """Raises: Forbidden"""
    coding_round = db.session.execute(select(CodingRound).where(CodingRound.story_id == story.id)).scalar_one_or_none()
    if not may_adjudicate(actor, coding_round, pass_of(coding_round, actor)):
        raise Forbidden(
            lazy_gettext("Differences are settled by a curator or a named researcher, once everybody has finished."),
            log="may not adjudicate",
        )


def follow_adjudications(story: Story, *, now: datetime) -> None:
    """After a change of the text: a decision follows where all its places are certain; else it is superseded by nothing and waits anew."""
    for settled in _live(story.id):
        for standing in settled.codings:
            old, revision = standing.passage, story.published_revision
            if old is None or revision is None or old.revision_id == revision.id:
                continue
            start = find_unique(revision.plain, old.exact, old.prefix, old.suffix)
            if start is None:
                settled.superseded_at = now
                break
            standing.passage = place_passage(revision, start, start + len(old.exact))


def forget_reasons(story_id: int) -> None:
    """Of a withdrawn story, because they may quote it."""
    for settled in db.session.execute(select(Adjudication).where(Adjudication.story_id == story_id)).scalars():
        settled.reason = ""


def _standing(story: Story, ruling: Ruling) -> list[AdjudicatedCoding]:
    new = ruling.new
    if new is not None:
        law_to_name(new.law_id)
        polarity, strength, _note = how(new.polarity, new.strength, "")
        passage: Passage | None = passage_at(published(story, None), new.start, new.end)
        passage_id = passage.id if passage else None
        return [AdjudicatedCoding(passage_id=passage_id, law_id=new.law_id, polarity=polarity, strength=strength)]
    taken = [row for row in finished_codings(story) if row.id in ruling.chosen]
    return [_copy(row) for row in taken]


def _copy(row: Coding) -> AdjudicatedCoding:
    return AdjudicatedCoding(
        coding_id=row.id, passage_id=row.passage_id, law_id=row.law_id, polarity=row.polarity, strength=row.strength
    )


def _live(story_id: int) -> list[Adjudication]:
    chosen = select(Adjudication).where(Adjudication.story_id == story_id, Adjudication.superseded_at.is_(None))
    return list(db.session.execute(chosen.order_by(Adjudication.id)).scalars())
