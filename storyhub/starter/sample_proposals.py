"""The sample proposals: in every state a reader may meet one in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from storyhub.kit.actor import TELLER, Actor
from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LawDraft, ProposalDraft
from storyhub.laws.domain.words import LawStage
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.service import accept_proposal, decline_proposal, propose_law, reword_law
from storyhub.starter.content import Entry
from storyhub.stories.models import Story

# A curator takes her time.
DECIDED = timedelta(days=21)


def propose(sample: Entry, story: Story, team: Mapping[str, Actor], *, now: datetime) -> Law:
    """The proposal as the story's teller, or a member who read it, made it; the one that is there already stays."""
    found = _known(sample)
    if found is not None:
        return found
    draft = ProposalDraft(**{name: sample[name] for name in ProposalDraft.__dataclass_fields__})
    actor = team.get(sample["proposer"], TELLER)
    label = TELLER.label if actor is TELLER else actor.name
    law = propose_law(draft, proposer_label=label, actor=actor, story_id=story.id, now=now)
    law.is_sample = True
    return law


def decide(law: Law, sample: Entry, *, curator: Actor, now: datetime) -> None:
    """Accepts or declines a proposal that is still open, as the sample says. An accepted one gets its whole wording."""
    if sample["state"] == "declined":
        decline_proposal(law, reason=sample["decline_reason"], actor=curator, now=now)
    elif sample["state"] == "accepted":
        accept_proposal(law, actor=curator, now=now, group=sample["group"])
        reword_law(law, _whole(sample), why=sample["why"], actor=curator, now=now + timedelta(hours=1))


def _known(sample: Entry) -> Law | None:
    wording = select(Law).join(LawRevision, LawRevision.law_id == Law.id)
    return db.session.execute(wording.where(LawRevision.name_en == sample["name_en"]).limit(1)).scalar()


def _whole(sample: Mapping[str, object]) -> LawDraft:
    """The proposal's entry as a law's wording; lists of a JSON file become the draft's tuples."""
    fields = {name: sample.get(name) for name in LawDraft.__dataclass_fields__}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items() if value}
    values["stages"] = tuple(LawStage(stage) for stage in values.get("stages", ()))  # type: ignore[attr-defined]
    return LawDraft(**values)  # type: ignore[arg-type]
