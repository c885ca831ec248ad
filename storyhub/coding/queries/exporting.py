"""Codings as rows for a file; `import_codings` reads them back. For the operator: it also holds what is not public yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.kit.db import db
from storyhub.laws.domain.law_key import proposal_key
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Passage, Story

COLUMNS = (
    "coder", "story", "source", "external_id", "start", "end", "exact", "prefix", "suffix",
    "law", "polarity", "strength", "note", "created_at", "finished", "blind",
)  # fmt: skip


def export_codings(*, finished_only: bool = False, coder_id: int | None = None) -> Iterator[dict[str, Any]]:
    """Live codings of published stories whose tellers agree to research, each with its place in the text published now.

    `finished` is when the coder finished the story, empty while she has not; `blind` whether she never could have seen others' marks.
    With `coder_id` only hers.
    """
    statement = (
        select(Coding, Story, Passage, Law.number, Law.proposal_number, Person.handle, CodingPass)
        .join(Story, Story.id == Coding.story_id)
        .join(Law, Law.id == Coding.law_id)
        .join(Person, Person.id == Coding.coder_id)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .join(CodingPass, (CodingPass.round_id == CodingRound.id) & (CodingPass.coder_id == Coding.coder_id))
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .where(Story.state == State.published, Story.may_research.is_(True))
        .where(Coding.passage_id.is_(None) | (Passage.revision_id == Story.published_revision_id))
        .order_by(Coding.id)
        .execution_options(yield_per=500)
    )
    if finished_only:
        statement = statement.where(CodingPass.finished_at.is_not(None))
    if coder_id is not None:
        statement = statement.where(Coding.coder_id == coder_id)
    for coding, story, passage, number, proposal, handle, coding_pass in db.session.execute(statement):
        yield {
            "coder": handle,
            "story": public_id(story.id),
            "source": story.source,
            "external_id": story.external_id or "",
            "start": passage.start if passage else "",
            "end": passage.end if passage else "",
            "exact": passage.exact if passage else "",
            "prefix": passage.prefix if passage else "",
            "suffix": passage.suffix if passage else "",
            "law": str(number) if number else proposal_key(proposal or 0),
            "polarity": coding.polarity,
            "strength": coding.strength,
            "note": coding.note,
            "created_at": coding.created_at.isoformat(),
            "finished": coding_pass.finished_at.isoformat() if coding_pass.finished_at else "",
            "blind": "yes" if coding_pass.is_blind else "no",
        }
