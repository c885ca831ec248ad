"""The edition an address names."""

from __future__ import annotations

from storyhub.editions.domain.snapshot import FrozenLaw, Snapshot
from storyhub.editions.queries.stored import snapshot_of
from storyhub.kit.errors import NotFound

MAX_NUMBER = 2**31 - 1


def edition_numbered(number: int) -> Snapshot:
    """Raises: NotFound"""
    found = snapshot_of(number) if 0 < number <= MAX_NUMBER else None
    if found is None:
        raise NotFound(log="no such edition")
    return found


def law_in(edition: Snapshot, number: int) -> FrozenLaw:
    """Raises: NotFound"""
    found = next((law for law in edition.laws if law.number == number), None)
    if found is None:
        raise NotFound(log="no such law in the edition")
    return found
