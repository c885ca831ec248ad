"""The ledger of withdrawals as a file: a first line with the highest number given to a story, then a line for each withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from storyhub.backup.domain.problem import BackupProblem


@dataclass(frozen=True, slots=True)
class Entry:
    """One withdrawal: never undone, so of two ledgers the one that knows of it wins."""

    story_id: int
    public_id: str
    reason: str
    at: datetime
    lang: str
    # None: it was withdrawn before anybody could read it, so it has no tombstone to show.
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """`highest`: no number up to this one may be given to a story again."""

    highest: int
    entries: tuple[Entry, ...]


def as_lines(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Records for a file of JSON lines; no words of a story."""
    yield {"ledger": 1, "highest_story": ledger.highest}
    for entry in ledger.entries:
        yield {
            "story": entry.story_id,
            "public_id": entry.public_id,
            "reason": entry.reason,
            "at": entry.at.isoformat(),
            "lang": entry.lang,
            "published_on": entry.published_on.isoformat() if entry.published_on else None,
        }


def read_lines(records: Iterable[Mapping[str, Any] | None]) -> Ledger:
    """Raises: BackupProblem if a line is not of a ledger: half a ledger would bring withdrawn stories back."""
    highest, entries = 0, []
    for number, record in enumerate(records, start=1):
        try:
            if record is None:
                raise ValueError  # noqa: TRY301  # one answer for every kind of damage
            if number == 1:
                if record["ledger"] != 1:
                    raise ValueError  # noqa: TRY301
                highest = int(record["highest_story"])
            else:
                entries.append(_entry(record))
        except (KeyError, TypeError, ValueError) as error:
            raise BackupProblem(f"line {number} of the ledger cannot be read: give the whole file that `export ledger` wrote") from error
    if not highest and not entries:
        raise BackupProblem("the ledger is empty: give the whole file that `export ledger` wrote")
    return Ledger(highest, tuple(entries))


def _entry(record: Mapping[str, Any]) -> Entry:
    at = datetime.fromisoformat(str(record["at"]))
    moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    shown = date.fromisoformat(record["published_on"]) if record["published_on"] else None
    return Entry(int(record["story"]), str(record["public_id"])[:16], str(record["reason"])[:32], moment, str(record["lang"])[:2], shown)
