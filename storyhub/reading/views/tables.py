"""Figures as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from storyhub.kit.records import harmless


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
