"""Voting: one voice a person, changed by its owner alone, with every change kept. Whose votes count: `queries.votes`."""

from __future__ import annotations

from datetime import datetime

from storyhub.curation import rules
from storyhub.curation.domain.words import Vote
from storyhub.curation.models import ProposalVote
from storyhub.curation.queries.votes import vote_of
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.models import Law


def cast_vote(law: Law, value: int, *, actor: Actor, now: datetime) -> ProposalVote | None:
    """Keeps what the actor says to the proposal from now on; None where they said so already. There is no verb for anybody else's vote.

    Raises: Forbidden, Conflict (decided already), Invalid (no such vote, or nothing to take back)
    """
    if not rules.takes_part(actor):
        raise Forbidden(lazy_gettext("Please sign in to vote."), log="votes need an account")
    check_open(law)
    if not rules.may_vote(actor, law) or actor.person_id is None:
        raise Forbidden(lazy_gettext("You proposed it yourself: your support is the proposal. Others vote."), log="own proposal")
    if value not in set(Vote):
        raise Invalid(lazy_gettext("Please vote for it or against it."), log="unknown vote")
    before = vote_of(law.id, actor.person_id)
    if value == before or (value == Vote.withdrawn and before is None):
        return None
    vote = ProposalVote(law_id=law.id, person_id=actor.person_id, value=int(value), cast_at=now)
    db.session.add(vote)
    db.session.flush()
    # Which way is in the votes themselves, not in the log.
    audit.record("proposal.voted", kind="law", key=str(law.id), actor=actor, now=now)
    return vote


def check_open(law: Law) -> None:
    """Raises: Conflict for a proposal that is decided already."""
    if not rules.is_open(law):
        raise Conflict(
            lazy_gettext("This proposal is decided already. Nothing was overwritten."), log=f"law {law.id} is {law.state}"
        )
