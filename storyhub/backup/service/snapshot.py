"""A copy of the SQLite database as it was at one moment, made while others read and write.

One read transaction is held on the source, so that all pages come from one moment; with the write-ahead log readers hold up no writer.
What has to be forgotten by the next day has no place in a file that is kept: the salts of visitors' pseudonyms, and who is signed in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from storyhub.accounts.models import PersonSession
from storyhub.backup.domain.problem import BackupProblem
from storyhub.stories.models import DaySalt, SeenToday

PAGES = 1024
FORGOTTEN = tuple(table.__tablename__ for table in (DaySalt, SeenToday, PersonSession))
Progress = Callable[[int, int], object]


def copy_database(source: Path, target: Path, *, progress: Progress | None = None) -> None:
    """Writes the copy as one file without a log beside it. `progress` is told of pages done and pages in all.

    Raises: BackupProblem if there is no readable database.
    """
    if not source.is_file():
        raise BackupProblem(f"there is no database at {source}")
    try:
        with closing(_opened(source)) as live, closing(sqlite3.connect(target, isolation_level=None)) as copy:
            live.execute("BEGIN")
            live.execute("SELECT count(*) FROM sqlite_master").fetchone()
            live.backup(copy, pages=PAGES, progress=_told(progress), sleep=0)
            live.execute("ROLLBACK")
            _tidy(copy)
    except sqlite3.Error as error:
        raise BackupProblem(f"the database cannot be copied: {error}") from error


def counts_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of every table, by name."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}  # noqa: S608  # our tables


def chain_of(connection: sqlite3.Connection) -> tuple[int, str]:
    """How many rows the log of decisions has, and the hash of the last one."""
    rows = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
    head = connection.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return rows, head[0] if head else ""


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.resolve().as_uri() + "?mode=rw", uri=True, isolation_level=None, timeout=5)


def _told(progress: Progress | None) -> Callable[[int, int, int], object] | None:
    return None if progress is None else lambda _status, left, total: progress(total - left, total)


def _tidy(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA journal_mode = DELETE")
    copy.execute("PRAGMA secure_delete = ON")
    found = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in FORGOTTEN:
        if table in found:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables
