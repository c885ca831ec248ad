"""A copy of one's data as a zip file: all of it as JSON, and a CSV file for each kind of thing. Knows no table."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from storyhub.kit.records import harmless


def tables_of(found: Mapping[str, Any]) -> bytes:
    """`data.json` is exact; in the CSV files a cell that a spreadsheet would run begins with an apostrophe."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=1))
        for name, rows in found.items():
            if isinstance(rows, list) and rows:
                archive.writestr(f"{name}.csv", _table(rows))
    return held.getvalue()


def _table(rows: list[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(_cell(row.get(column))) for column in columns] for row in rows)
    # The mark without which the most used spreadsheet shows Cyrillic as rubbish.
    return "\ufeff" + text.getvalue()


def _cell(value: Any) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value
