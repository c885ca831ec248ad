"""Files that still hold what was erased elsewhere: copies of the database made before migrations, and letters written as files.

A copy is a way back for some days, not an archive: it goes when something is erased that it still holds, and after its days anyway.
Knows names and ages of files; what a story is, its callers know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

LETTERS = "mail"
_STAMP = re.compile(r"(\d{8}T\d{6})\d*")


def drop_copies_since(folder: Path, moment: datetime) -> int:
    """Deletes copies made at or after `moment`: they hold what was there then. How many."""
    return _drop(path for path in _copies(folder) if made_at(path) >= moment)


def drop_older(folder: Path, moment: datetime) -> int:
    """Deletes copies and letters made before `moment`; how many files."""
    return _drop(path for path in (*_copies(folder), *_letters(folder)) if made_at(path) < moment)


def drop_letters_about(folder: Path, name: str, *, before: datetime) -> int:
    """Deletes letters that name a thing (`S-000012`) and were written before `before`; how many."""
    return _drop(path for path in _letters(folder) if made_at(path) < before and name in _words_of(path))


def made_at(path: Path) -> datetime:
    """When a file was made, by the moment in its name, to the second; by its own date if there is none."""
    found = _STAMP.search(path.name)
    if found is None:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def _copies(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*.before-*.db*") if path.is_file())


def _letters(folder: Path) -> Iterator[Path]:
    return (path for path in (folder / LETTERS).glob("*.eml") if path.is_file())


def _words_of(path: Path) -> str:
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    return f"{message['Subject']} {body.get_content() if body is not None else ''}"


def _drop(paths: Iterable[Path]) -> int:
    chosen = list(paths)
    for path in chosen:
        path.unlink(missing_ok=True)
    return len(chosen)
