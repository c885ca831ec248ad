"""The blueprint, and what the library gives to every template: words for its vocabulary and emblems."""

from __future__ import annotations

from flask import Blueprint

from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language
from storyhub.kit.web import now
from storyhub.laws import labels
from storyhub.laws.domain.emblem import emblem
from storyhub.laws.queries import LawCard, law_of_day

bp = Blueprint("laws", __name__)
# Numbers beyond it cannot be a row's: SQLite would refuse them with an error instead of finding nothing.
NUMBER_MAX = 999_999_999

bp.add_app_template_filter(labels.law_state_label)
bp.add_app_template_filter(labels.law_stage_label)
bp.add_app_template_filter(labels.law_part_label)
bp.add_app_template_filter(labels.relation_label)
bp.add_app_template_filter(labels.lineage_label)
bp.add_app_template_global(emblem, "emblem_of")


@bp.app_template_global("law_of_today")
def law_of_today() -> LawCard | None:
    """The law of the day, for pages of features that know no laws. Three SQL queries."""
    return law_of_day(day_of(now()), current_language())
