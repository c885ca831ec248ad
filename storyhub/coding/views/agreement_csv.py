"""Figures and ratings as CSV files. A cell that a spreadsheet would take for a formula gets an apostrophe in front."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from storyhub.coding.queries.agreement import Agreement

MEASURES = ("percent", "kappa", "fleiss", "alpha", "mean_alpha", "low", "high", "both", "first", "second", "neither")
FIGURE_COLUMNS = (
    "stories", "coders", "percent", "kappa", "fleiss", "alpha", "mean_of_laws", "alpha_from", "alpha_to", "both", "only_first",
    "only_second", "neither",
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    response = Response(text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def figure_cells(found: Agreement) -> tuple[object, ...]:
    """The cells of `FIGURE_COLUMNS`; undefined is empty."""
    return (found.units, found.coders, *(_rounded(getattr(found, name)) for name in MEASURES))


def _rounded(value: float | None) -> object:
    return "" if value is None else round(value, 6)


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
