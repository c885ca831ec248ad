"""The blueprint of curation, the words its pages share, and the numbers of this instance."""

from __future__ import annotations

from flask import Blueprint

from storyhub.curation import labels
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.kit.errors import NotFound
from storyhub.kit.web import settings
from storyhub.laws.models import Law
from storyhub.laws.queries import law_to_decide

bp = Blueprint("curation", __name__)
# Numbers beyond it cannot be a row's: SQLite would refuse them with an error instead of finding nothing.
NUMBER_MAX = 999_999_999

bp.add_app_template_filter(labels.age_label)
bp.add_app_template_filter(labels.obstacle_label)
bp.add_app_template_filter(labels.check_label)
bp.add_app_template_filter(labels.missing_label)


def thresholds() -> Thresholds:
    """The numbers of curation, from the settings of this instance."""
    chosen = settings()
    return Thresholds(
        passages=chosen.proposal_passages,
        stories=chosen.proposal_stories,
        tellers=chosen.proposal_tellers,
        organisations=chosen.proposal_organisations,
        open_days=chosen.proposal_open_days,
        net_support=chosen.proposal_net_support,
        quiet_days=chosen.proposal_quiet_days,
        decide_days=chosen.proposal_decide_days,
        undo_days=chosen.law_undo_days,
    )


def loaded(number: int) -> Law:
    """The proposal with this number, for a verb. Raises: NotFound"""
    law = law_to_decide(number) if 0 < number <= NUMBER_MAX else None
    if law is None:
        raise NotFound(log="no such proposal")
    return law
