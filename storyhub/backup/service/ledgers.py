"""Reading a ledger of withdrawals from elsewhere: the file that `export ledger` wrote, or the database of a damaged instance."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from storyhub.backup.domain.ledger import Entry, Ledger, read_lines
from storyhub.backup.domain.problem import BackupProblem
from storyhub.kit.records import UnreadableFile, read_records

SQLITE = b"SQLite format 3\x00"
ROWS = """SELECT w.story_id, w.public_id, w.reason, w.at, s.lang, s.published_on
FROM withdrawal AS w JOIN story AS s ON s.id = w.story_id ORDER BY w.id"""


def read_ledger(path: Path) -> Ledger:
    """Raises: BackupProblem if it is neither, or cannot be read to its end."""
    try:
        with path.open("rb") as file:
            is_database = file.read(len(SQLITE)) == SQLITE
    except OSError as error:
        raise BackupProblem(f"{path} cannot be read: {error.strerror}") from error
    return _from_database(path) if is_database else _from_lines(path)


def _from_lines(path: Path) -> Ledger:
    try:
        return read_lines(line.record for line in read_records(path))
    except UnreadableFile as error:
        raise BackupProblem(str(error)) from error


def _from_database(path: Path) -> Ledger:
    """Read and never changed; what the log beside the file holds is seen, too."""
    try:
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
            rows = connection.execute(ROWS).fetchall()
            (highest,) = connection.execute("SELECT max(id) FROM story").fetchone()
    except sqlite3.Error as error:
        raise BackupProblem(f"the ledger in {path.name} cannot be read ({error})") from error
    return Ledger(highest or 0, tuple(_entry(*row) for row in rows))


def _entry(number: int, name: str, reason: str, at: str, lang: str, shown: str | None) -> Entry:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Entry(number, name, reason, moment, lang, date.fromisoformat(shown) if shown else None)
