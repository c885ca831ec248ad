"""A new law from a passage: the proposal and the mark with it are made together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storyhub.coding.models import Coding
from storyhub.coding.service.checks import passage_at, published
from storyhub.coding.service.coding import Place, add_coding
from storyhub.coding.service.rounds import open_pass
from storyhub.kit.actor import Actor
from storyhub.laws.domain.drafts import ProposalDraft
from storyhub.laws.service import propose_law
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class NewLaw:
    """A law in the words of its proposer, and how the passage shows it."""

    name: str
    statement: str
    lang: str
    polarity: str
    strength: int
    note: str


def propose_from_passage(
    story: Story, new: NewLaw, *, place: Place, coder: Actor, coders_needed: int, now: datetime, revision_id: int | None
) -> Coding:
    """Raises: Forbidden, Conflict, Invalid; then there is neither a proposal nor a mark."""
    open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    passage_at(published(story, revision_id), *place)
    draft = ProposalDraft.in_language(new.lang, name=new.name.strip(), statement=new.statement.strip())
    law = propose_law(draft, proposer_label=coder.name, actor=coder, story_id=story.id, now=now)
    start, end = place
    return add_coding(
        story,
        start=start,
        end=end,
        law_id=law.id,
        polarity=new.polarity,
        strength=new.strength,
        note=new.note,
        coder=coder,
        coders_needed=coders_needed,
        now=now,
        revision_id=revision_id,
    )
