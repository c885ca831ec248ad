"""The rows of every table of the open data, in a fixed order and a few at a time. What may be given away, `changes` says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from storyhub.dataset.queries import library, marks, telling
from storyhub.dataset.queries.changes import Changes

Row = tuple[object, ...]


@dataclass(slots=True)
class Asked:
    """What is to be written: everything, or what changed from `since` on. Filled on the way: what the tables that come later must hold."""

    changes: Changes
    base: str
    since: date | None = None
    passages: set[int] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    coders: dict[int, int] = field(default_factory=dict)

    def has(self, story: int) -> bool:
        """Whether a story is written."""
        day = self.changes.days.get(story)
        return day is not None and (self.since is None or day >= self.since)


def rows_of(table: str, asked: Asked) -> Iterator[Row]:
    """Rows of one table. Stories, touchpoints and codings have to be asked for first."""
    return BUILDERS[table](asked)


def _stories(asked: Asked) -> Iterator[Row]:
    for row in telling.stories(asked.has, asked.changes.days, asked.base):
        asked.organisations.update([row.organisation] if row.organisation else [])
        asked.calls.update([row.call] if row.call else [])
        asked.passages.update([row.turning_point] if row.turning_point else [])
        yield row.cells


def _codings(asked: Asked) -> Iterator[Row]:
    for coding in marks.codings():
        if asked.since is not None and not asked.has(coding.story) and coding.public_on < asked.since:
            continue
        asked.passages.update([coding.passage] if coding.passage else [])
        coder = asked.coders.setdefault(coding.coder, len(asked.coders) + 1)
        yield coding.cells(coder)


def _gone(asked: Asked) -> Iterator[Row]:
    found = [*asked.changes.gone, *marks.removed()]
    return (row for row in found if asked.since is None or row[2] >= asked.since)


BUILDERS: dict[str, Callable[[Asked], Iterator[Row]]] = {
    "stories": _stories,
    "touchpoints": lambda asked: telling.touchpoints(asked.has),
    "codings": _codings,
    "passages": lambda asked: marks.passages(asked.passages),
    "laws": lambda asked: library.laws(asked.base, asked.since),
    "law_revisions": lambda asked: library.wordings(asked.since),
    "organisations": lambda asked: telling.organisations(asked.organisations),
    "calls": lambda asked: telling.calls(asked.calls),
    "gone": _gone,
}
