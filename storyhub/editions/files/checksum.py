"""The checksum that stands in the books: of the laws and all that never changes, so it outlives every withdrawal."""

from __future__ import annotations

from dataclasses import replace

from storyhub.editions.domain.canonical import sha256
from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.domain.written import snapshot_text


def laws_checksum(snapshot: Snapshot) -> str:
    """A DOI may be given later, and a quote may go: neither counts."""
    return sha256(snapshot_text(replace(snapshot, quotes=(), doi="")))
