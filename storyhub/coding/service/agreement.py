"""Figures of agreement are computed as a whole from the database and stored; the outbox asks for it, pages read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert

from storyhub.coding.domain.agreement.figures import Figure, Figures
from storyhub.coding.domain.agreement.report import Report, report
from storyhub.coding.models import AgreementResult
from storyhub.coding.queries.columns import marks, passages, passes
from storyhub.kit import outbox
from storyhub.kit.db import db

# The outbox kind; its one key is "all", so that many requests become one computation.
REFRESH = "agreement"
# How long it waits for more to change. A round that completes is seldom alone.
DELAY_S = 10
BATCH = 1_000


def ask_refresh() -> None:
    """Has the figures computed again soon after the commit.

    Only for what everybody may know: asked for each time somebody finished, the time of computing would tell of it.
    """
    outbox.record(REFRESH, "all", not_before=datetime.now(UTC) + timedelta(seconds=DELAY_S))


def refresh_agreement(*, now: datetime) -> int:
    """Replaces all stored figures by what the codings say now; how many there are."""
    found = report(passes(), marks(), passages())
    rows = [{**_values(figure), **scope, "level": level, "computed_at": now} for level, scope, figure in _rows(found)]
    db.session.execute(delete(AgreementResult))
    for start in range(0, len(rows), BATCH):
        db.session.execute(insert(AgreementResult), rows[start : start + BATCH])
    return len(rows)


def _rows(found: Report) -> Iterator[tuple[str, dict[str, Any], Figure]]:
    for level, figures in found.levels.items():
        for scope, figure in _of_level(found, figures):
            yield level, scope, figure
    for level, graded in found.graded.items():
        for law_id, figure in graded.items():
            yield level, _scope("overall") if law_id is None else _scope("law", law_id=law_id), figure


def _of_level(found: Report, figures: Figures) -> Iterator[tuple[dict[str, Any], Figure]]:
    yield _scope("overall"), figures.overall
    for law_id, figure in zip(found.laws, figures.laws, strict=True):
        yield _scope("law", law_id=law_id), figure
    for story_id, figure in zip(found.stories, figures.stories, strict=True):
        if figure.coders > 1:
            yield _scope("story", story_id=story_id), figure
    for (one, other), figure in figures.pairs.items():
        yield _scope("pair", coder_id=found.coders[one], other_id=found.coders[other]), figure


def _scope(scope: str, **ids: int) -> dict[str, Any]:
    return {"scope": scope, "law_id": None, "story_id": None, "coder_id": None, "other_id": None, **ids}


def _values(figure: Figure) -> dict[str, Any]:
    low, high = figure.interval or (None, None)
    table = figure.table or {}
    return {
        "units": figure.units,
        "coders": figure.coders,
        "percent": figure.percent,
        "kappa": figure.kappa,
        "fleiss": figure.fleiss,
        "alpha": figure.alpha,
        "mean_alpha": figure.mean_alpha,
        "low": low,
        "high": high,
        "both": table.get((True, True)),
        "first": table.get((True, False)),
        "second": table.get((False, True)),
        "neither": table.get((False, False)),
    }
