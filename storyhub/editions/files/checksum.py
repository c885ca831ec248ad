"""The checksum that stands in the books: of the laws and all that never changes, so it outlives every withdrawal."""

from __future__ import annotations

from storyhub.editions.domain.canonical import sha256
from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.domain.written import head_text, laws_text, written


def laws_checksum(snapshot: Snapshot) -> str:
    """As it was computed on freezing; of a draft, as it would be."""
    return snapshot.sha256 or sha256(laws_text(head_text(snapshot), [written(law) for law in snapshot.laws]))
