"""Template filters of the public pages."""

from __future__ import annotations

import math
from datetime import date

from flask_babel import format_date, format_percent

from storyhub.coding.domain.strength_over_time import Quarter
from storyhub.kit.text import json_block
from storyhub.reading.labels import SCALE_LABELS, standing_label, trend_label
from storyhub.reading.views.blueprint import bp
from storyhub.stories.labels import EXPECTATION_LABELS, OUTCOME_LABELS, TENURE_LABELS, label_of

bp.add_app_template_filter(json_block)
bp.add_app_template_filter(standing_label)
bp.add_app_template_filter(trend_label)


@bp.app_template_filter("month")
def month(value: str | None) -> str:
    """`2026-05` as `May 2026`; anything else as it is."""
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        return value or "—"
    return str(format_date(first, "LLLL y"))


@bp.app_template_filter("quarter_name")
def quarter_name(quarter: Quarter) -> str:
    """`Q4 2026`, or how the language of the page says it."""
    return str(format_date(date(quarter.year, 3 * quarter.number - 2, 1), "QQQ y"))


@bp.app_template_filter("percent")
def percent(share: float | None) -> str:
    """A share in whole percent; an em dash where there is none."""
    return "—" if share is None else str(format_percent(share))


@bp.app_template_filter("at_least")
def at_least(share: float | None) -> str:
    """`percent`, never rounded up: what is said with "at least" must hold."""
    return percent(None if share is None else math.floor(100 * share + 1e-9) / 100)


@bp.app_template_filter("scale_label")
def scale_label(name: str) -> str:
    """What a story's column of ratings is called."""
    return str(SCALE_LABELS[name])


@bp.app_template_filter("tenure_label")
def tenure_label(word: str) -> str:
    return label_of(TENURE_LABELS, word)


@bp.app_template_filter("outcome_label")
def outcome_label(word: str) -> str:
    return label_of(OUTCOME_LABELS, word)


@bp.app_template_filter("expectation_label")
def expectation_label(word: str) -> str:
    return label_of(EXPECTATION_LABELS, word)
