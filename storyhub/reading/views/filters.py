"""Template filters of the public pages."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date

from storyhub.reading.views.blueprint import bp


@bp.app_template_filter("month")
def month(value: str | None) -> str:
    """`2026-05` as `May 2026`; anything else as it is."""
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        return value or "—"
    return str(format_date(first, "LLLL y"))
