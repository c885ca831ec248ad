"""The law the teller thinks the story shows, or the teller's own wording of one. A view, not evidence: kept apart from codings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from storyhub.coding.models import TellerClaim
from storyhub.coding.rules import may_be_named
from storyhub.kit.actor import TELLER
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.drafts import ProposalDraft
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.service import propose_law
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story

OVER = (State.withdrawn, State.declined)
MAX_OWN_LAWS = 3


def claim_law(story: Story, law_id: int, *, now: datetime) -> TellerClaim:
    """Keeps that the teller sees this law in the story. Saying it twice is saying it once.

    Raises: Invalid for an unknown law; Conflict for a withdrawn or declined story.
    """
    _check_open(story)
    if not may_be_named(db.session.get(Law, law_id)):
        raise Invalid(lazy_gettext("Unknown law: please choose one from the list."), log=f"unknown law {law_id}")
    claimed = db.session.get(TellerClaim, (story.id, law_id))
    if claimed is None:
        claimed = TellerClaim(story_id=story.id, law_id=law_id, at=now)
        db.session.add(claimed)
        db.session.flush()
    return claimed


def propose_own_law(story: Story, *, name: str, statement: str, lang: str, now: datetime) -> Law:
    """None of the laws fits: the teller's own words become a proposal that comes with the story, and the teller's claim.

    The same name again finds the proposal it made. Raises: Conflict, Invalid.
    """
    _check_open(story)
    own = _own_laws(story)
    law = next((law for law, wording in own if name in (wording.name_ru, wording.name_en)), None)
    if law is None:
        if len(own) >= MAX_OWN_LAWS:
            raise Conflict(lazy_gettext("You have already proposed three laws with this story. Thank you!"), log="enough proposals")
        draft = ProposalDraft.in_language(lang, name=name, statement=statement)
        law = propose_law(draft, proposer_label=TELLER.label, actor=TELLER, story_id=story.id, now=now)
        db.session.flush()
    if may_be_named(law):
        claim_law(story, law.id, now=now)
    return law


def _own_laws(story: Story) -> list[tuple[Law, LawRevision]]:
    """What the teller proposed with this story, with the wording first given."""
    chosen = (
        select(Law, LawRevision)
        .join(LawRevision, LawRevision.law_id == Law.id)
        .where(Law.story_id == story.id, Law.proposer_label == TELLER.label, LawRevision.number == 1)
        .where(or_(LawRevision.name_ru != "", LawRevision.name_en != ""))
    )
    return [(law, wording) for law, wording in db.session.execute(chosen).all()]


def _check_open(story: Story) -> None:
    if story.state in OVER:
        raise Conflict(lazy_gettext("This story is no longer here, so nothing can be added to it."), log=f"story is {story.state}")
