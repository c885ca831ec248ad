"""Writing tables as CSV, JSON lines and SQLite at once, a row at a time. The same rows give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path

from storyhub.dataset.domain.package import SQLITE, TABLES, Written
from storyhub.dataset.domain.table import Kind, Table
from storyhub.kit.records import harmless

BATCH = 500
BLOCK = 1 << 20
# The earliest moment a zip file can name.
EPOCH = (1980, 1, 1, 0, 0, 0)
SQL_TYPES = {Kind.integer: "INTEGER", Kind.boolean: "INTEGER"}
Row = tuple[object, ...]
Rows = Callable[[str], Iterator[Row]]


def write_tables(folder: Path, rows: Rows, *, with_sqlite: bool) -> dict[str, int]:
    """`data/<table>.csv` and `.jsonl`, and one SQLite file; how many rows each table has."""
    (folder / "data").mkdir()
    if not with_sqlite:
        return {table.name: _write(folder, table, rows(table.name), None) for table in TABLES}
    with closing(sqlite3.connect(folder / SQLITE, isolation_level=None)) as connection:
        # A file that is thrown away if anything fails needs no journal.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        return {table.name: _write(folder, table, rows(table.name), connection) for table in TABLES}


def summed(path: Path, name: str, rows: int | None = None) -> Written:
    """Size and checksum of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Written(name, size, digest.hexdigest(), rows)


def pack(folder: Path, names: Iterable[str], target: Path) -> None:
    """One zip file, with no time and no rights of this machine in it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with (folder / name).open("rb") as reader, archive.open(entry, "w") as writer:
                while block := reader.read(BLOCK):
                    writer.write(block)


def _write(folder: Path, table: Table, rows: Iterator[Row], connection: sqlite3.Connection | None) -> int:
    count = 0
    if connection is not None:
        _create(connection, table)
        connection.execute("BEGIN")
    with _text(folder / f"data/{table.name}.csv") as comma, _text(folder / f"data/{table.name}.jsonl") as lines:
        writer = csv.writer(comma, lineterminator="\n")
        writer.writerow(table.columns)
        while batch := list(islice(rows, BATCH)):
            count += len(batch)
            writer.writerows([harmless(_cell(value)) for value in row] for row in batch)
            lines.writelines(json.dumps(table.record(row), ensure_ascii=False, default=_plain) + "\n" for row in batch)
            if connection is not None:
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", [[_stored(value) for value in row] for row in batch])  # noqa: S608
    if connection is not None:
        connection.execute("COMMIT")
    return count


def _create(connection: sqlite3.Connection, table: Table) -> None:
    columns = [f'"{one.name}" {SQL_TYPES.get(one.kind, "TEXT")}{" NOT NULL" if one.required else ""}' for one in table.fields]
    keys = ", ".join(f'"{name}"' for name in table.key)
    connection.execute(f"CREATE TABLE {table.name} ({', '.join(columns)}, PRIMARY KEY ({keys})) WITHOUT ROWID")


@contextmanager
def _text(path: Path) -> Iterator[io.TextIOWrapper]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file


def _cell(value: object) -> object:
    """As a CSV cell: nothing is empty, words of truth are lower case, lists are JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else _day(value)


def _stored(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else _day(value)


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
