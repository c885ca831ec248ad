"""What becomes of a proposal: taken up when it went quiet, decided by a curator, salvaged when it was declined."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from storyhub.curation import rules
from storyhub.curation.domain.acceptance import obstacles_for
from storyhub.curation.domain.ageing import age_of
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Age, Obstacle
from storyhub.curation.models import ProposalAdoption, ProposalSalvage
from storyhub.curation.queries.cases import standing_of
from storyhub.curation.service.votes import check_open
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws import service as laws
from storyhub.laws.domain.drafts import ProposalDraft
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.laws.rules import may_edit
from storyhub.laws.service.proposals import LABEL_MAX

# What the curator is told of the first thing in the way.
REFUSALS: Mapping[Obstacle, object] = {
    Obstacle.evidence: lazy_gettext("The evidence gate is not met yet: the checklist says what is missing."),
    Obstacle.too_young: lazy_gettext("It has not been open long enough for everyone to have a say."),
    Obstacle.support: lazy_gettext("It does not have enough support yet."),
    Obstacle.objection: lazy_gettext("An objection is not settled yet."),
    Obstacle.own: lazy_gettext("A curator who did not propose it decides."),
    Obstacle.only_voter: lazy_gettext("You are the only one who voted on it: another curator accepts it."),
}
PERSONAL = (Obstacle.own, Obstacle.only_voter)


def accept(
    law: Law, *, actor: Actor, now: datetime, thresholds: Thresholds, completion: ProposalDraft | None = None, group: str = ""
) -> Law:
    """Makes a proposal a law if nothing stands in the way. There is no override: whoever wants another gate changes the settings.

    Raises: Forbidden (no curator, a proposer, the only voter), Conflict (decided, or something is missing), Invalid
    """
    if not may_edit(actor):
        raise Forbidden(lazy_gettext("A curator who did not propose it decides."), log="may not decide")
    check_open(law)
    case = standing_of(law.id).case
    found = obstacles_for(case, curator_id=actor.person_id, thresholds=thresholds, now=now)
    for obstacle in found:
        if obstacle in PERSONAL:
            raise Forbidden(REFUSALS[obstacle], log=f"law {law.id}: {obstacle}")
    if found:
        raise NotYet(REFUSALS[found[0]], log=f"law {law.id}: {', '.join(found)}")
    return laws.accept_proposal(law, actor=actor, now=now, completion=completion, group=group)


class NotYet(Conflict):
    """The proposal is not ready to be accepted. Nothing was changed."""


def decline(law: Law, *, reason: str, actor: Actor, now: datetime) -> Law:
    """Declines it with a reason everyone can read. Raises: Forbidden, Conflict, Invalid"""
    if actor.person_id is not None and actor.person_id in standing_of(law.id).case.proposers:
        raise Forbidden(REFUSALS[Obstacle.own], log="a proposer")
    return laws.decline_proposal(law, reason=reason, actor=actor, now=now)


def adopt(law: Law, *, actor: Actor, now: datetime, thresholds: Thresholds) -> ProposalAdoption:
    """Takes up a proposal nobody has touched for long: the actor is its proposer from now on. Who proposed it before stays known.

    Raises: Forbidden, Conflict (decided, or not quiet)
    """
    if not rules.takes_part(actor) or actor.person_id is None:
        raise Forbidden(lazy_gettext("Please sign in to take a proposal up."), log="needs an account")
    check_open(law)
    standing = standing_of(law.id)
    age = age_of(opened_at=standing.case.opened_at, active_at=standing.active_at, now=now, thresholds=thresholds)
    if not rules.may_adopt(actor, law):
        raise Forbidden(lazy_gettext("It is yours already."), log="own proposal")
    if age != Age.quiet:
        raise Conflict(lazy_gettext("It is not up for grabs: something happened to it meanwhile."), log=f"law {law.id} is {age}")
    adoption = ProposalAdoption(law_id=law.id, previous_id=law.proposer_id, person_id=actor.person_id, at=now)
    db.session.add(adoption)
    law.proposer_id, law.proposer_label = actor.person_id, actor.name[:LABEL_MAX]
    db.session.flush()
    audit.record("proposal.adopted", kind="law", key=str(law.id), actor=actor, now=now)
    return adoption


def salvage(declined: Law, law: Law, *, actor: Actor, now: datetime) -> ProposalSalvage:
    """Ties a new proposal to the declined idea it takes up again. Twice is once.

    Raises: Invalid for an idea that was not declined, or for itself
    """
    if declined.state != LawState.declined or declined.id == law.id:
        raise Invalid(lazy_gettext("Only a declined idea can be taken up again."), log=f"law {declined.id} is {declined.state}")
    found = db.session.get(ProposalSalvage, law.id)
    if found is None:
        found = ProposalSalvage(law_id=law.id, declined_id=declined.id, at=now)
        db.session.add(found)
        db.session.flush()
        audit.record("proposal.salvaged", kind="law", key=str(law.id), actor=actor, now=now)
    return found
