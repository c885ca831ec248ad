"""The discussion of a proposal: reasons for it, objections, answers. An objection stands until it is settled, and is never deleted."""

from __future__ import annotations

from datetime import datetime

from storyhub.curation import rules
from storyhub.curation.domain.words import RemarkKind
from storyhub.curation.models import ProposalRemark
from storyhub.curation.service.votes import check_open
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, clean_source
from storyhub.laws.models import Law

REMARK_MIN, REMARK_MAX = 10, 2_000


def add_remark(
    law: Law, kind: str, text: str, *, actor: Actor, now: datetime, objection: ProposalRemark | None = None
) -> ProposalRemark:
    """Adds a reasoned support or objection, or with `objection` an answer to it.

    Raises: Forbidden, Conflict (decided, or the objection is settled), Invalid (no reason to speak of)
    """
    if not rules.takes_part(actor) or actor.person_id is None:
        raise Forbidden(lazy_gettext("Please sign in to take part in the discussion."), log="remarks need an account")
    check_open(law)
    if kind not in set(RemarkKind) or (kind == RemarkKind.answer) != (objection is not None):
        raise Invalid(lazy_gettext("Please say whether it speaks for the proposal or against it."), log="unknown remark")
    if objection is not None:
        _check_answer(law, objection, actor)
    remark = ProposalRemark(
        law_id=law.id,
        kind=str(kind),
        objection_id=objection.id if objection else None,
        author_id=actor.person_id,
        text=reason_of(text),
        at=now,
    )
    db.session.add(remark)
    db.session.flush()
    audit.record(f"proposal.{kind}", kind="law", key=str(law.id), actor=actor, now=now)
    return remark


def resolve_objection(law: Law, remark: ProposalRemark, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """The objector says that it is settled, or a curator does and writes why.

    Raises: Forbidden, Conflict (decided, or settled already), Invalid (a curator without a reason)
    """
    check_open(law)
    if remark.resolved_at is not None:
        raise Conflict(lazy_gettext("This objection is settled already."), log=f"remark {remark.id} is resolved")
    if remark.law_id != law.id or not rules.may_resolve(actor, law, remark):
        raise Forbidden(
            lazy_gettext("The person who objected says when it is settled, or a curator who did not propose the law."),
            log="may not resolve",
        )
    remark.resolution = reason_of(reason) if rules.resolves_for_another(actor, law, remark) else ""
    remark.resolved_at, remark.resolved_by_id = now, actor.person_id
    db.session.flush()
    audit.record("proposal.resolved", kind="law", key=str(law.id), actor=actor, now=now)


def reason_of(text: str) -> str:
    """A reason as it is kept. Raises: Invalid for none, or one that cannot be kept."""
    try:
        return clean_source(text, min_chars=REMARK_MIN, max_chars=REMARK_MAX)
    except TextProblem as problem:
        message = lazy_gettext("Please write why, in a sentence or more. At most %(most)s characters fit.", most=REMARK_MAX)
        raise Invalid(message, log=str(problem)) from problem


def _check_answer(law: Law, objection: ProposalRemark, actor: Actor) -> None:
    if objection.law_id != law.id or objection.kind != RemarkKind.objection:
        raise Invalid(lazy_gettext("An answer belongs to an objection."), log="no objection")
    if objection.resolved_at is not None:
        raise Conflict(lazy_gettext("This objection is settled already."), log=f"remark {objection.id} is resolved")
    if not rules.may_answer(actor, law):
        raise Forbidden(lazy_gettext("The proposer or a curator answers an objection."), log="may not answer")
