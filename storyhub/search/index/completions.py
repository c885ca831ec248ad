"""A beginning → the words of the index that people most likely mean: one form of each, and only words that everybody may read."""

from __future__ import annotations

from typing import Any

import numpy as np

from storyhub.search.analysis import lemmas, surface
from storyhub.search.index.expand import beginning_with
from storyhub.search.index.schema import EXACT
from storyhub.search.index.snapshot import Snapshot
from storyhub.search.query.problems import MIN_PREFIX_CHARS

# A word of one document alone is a slip of the pen, or says too much about its writer.
LEAST_DOCUMENTS = 2
MOST = 8


def completions(snapshot: Snapshot, start: str) -> tuple[str, ...]:
    """At most eight, the most frequent first; found once per generation."""
    return snapshot.expanded("completions", start, lambda reader, typed: _found(snapshot, reader, typed))


def _found(snapshot: Snapshot, reader: Any, start: str) -> tuple[str, ...]:
    if len(surface(start)) < MIN_PREFIX_CHARS:
        return ()
    words = [(reader.doc_frequency(EXACT, word), word) for word in beginning_with(reader, start)]
    one_form: dict[str, str] = {}
    for _count, word in sorted(words, key=lambda found: (-found[0], found[1])):
        one_form.setdefault(lemmas(word)[0], word)
    return tuple(word for word in list(one_form.values())[:MOST] if _readers(snapshot, word) >= LEAST_DOCUMENTS)


def _readers(snapshot: Snapshot, word: str) -> int:
    """In how many documents that everybody may read the word stands."""
    view, count = snapshot.view, 0
    for place, segment in enumerate(view.segments):
        postings = view.postings(snapshot.readers, place, EXACT, word)
        if postings is not None:
            count += int(np.count_nonzero(view.public[postings.docs + segment.offset]))
    return count
