"""Who may do what with proposals and with laws in force. Pure predicates; the rows they look at are passed in."""

from __future__ import annotations

from storyhub.curation.domain.words import RemarkKind
from storyhub.curation.models import ProposalRemark
from storyhub.kit.actor import Actor
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.laws.rules import is_own, may_edit


def takes_part(actor: Actor) -> bool:
    """Everyone with an account in good standing discusses; a person whose last role was taken reads on like a visitor."""
    return actor.is_signed_in and bool(actor.roles)


def is_open(law: Law) -> bool:
    return law.state == LawState.proposed


def may_vote(actor: Actor, law: Law) -> bool:
    """Everyone who takes part but the proposer, whose support is the proposal itself."""
    return takes_part(actor) and is_open(law) and not is_own(actor, law.proposer_id)


def may_remark(actor: Actor, law: Law) -> bool:
    return takes_part(actor) and is_open(law)


def may_answer(actor: Actor, law: Law) -> bool:
    """An objection is answered by the proposer or a curator."""
    return may_remark(actor, law) and (is_own(actor, law.proposer_id) or may_edit(actor))


def may_resolve(actor: Actor, law: Law, remark: ProposalRemark) -> bool:
    """The objector, or in the objector's place a curator who did not propose it and says why."""
    if remark.kind != RemarkKind.objection or remark.resolved_at is not None or not may_remark(actor, law):
        return False
    return remark.author_id == actor.person_id or resolves_for_another(actor, law, remark)


def resolves_for_another(actor: Actor, law: Law, remark: ProposalRemark) -> bool:
    return may_edit(actor) and not is_own(actor, law.proposer_id) and remark.author_id != actor.person_id


def may_adopt(actor: Actor, law: Law) -> bool:
    """Whether this person could take a quiet proposal up; that it is quiet is the clock's to say."""
    return may_remark(actor, law) and not is_own(actor, law.proposer_id)


def may_curate(actor: Actor) -> bool:
    """Merging, splitting, superseding and retiring laws is for curators, and so is undoing it."""
    return may_edit(actor)


def is_in_force(law: Law) -> bool:
    return law.state == LawState.accepted
