"""Proposals with evidence and votes, made by the verbs themselves; everything is committed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from storyhub.curation.domain.acceptance import Case
from storyhub.curation.domain.gate import GateFigures
from storyhub.curation.domain.words import Vote
from storyhub.curation.service import cast_vote
from storyhub.kit.actor import OPERATOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law
from storyhub.laws.service import propose_law
from storyhub.stories.models import Organisation
from tests.coding import coding_factories as coding
from tests.laws.laws_factories import proposal_draft

OPENED = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
LATER = OPENED + timedelta(days=8)
_shops = count(1)


def law_of(law_id: int) -> Law:
    return db.session.get_one(Law, law_id)


def make_proposal(*, proposer: Actor = OPERATOR, story_id: int | None = None, lang: str = "en", **over: str) -> int:
    """An open proposal, proposed at `OPENED`."""
    with transaction():
        draft = proposal_draft(lang, **over)
        label = proposer.name or proposer.label
        return propose_law(draft, proposer_label=label, actor=proposer, story_id=story_id, now=OPENED).id


def make_organisation() -> int:
    number = next(_shops)
    with transaction():
        shop = Organisation(slug=f"shop-{number}", name=f"Shop {number}", name_key=f"shop {number}")
        db.session.add(shop)
        db.session.flush()
        return shop.id


def mark(law_id: int, *, organisation_id: int | None = None, finished: bool = True, polarity: str = "upholds", **story: object) -> int:
    """A story with one passage marked for the law, by a coder of its own; its id."""
    story_id = coding.make_story(organisation_id=organisation_id or make_organisation(), **story)
    coder = coding.make_coder()
    coding.make_coding(story_id, law_id, coder, "an hour early", polarity=polarity)
    if finished:
        coding.finish(story_id, coder)
    return story_id


def meet_gate(law_id: int) -> list[int]:
    """Three stories by three tellers about three companies."""
    return [mark(law_id) for _ in range(3)]


def people(number: int, *roles: Role) -> list[Actor]:
    return [coding.make_coder(*(roles or (Role.member,))) for _ in range(number)]


def vote(law_id: int, actor: Actor, value: int = Vote.support, *, now: datetime = OPENED) -> None:
    with transaction():
        cast_vote(law_of(law_id), value, actor=actor, now=now)


def make_ready(**over: object) -> int:
    """A proposal that nothing stands in the way of at `LATER`."""
    law_id = make_proposal(**over)  # type: ignore[arg-type]
    meet_gate(law_id)
    for person in people(5):
        vote(law_id, person)
    return law_id


def ready_case(**over: object) -> Case:
    """The same as a plain value."""
    values: dict[str, object] = {
        "opened_at": OPENED,
        "figures": GateFigures(passages=3, stories=3, tellers=2, organisations=2),
        "votes": dict.fromkeys(range(1, 6), 1),
        **over,
    }
    return Case(**values)  # type: ignore[arg-type]
