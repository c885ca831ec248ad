"""The words of an index in the forms they stand in, with the number of documents, segment by segment."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from storyhub.search.index.schema import EXACT, TEXT
from storyhub.search.index.snapshot import Snapshot

_FIRST_CYRILLIC = "а".encode()


def word_counts(snapshot: Snapshot, known: Container[str]) -> Mapping[str, Mapping[str, int] | None]:
    """Name of each segment → its words; None for a segment whose name is known. Deleted documents count until they are merged away."""
    counts: dict[str, Mapping[str, int] | None] = {}
    for segment, reader in zip(snapshot.view.segments, snapshot.readers, strict=True):
        name = f"{snapshot.key[0]}/{segment.name}"
        counts[name] = None
        if name not in known:
            counts[name] = _words(reader)
    return counts


def _words(reader: Any) -> dict[str, int]:
    """Forms as they stand, and the dictionary forms of Russian words, which may stand nowhere: as rare as can be, for they are not read."""
    found = {term.decode("utf-8", "replace"): int(info.doc_frequency()) for term, info in reader.iter_field(EXACT)}
    for term, _info in reader.iter_field(TEXT):
        if term >= _FIRST_CYRILLIC:
            found.setdefault(term.decode("utf-8", "replace"), 1)
    return found
