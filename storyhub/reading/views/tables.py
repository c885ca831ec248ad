"""Figures as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

# What a spreadsheet takes for the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """A text that a spreadsheet would run, with an apostrophe before it; numbers stay numbers.

    >>> harmless("=1+1"), harmless(-1), harmless("fine")
    ("'=1+1", -1, 'fine')
    """
    # A blank in front does not keep every program from seeing the formula behind it.
    is_formula = isinstance(cell, str) and cell.lstrip(" \n\u00a0\ufeff").startswith(FORMULA)
    return f"'{cell}" if is_formula else cell


def csv_answer(filename: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """UTF-8 with a mark that says so: without it the most used spreadsheet shows Cyrillic as rubbish."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
