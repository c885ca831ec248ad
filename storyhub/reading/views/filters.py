"""Template filters of the public pages."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date

from storyhub.reading.labels import SCALE_LABELS, standing_label
from storyhub.reading.views.blueprint import bp
from storyhub.stories.labels import EXPECTATION_LABELS, OUTCOME_LABELS, TENURE_LABELS, label_of

bp.add_app_template_filter(standing_label)


@bp.app_template_filter("month")
def month(value: str | None) -> str:
    """`2026-05` as `May 2026`; anything else as it is."""
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        return value or "—"
    return str(format_date(first, "LLLL y"))


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
