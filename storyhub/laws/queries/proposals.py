"""Proposals: the list of all there ever were, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from storyhub.kit.db import db
from storyhub.kit.text import Html
from storyhub.laws.domain.drafts import LANGS
from storyhub.laws.domain.law_key import proposal_key
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.laws.queries.cards import LawCard, card_of, with_wording
from storyhub.laws.queries.told import told, told_html


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal in a list; `card.key` is its number as a law once it has one."""

    card: LawCard
    key: str
    number: int
    state: str
    proposed_at: datetime
    decided_at: datetime | None
    reason: str

    @property
    def outcome(self) -> str:
        """`proposed`, `accepted` or `declined`: a law that was merged or retired since was accepted once."""
        return self.state if self.state in (LawState.proposed, LawState.declined) else LawState.accepted


@dataclass(frozen=True, slots=True)
class Wording:
    """What a proposal says in one language."""

    lang: str
    name: str
    statement: str
    explanation_html: Html


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal in every language it has, the reader's first; `missing` are the others. `version` guards a decision."""

    id: int
    key: str
    number: int
    law_number: int | None
    state: str
    version: int
    name: str
    lang: str
    wordings: tuple[Wording, ...]
    missing: tuple[str, ...]
    group_slug: str
    proposer_id: int | None
    proposer_label: str
    story_id: int | None
    proposed_at: datetime
    decided_at: datetime | None
    reason: str


# Of what became of it, so that a merged law's proposal still counts as accepted.
OUTCOME = case((Law.state == LawState.proposed, 0), (Law.state == LawState.declined, 2), else_=1)


def proposal_list(lang: str, *, page: int, size: int) -> tuple[tuple[ProposalCard, ...], int]:
    """One page of all proposals, and their total: open ones first, then accepted, then declined; newest first. Two SQL queries."""
    total = db.session.execute(select(func.count()).select_from(Law).where(Law.proposal_number.is_not(None))).scalar_one()
    rows = db.session.execute(
        with_wording()
        .where(Law.proposal_number.is_not(None))
        .order_by(OUTCOME, Law.proposal_number.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return tuple(_listed(law, card_of(law, revision, group, lang)) for law, revision, group in rows), total


def proposal_page(number: int, lang: str) -> ProposalPage | None:
    """The proposal with this number in any state, or None. One SQL query."""
    row = db.session.execute(with_wording().where(Law.proposal_number == number)).first()
    if row is None:
        return None
    law, revision, group = row
    card = card_of(law, revision, group, lang)
    wordings = tuple(wording for spoken in _first(lang) if (wording := _wording(revision, spoken)))
    return ProposalPage(
        id=law.id,
        key=proposal_key(number),
        number=number,
        law_number=law.number,
        state=law.state,
        version=law.version_id,
        name=card.name,
        lang=card.lang,
        wordings=wordings,
        missing=tuple(spoken for spoken in LANGS if spoken not in [wording.lang for wording in wordings]),
        group_slug=card.group_slug,
        proposer_id=law.proposer_id,
        proposer_label=law.proposer_label,
        story_id=law.story_id,
        proposed_at=law.created_at,
        decided_at=law.decided_at,
        reason=law.decision_reason,
    )


def _listed(law: Law, card: LawCard) -> ProposalCard:
    number = law.proposal_number or 0
    return ProposalCard(
        card=card,
        key=proposal_key(number),
        number=number,
        state=law.state,
        proposed_at=law.created_at,
        decided_at=law.decided_at,
        reason=law.decision_reason,
    )


def _first(lang: str) -> Sequence[str]:
    return sorted(LANGS, key=lambda spoken: spoken != lang)


def _wording(revision: object, lang: str) -> Wording | None:
    name, statement = told(revision, "name", lang), told(revision, "statement", lang)
    if not (name and statement):
        return None
    return Wording(lang=lang, name=name, statement=statement, explanation_html=told_html(revision, "explanation_html", lang))
