"""The sample proposals: in every state a reader may meet one in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.service import accept, add_remark, cast_vote, decline, resolve_objection
from storyhub.kit.actor import TELLER, Actor
from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LawDraft, ProposalDraft
from storyhub.laws.domain.words import LawStage
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.service import propose_law, reword_law
from storyhub.starter.content import Entry
from storyhub.stories.models import Story

# People talk about it in the second week; a curator takes her time.
DISCUSSED, DECIDED = timedelta(days=9), timedelta(days=21)


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


def discuss(law: Law, sample: Entry, team: Mapping[str, Actor], *, now: datetime) -> None:
    """What the sample people say to it: votes, reasons, objections with their answers."""
    for minute, (handle, value) in enumerate(sample.get("votes", {}).items()):
        cast_vote(law, value, actor=team[handle], now=now + timedelta(minutes=minute))
    for hour, said in enumerate(sample.get("remarks", ())):
        at = now + timedelta(hours=hour + 1)
        remark = add_remark(law, said["kind"], said["text"], actor=team[said["author"]], now=at)
        for answer in said.get("answers", ()):
            add_remark(law, "answer", answer["text"], actor=team[answer["author"]], now=at + timedelta(days=1), objection=remark)
        if said.get("settled"):
            resolve_objection(law, remark, actor=team[said["author"]], now=at + timedelta(days=2))


def decide(law: Law, sample: Entry, *, curator: Actor, now: datetime) -> None:
    """Accepts or declines a proposal that is still open, as the sample says: by the rules everyone's proposal goes through. An accepted
    one gets its whole wording.
    """
    if sample["state"] == "declined":
        decline(law, reason=sample["decline_reason"], actor=curator, now=now)
    elif sample["state"] == "accepted":
        accept(law, actor=curator, now=now, thresholds=Thresholds(), group=sample["group"])
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
