"""The files that are ready: a folder for each making, and a note that names the one in use, with the version of every story in it.

By that note it is known at any moment, without anybody telling, whether a story in the files may not be given away any more.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from storyhub.dataset.domain.package import Written
from storyhub.dataset.queries import open_stories

NOTE = "ready.json"


@dataclass(frozen=True, slots=True)
class Day:
    """What happened to the data on one day."""

    day: date
    stories: int
    gone: int


@dataclass(frozen=True, slots=True)
class Ready:
    """One making. `stories`: number → version of the text, as given away."""

    folder: Path
    made_at: datetime
    version: str
    files: tuple[Written, ...]
    days: tuple[Day, ...]
    stories: dict[int, int]

    def file(self, name: str) -> Written | None:
        return next((file for file in self.files if file.name == name), None)


def ready(place: Path) -> Ready | None:
    """What is in use; None: nothing yet, or what is there cannot be read."""
    try:
        note = json.loads((place / NOTE).read_text(encoding="utf-8"))
        return Ready(
            folder=place / note["folder"],
            made_at=datetime.fromisoformat(note["made_at"]),
            version=note["version"],
            files=tuple(Written(**file) for file in note["files"]),
            days=tuple(Day(date.fromisoformat(row["day"]), row["stories"], row["gone"]) for row in note["days"]),
            stories={int(number): revision for number, revision in note["stories"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def has_to_wait(found: Ready) -> bool:
    """Whether a story in the files was withdrawn, restricted, corrected, or its licence taken back. One SQL query."""
    now = open_stories()
    return any(now.get(number) != revision for number, revision in found.stories.items())


def put_in_use(place: Path, made: Ready) -> None:
    """From now on these files are given away; earlier ones go."""
    note = {
        "folder": made.folder.name,
        "made_at": made.made_at.isoformat(),
        "version": made.version,
        "files": [asdict(file) for file in made.files],
        "days": [{"day": row.day.isoformat(), "stories": row.stories, "gone": row.gone} for row in made.days],
        "stories": made.stories,
    }
    fresh = place / f".{NOTE}.{made.folder.name}"
    fresh.write_text(json.dumps(note), encoding="utf-8")
    fresh.replace(place / NOTE)
    _clear(path for path in place.iterdir() if path.is_dir() and path != made.folder and not path.name.startswith("."))


def drop(place: Path) -> None:
    """The files themselves leave the disk, not only their addresses."""
    (place / NOTE).unlink(missing_ok=True)
    if place.is_dir():
        _clear(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))


def _clear(folders: Iterable[Path]) -> None:
    for folder in list(folders):
        shutil.rmtree(folder, ignore_errors=True)
