"""The blueprint, and what the library gives to every template: words for its vocabulary and emblems."""

from __future__ import annotations

from flask import Blueprint

from storyhub.laws import labels
from storyhub.laws.domain.emblem import emblem

bp = Blueprint("laws", __name__)
# Numbers beyond it cannot be a row's: SQLite would refuse them with an error instead of finding nothing.
NUMBER_MAX = 999_999_999

bp.add_app_template_filter(labels.law_state_label)
bp.add_app_template_filter(labels.law_stage_label)
bp.add_app_template_filter(labels.law_part_label)
bp.add_app_template_filter(labels.relation_label)
bp.add_app_template_filter(labels.lineage_label)
bp.add_app_template_global(emblem, "emblem_of")
