"""Files of other programs that wait at the desk: looked into, not taken in yet. Each is its owner's, and gone after a while.

They lie in a folder of their own beside the database, under a name that cannot be guessed; nothing else reads them.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from storyhub.kit.errors import NotFound

# Below the data folder.
FOLDER = "exchange"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`options`: what was chosen on the page; `report`: what the last look (or, once `is_done`, the taking in) said."""

    token: str
    person_id: int
    name: str
    at: str
    options: dict[str, Any] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)
    is_done: bool = False


def keep_file(folder: Path, data: bytes, *, name: str, person_id: int, now: datetime) -> Waiting:
    folder.mkdir(mode=0o700, exist_ok=True)
    waiting = Waiting(secrets.token_urlsafe(24), person_id, name[:120], now.isoformat())
    _data(folder, waiting.token).write_bytes(data)
    note_file(folder, waiting)
    return waiting


def note_file(folder: Path, waiting: Waiting) -> None:
    """Writes down what is known of a file."""
    target = folder / f"{waiting.token}.json"
    fresh = target.with_suffix(".fresh")
    fresh.write_text(json.dumps(asdict(waiting), ensure_ascii=False), encoding="utf-8")
    fresh.replace(target)


def find_file(folder: Path, token: str, *, person_id: int | None) -> Waiting:
    """Raises: NotFound, also for somebody else's."""
    if not TOKEN.fullmatch(token):
        raise NotFound(log="no such file")
    try:
        found = Waiting(**json.loads((folder / f"{token}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise NotFound(log="no such file") from error
    if found.person_id != person_id:
        raise NotFound(log="somebody else's file")
    return found


def bytes_of(folder: Path, waiting: Waiting) -> bytes:
    """Raises: NotFound for a file that was taken in or has gone."""
    try:
        return _data(folder, waiting.token).read_bytes()
    except OSError as error:
        raise NotFound(log="the file has gone") from error


def drop_file(folder: Path, waiting: Waiting, *, keep_note: bool = False) -> None:
    """Removes the file, and what is known of it unless its report is still to be read."""
    _data(folder, waiting.token).unlink(missing_ok=True)
    if not keep_note:
        (folder / f"{waiting.token}.json").unlink(missing_ok=True)


def drop_old_files(folder: Path, *, before: datetime) -> None:
    """Removes everything that has lain there since before that moment."""
    for path in folder.glob("*.*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _data(folder: Path, token: str) -> Path:
    return folder / f"{token}.file"
