"""Moderation in figures: a public page, and the same as CSV."""

from __future__ import annotations

import csv
import io

from flask import Response

from storyhub.kit.personal import Kind
from storyhub.kit.personal.labels import KIND_LABELS
from storyhub.kit.web import page, settings
from storyhub.moderation.domain.masking import FEW, Count
from storyhub.moderation.labels import FLAG_REASON_LABELS, OUTCOME_LABELS, REMEDY_LABELS
from storyhub.moderation.queries.statistics import Statistics
from storyhub.moderation.queries.statistics import statistics as counted
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.labels import DECLINE_REASON_LABELS


@bp.get("/moderation-statistics")
def statistics() -> Response:
    return page(
        "moderation/statistics.html",
        figures=counted(promise_days=settings().promise_days),
        decline_reasons=DECLINE_REASON_LABELS,
        flag_reasons=FLAG_REASON_LABELS,
        outcomes=OUTCOME_LABELS,
        remedies=REMEDY_LABELS,
        kinds={str(kind): KIND_LABELS[kind] for kind in Kind},
        few=FEW,
    )


@bp.get("/moderation-statistics.csv")
def statistics_csv() -> Response:
    """The words are those of the vocabularies, the same in every language; `<5` for one to four."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("group", "what", "number"))
    writer.writerows(_rows(counted(promise_days=settings().promise_days)))
    response = Response(text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="moderation-statistics.csv"'
    return response


def _rows(figures: Statistics) -> list[tuple[str, str, object]]:
    median = "" if figures.median_days is None else figures.median_days
    rows: list[tuple[str, str, object]] = [
        ("stories", "received", figures.received),
        ("stories", "published", figures.published),
        ("stories", "restricted", _cell(figures.restricted)),
        ("stories", "removed", _cell(figures.removed)),
        ("complaints", "received", figures.complaints.received),
        ("complaints", "answered", figures.complaints.answered),
        ("complaints", "answered_in_time", figures.complaints.kept),
        ("complaints", "median_days", "" if figures.complaints.median_days is None else figures.complaints.median_days),
        *(("complaint_outcomes", remedy, number) for remedy, number in sorted(figures.complaints.remedies.items())),
        ("answers", "number", figures.answered),
        ("answers", "median_days", median),
    ]
    for group, counts in (
        ("declined", figures.declined),
        ("reports", figures.flags),
        ("report_outcomes", figures.outcomes),
        ("redactions", figures.redactions),
    ):
        rows += [(group, word, _cell(count)) for word, count in sorted(counts.items())]
    return rows


def _cell(count: Count) -> object:
    return f"<{FEW}" if count.is_few else count.shown
