"""Record files: JSON lines or CSV, either gzipped, told apart by the file's name. Reading never stops at a bad line: it is reported.

Knows nothing of what a record means.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

# One field of a CSV record; a story's text is far below.
csv.field_size_limit(10_000_000)
# What a spreadsheet takes for the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class UnreadableFile(ValueError):
    """The file as a whole cannot be used."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a record file: its number (from 1), and the record or the reason why there is none."""

    number: int
    record: Mapping[str, Any] | None
    reason: str = ""
    raw: str = ""


def is_csv(path: Path) -> bool:
    """True for `.csv`, `.csv.gz`; False for `.jsonl`, `.ndjson`, `.json` and their `.gz`.

    Raises: UnreadableFile for any other name.
    """
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(".csv"):
        return True
    if name.endswith((".jsonl", ".ndjson", ".json")):
        return False
    raise UnreadableFile(f"{path.name}: a .jsonl or .csv file is needed (either may be gzipped)")


def source_name(path: Path) -> str:
    """The file's name without its endings: what an import calls its source unless told otherwise.

    >>> source_name(Path("reviews/en_reviews.jsonl.gz"))
    'en_reviews'
    """
    return path.name.split(".", 1)[0] or path.name


def read_records(path: Path) -> Iterator[Line]:
    """Every line of the file in turn; blank lines are passed over.

    Raises: UnreadableFile if the file is missing, not what its name says, or cut off.
    """
    reader = _read_csv if is_csv(path) else _read_jsonl
    try:
        with _opened(path) as file:
            yield from reader(file)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        raise UnreadableFile(f"{path.name}: {getattr(error, 'strerror', None) or error}") from error


def count_lines(path: Path) -> int:
    """How many lines there are, for a progress bar (an upper bound for CSV with line breaks in fields)."""
    is_csv(path)
    try:
        with _opened(path) as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except (OSError, EOFError) as error:
        raise UnreadableFile(f"{path.name}: {getattr(error, 'strerror', None) or error}") from error


def write_records(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Writes all rows, whole or not at all (a temporary file is renamed at the end). Returns how many."""
    as_csv = is_csv(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as raw, _packed(raw, gz=path.name.lower().endswith(".gz")) as packed:
            text = io.TextIOWrapper(packed, encoding="utf-8", newline="")
            count = _write_csv(text, rows) if as_csv else _write_jsonl(text, rows)
            text.flush()
            text.detach()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _read_jsonl(file: IO[bytes]) -> Iterator[Line]:
    for number, raw in enumerate(file, start=1):
        if not raw.strip():
            continue
        shown = raw.decode("utf-8", "backslashreplace").rstrip("\n")
        try:
            record = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            yield Line(number, None, "not UTF-8 text", shown)
            continue
        except (json.JSONDecodeError, RecursionError) as error:
            yield Line(number, None, f"not JSON ({getattr(error, 'msg', 'too deep')})", shown)
            continue
        if isinstance(record, dict):
            yield Line(number, record, raw=shown)
        else:
            yield Line(number, None, "not a JSON object", shown)


def _read_csv(file: IO[bytes]) -> Iterator[Line]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _csv_lines(csv.DictReader(text, strict=True))
    finally:
        text.detach()


def _csv_lines(reader: csv.DictReader[str]) -> Iterator[Line]:
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield Line(reader.line_num, None, f"not CSV ({error})")
            continue
        if row is None:
            return
        shown = json.dumps(row, ensure_ascii=True, default=str)
        if None in row or None in row.values():
            yield Line(reader.line_num, None, "another number of fields than the first line", shown)
        elif any("\udc80" <= character <= "\udcff" for value in row.values() for character in value):
            yield Line(reader.line_num, None, "not UTF-8 text", shown)
        else:
            # An empty cell means "not given": CSV has no other way to say so.
            yield Line(reader.line_num, {name: value for name, value in row.items() if value != ""}, raw=shown)


def _write_jsonl(text: IO[str], rows: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    for row in rows:
        text.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(text: IO[str], rows: Iterable[Mapping[str, Any]]) -> int:
    count, writer = 0, None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(text, fieldnames=list(row))
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})
        count += 1
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else str(value)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.name.lower().endswith(".gz"):
        with gzip.open(path, "rb") as unpacked:
            yield unpacked  # type: ignore[misc]  # GzipFile reads like any binary file
    else:
        with path.open("rb") as file:
            yield file


@contextmanager
def _packed(raw: IO[bytes], *, gz: bool) -> Iterator[IO[bytes]]:
    if not gz:
        yield raw
        return
    # No name and no time inside: the same rows give the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        yield packed  # type: ignore[misc]  # GzipFile writes like any binary file


def harmless(cell: object) -> object:
    """A text that a spreadsheet would run, with an apostrophe before it; numbers stay numbers.

    >>> harmless("=1+1"), harmless(-1), harmless("fine")
    ("'=1+1", -1, 'fine')
    """
    # A blank in front does not keep every program from seeing the formula behind it.
    is_formula = isinstance(cell, str) and cell.lstrip(" \n\u00a0\ufeff").startswith(FORMULA)
    return f"'{cell}" if is_formula else cell
