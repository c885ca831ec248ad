"""What of the codings may be seen: the one statement every public read begins with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from storyhub.coding.domain.places import sentence_at
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.kit.actor import Actor
from storyhub.kit.text import sentences
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Passage, Revision, Story

# Said so that no index of `story` is taken for it: almost every story is published, so that beginning there is the longest way round.
IS_PUBLISHED: ColumnElement[bool] = func.coalesce(Story.state, "") == State.published


def select_public(*columns: Any) -> Select[Any]:
    """`columns` of codings everybody may know: the round complete, the pass finished, the coding neither removed nor orphaned, its
    place in the text that is published now, the story published and its teller willing. Who may read the story: `readable_by`.

    Joined: Coding, Story, CodingRound, CodingPass, and where there is one Passage. The text is there with `with_text`.
    """
    return (
        select(*columns)
        .select_from(Coding)
        .join(Story, Story.id == Coding.story_id)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .join(CodingPass, (CodingPass.round_id == CodingRound.id) & (CodingPass.coder_id == Coding.coder_id))
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(
            CodingRound.complete_at.is_not(None),
            CodingPass.finished_at.is_not(None),
            Coding.removed_at.is_(None),
            Coding.orphaned_at.is_(None),
            IS_PUBLISHED,
            Story.published_revision_id.is_not(None),
            Story.may_research.is_(True),
            or_(Coding.passage_id.is_(None), Passage.revision_id == Story.published_revision_id),
        )
    )


def with_text(statement: Select[Any]) -> Select[Any]:
    """Joins to a statement that has Story the Revision that is published: texts are long, so only those who show them read them."""
    return statement.join(Revision, Revision.id == Story.published_revision_id)


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Stories for staff only are seen by staff only."""
    return true() if actor.is_staff else Story.audience == Audience.public


def spans_of(plain: str) -> list[tuple[int, int]]:
    """Sentences of a text as pairs, numbered by their order from 1."""
    return [(span.start, span.end) for span in sentences(plain)]


def sentence_of(plain: str, start: int | None) -> int | None:
    """Number of the sentence in which a passage starts; None for the whole story."""
    return None if start is None else sentence_at(spans_of(plain), start)
