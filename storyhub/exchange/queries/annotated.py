"""The public codings of one story, as they are annotated for the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.exchange.domain.annotations import Annotated, AnnotatedPlace
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.laws.queries.cards import key_of
from storyhub.stories.domain.words import State
from storyhub.stories.models import Passage, Revision, Story
from storyhub.stories.rules import may_read


@dataclass(frozen=True, slots=True)
class AnnotatedStory:
    """`is_readable` by everybody; `version` is the day of its text, if there is one."""

    id: int
    is_readable: bool
    is_withdrawn: bool
    lang: str
    version: date | None
    is_open: bool


def annotated_story(story_id: int) -> AnnotatedStory | None:
    """One SQL query."""
    chosen = (
        select(Story.state, Story.audience, Story.lang, Story.published_on, Story.may_open_data, Revision.created_at)
        .outerjoin(Revision, Revision.id == Story.published_revision_id)
        .where(Story.id == story_id)
    )
    row = db.session.execute(chosen).one_or_none()
    if row is None:
        return None
    days = [day for day in (row.published_on, day_of(row.created_at) if row.created_at else None) if day]
    return AnnotatedStory(
        story_id, may_read(VISITOR, row), row.state == State.withdrawn, row.lang, max(days, default=None), row.may_open_data
    )


def annotations_of(story: AnnotatedStory) -> list[Annotated]:
    """What every visitor may know, by place. The words only where the teller allows open data. One SQL query."""
    chosen = (
        select_public(
            Coding.id, Law.number, Law.proposal_number, Coding.polarity, Coding.strength, Coding.coder_id, Coding.created_at,
            Passage.start, Passage.end, Passage.exact, Passage.prefix, Passage.suffix,
        )
        .join(Law, Law.id == Coding.law_id)
        .where(Coding.story_id == story.id, readable_by(VISITOR))
        .order_by(func.coalesce(Passage.start, -1), Passage.end, Coding.id)
    )  # fmt: skip
    coders: dict[int, int] = {}
    found = []
    for row in db.session.execute(chosen):
        place = None
        if row.start is not None:
            words = (row.exact, row.prefix, row.suffix) if story.is_open else ()
            place = AnnotatedPlace(row.start, row.end, *words)
        law, coder = key_of(row.number, row.proposal_number), coders.setdefault(row.coder_id, len(coders) + 1)
        found.append(Annotated(row.id, law, row.polarity, row.strength, coder, row.created_at, place))
    return found
