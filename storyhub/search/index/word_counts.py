"""The words of an index in the forms they stand in, with the number of documents, segment by segment."""

from __future__ import annotations

from collections.abc import Container, Mapping

from storyhub.search.index.schema import EXACT
from storyhub.search.index.snapshot import Snapshot


def word_counts(snapshot: Snapshot, known: Container[str]) -> Mapping[str, Mapping[str, int] | None]:
    """Name of each segment → its words; None for a segment whose name is known. Deleted documents count until they are merged away."""
    counts: dict[str, Mapping[str, int] | None] = {}
    for segment, reader in zip(snapshot.view.segments, snapshot.readers, strict=True):
        name = f"{snapshot.key[0]}/{segment.name}"
        counts[name] = None
        if name not in known:
            counts[name] = {term.decode("utf-8", "replace"): int(info.doc_frequency()) for term, info in reader.iter_field(EXACT)}
    return counts
