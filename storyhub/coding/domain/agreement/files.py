"""A table from elsewhere: ratings (coder, unit, value) or passages (coder, start, end, code), as comma, semicolon or tab separated text.

A mistake is named by line and column and nothing is guessed. A byte order mark, Windows line ends and blank lines do not matter.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass

from storyhub.coding.domain.agreement.levels import Level

RATINGS, PASSAGES = ("coder", "unit", "value"), ("coder", "start", "end", "code")
MISSING = frozenset({"", "*", ".", "NA"})
DELIMITERS = ",;\t"

Value = str | float
Ratings = dict[str, dict[str, Value]]
Passages = dict[str, dict[str, list[tuple[int, int]]]]


class BadFile(ValueError):
    """The file cannot be used; says why, and where."""

    def __init__(self, why: str, *, line: int = 0, column: str = "") -> None:
        where = ", ".join(filter(None, (f"line {line}" if line else "", f"column “{column}”" if column else "")))
        super().__init__(f"{where}: {why}" if where else why)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file by the names of its columns."""

    line: int
    cells: dict[str, str]

    def needed(self, column: str) -> str:
        """Raises: BadFile when nothing stands there."""
        if not self.cells[column]:
            raise BadFile("nothing stands here", line=self.line, column=column)
        return self.cells[column]

    def whole(self, column: str, highest: int) -> int:
        """Raises: BadFile for anything but a whole number from 0 to `highest`."""
        text = self.needed(column)
        if not (text.isascii() and text.isdigit() and len(text) < 16 and int(text) <= highest):
            raise BadFile(f"“{text[:40]}” is not a whole number from 0 to {highest} (--length)", line=self.line, column=column)
        return int(text)


def rows_of(data: bytes, *wanted: tuple[str, ...]) -> tuple[tuple[str, ...], list[Row]]:
    """Which of the `wanted` sets of columns the file has, and its rows. Further columns are passed over.

    Raises: BadFile
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadFile("these bytes are no UTF-8 text; please save the file as UTF-8", line=line) from error
    lines = _lines(text)
    line, names = next(lines, (1, []))
    names = [name.lower() for name in names]
    columns = next((columns for columns in wanted if set(columns) <= set(names)), None)
    if columns is None:
        either = " or ".join(", ".join(columns) for columns in wanted)
        raise BadFile(f"the first line must name the columns {either}; it says: {', '.join(names)[:100] or 'nothing'}", line=line)
    doubled = next((name for name in columns if names.count(name) > 1), None)
    if doubled:
        raise BadFile("two columns have this name", line=line, column=doubled)
    rows = [_row(number, cells, names) for number, cells in lines]
    if not rows:
        raise BadFile("the file has no rows below its first line")
    return columns, rows


def ratings(rows: list[Row], level: Level) -> Ratings:
    """Unit → coder → value. An empty value, *, . or NA is missing. Raises: BadFile"""
    found: Ratings = {}
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        coder, unit = row.needed("coder"), row.needed("unit")
        before = seen.setdefault((coder, unit), row.line)
        if before != row.line:
            raise BadFile(f"coder “{coder[:40]}” has given unit “{unit[:40]}” a value already, in line {before}", line=row.line)
        values = found.setdefault(unit, {})
        if row.cells["value"] not in MISSING:
            values[coder] = _value(row, level)
    return found


def passages(rows: list[Row], length: int) -> Passages:
    """Code → coder → passages. A row with a coder alone: she read the text and marked nothing. Raises: BadFile"""
    coders = dict.fromkeys(row.needed("coder") for row in rows)
    marking = [row for row in rows if any(row.cells[column] for column in ("start", "end", "code"))]
    found: Passages = {code: {coder: [] for coder in coders} for code in dict.fromkeys(row.needed("code") for row in marking)}
    seen: dict[tuple[str, str, int, int], int] = {}
    for row in marking:
        coder, code = row.cells["coder"], row.cells["code"]
        start, end = row.whole("start", length), row.whole("end", length)
        if end <= start:
            raise BadFile(f"the end ({end}) must come after the start ({start}); it is not counted in", line=row.line, column="end")
        before = seen.setdefault((coder, code, start, end), row.line)
        if before != row.line:
            raise BadFile(f"the same passage, code and coder stand in line {before} already", line=row.line)
        found[code][coder].append((start, end))
    return found or {"": {coder: [] for coder in coders}}


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, cells without blanks around them) of each line that is not empty."""
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    number = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield number, stripped
            number = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(f"this is no table: {error}", line=number) from error


def _row(line: int, cells: list[str], names: list[str]) -> Row:
    if len(cells) != len(names):
        raise BadFile(f"{len(cells)} cells where the first line names {len(names)} columns", line=line)
    return Row(line, dict(zip(names, cells, strict=True)))


def _value(row: Row, level: Level) -> Value:
    text = row.cells["value"]
    if level is Level.nominal:
        return text
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise BadFile(f"“{text[:40]}” is not a number, and --level {level} needs numbers", line=row.line, column="value")
    if level is Level.ratio and number < 0:
        raise BadFile(f"{text} is below nought, and --level ratio has no such values", line=row.line, column="value")
    return number
