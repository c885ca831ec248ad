"""A law on its way in: proposed with a story, then accepted under a permanent number, or declined with a reason that stays."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import func, select

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, clean_source
from storyhub.laws import rules
from storyhub.laws.domain.drafts import LANGS, LawDraft, ProposalDraft, missing_languages
from storyhub.laws.domain.slug import slug_of
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.service.days import keep_days
from storyhub.laws.service.editing import find_group, judge_again, next_number, note, require_both_languages
from storyhub.laws.service.wording import add_revision, cleaned, draft_of

REASON_MIN, REASON_MAX = 10, 2_000
LABEL_MAX = 64


def propose_law(draft: ProposalDraft, *, proposer_label: str, actor: Actor, story_id: int | None, now: datetime) -> Law:
    """Puts an idea before the curators as `P-…`. The same idea sent twice by the same person for the same story is one proposal.

    `proposer_label` is public. The caller has checked that the story exists and may be read by whoever proposes.
    Raises: Forbidden, Invalid
    """
    if not rules.may_propose(actor):
        raise Forbidden(
            lazy_gettext("Please sign in, or propose it with your story’s code."), log="visitors propose with a receipt"
        )
    if story_id is None and rules.needs_story(actor):
        raise Invalid(lazy_gettext("A proposal needs a story that shows it."), log="no story")
    draft = cleaned(draft)
    if len(missing_languages(draft)) == len(LANGS):
        raise Invalid(lazy_gettext("A proposal needs a name and a statement."), log="no language is complete")
    if twin := _same_proposal(draft, actor=actor, story_id=story_id):
        return twin
    law = Law(
        proposal_number=(db.session.execute(select(func.max(Law.proposal_number))).scalar() or 0) + 1,
        slug=slug_of(draft.name_en or draft.name_ru),
        state=LawState.proposed,
        proposer_id=actor.person_id,
        proposer_label=proposer_label[:LABEL_MAX],
        story_id=story_id,
        created_at=now,
    )
    db.session.add(law)
    db.session.flush()
    add_revision(law, draft, why="", actor=actor, now=now)
    note(law, "law.proposed", actor=actor, now=now)
    return law


def accept_proposal(law: Law, *, actor: Actor, now: datetime, completion: ProposalDraft | None = None, group: str = "") -> Law:
    """Gives a proposal the next permanent number. `completion` fills what it lacks (a second language), never what it has.

    Raises: Forbidden (no curator, or one's own), Conflict (decided already), Invalid (a language is missing, an unknown group)
    """
    _may_decide_now(law, actor)
    before = draft_of(law)
    draft = _completed(before, cleaned(completion)) if completion else before
    require_both_languages(draft)
    keep_days(now)
    if group:
        law.group = find_group(group)
    law.number, law.state, law.slug = next_number(), LawState.accepted, slug_of(draft.name_en)
    law.decided_at, law.decided_by_id = now, actor.person_id
    db.session.flush()
    if draft != before:
        add_revision(law, draft, why="", actor=actor, now=now)
    note(law, "law.accepted", actor=actor, now=now)
    judge_again([law])
    return law


def decline_proposal(law: Law, *, reason: str, actor: Actor, now: datetime) -> Law:
    """Declines a proposal; it stays readable and findable with the reason.

    Raises: Forbidden (no curator, or one's own), Conflict (decided already), Invalid (no reason to speak of)
    """
    _may_decide_now(law, actor)
    try:
        law.decision_reason = clean_source(reason, min_chars=REASON_MIN, max_chars=REASON_MAX)
    except TextProblem as problem:
        message = lazy_gettext("Please write why, in a sentence or more: the proposer reads it.")
        raise Invalid(message, log=str(problem)) from problem
    law.state, law.decided_at, law.decided_by_id = LawState.declined, now, actor.person_id
    note(law, "law.declined", actor=actor, now=now, why=law.decision_reason)
    judge_again([law])
    return law


def _may_decide_now(law: Law, actor: Actor) -> None:
    if not rules.may_decide(actor, law):
        raise Forbidden(lazy_gettext("A curator who did not propose it decides."), log="may not decide")
    if law.state != LawState.proposed:
        raise Conflict(
            lazy_gettext("This proposal is decided already. Nothing was overwritten."), log=f"law {law.id} is {law.state}"
        )


def _completed(before: LawDraft, completion: ProposalDraft) -> LawDraft:
    empty = {field: text for field, text in asdict(completion).items() if text and not getattr(before, field)}
    return replace(before, **empty)


def _same_proposal(draft: ProposalDraft, *, actor: Actor, story_id: int | None) -> Law | None:
    wording = [getattr(LawRevision, field) == text for field, text in asdict(draft).items()]
    found = select(Law).join(LawRevision, LawRevision.id == Law.current_id)
    same = (
        Law.state == LawState.proposed,
        Law.proposer_id.is_not_distinct_from(actor.person_id),
        Law.story_id.is_not_distinct_from(story_id),
    )
    return db.session.execute(found.where(*same, *wording).limit(1)).scalar()
