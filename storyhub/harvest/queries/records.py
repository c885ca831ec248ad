"""Records: entries of the ledger with what is public of them at this moment.

The ledger may lag behind by a moment, so it never decides alone: what is not public now has no metadata, whatever the ledger says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storyhub.harvest.domain.item import Item
from storyhub.harvest.queries.shelves import Shelves
from storyhub.kit.ledger import Entry, entry_of


@dataclass(frozen=True, slots=True)
class Record:
    """`item` None: the thing is gone, and that is all that is told of it."""

    path: str
    datestamp: datetime
    sets: tuple[str, ...]
    item: Item | None


def records_of(entries: Sequence[Entry], shelves: Shelves) -> tuple[Record, ...]:
    """In the order of the entries. What each kind of thing asks of the database, once."""
    items: dict[tuple[str, str], Item] = {}
    paths: dict[tuple[str, str], str] = {}
    for kind, shelf in shelves.items():
        mine = [entry for entry in entries if entry.kind == kind]
        if mine:
            found = shelf.items([entry.key for entry in mine if not entry.is_deleted])
            items.update({(kind, key): item for key, item in found.items()})
            paths.update({(kind, key): path for key, path in shelf.paths([entry.key for entry in mine]).items()})
    return tuple(
        Record(paths[place], entry.datestamp, entry.sets, items.get(place))
        for entry in entries
        if (place := (entry.kind, entry.key)) in paths
    )


def record_at(path: str, shelves: Shelves) -> Record | None:
    """The record of the thing at a permanent address; None for what was never given out."""
    for kind, shelf in shelves.items():
        key = shelf.key(path)
        entry = entry_of(kind, key) if key is not None else None
        if entry is not None:
            return next(iter(records_of([entry], shelves)), None)
    return None
