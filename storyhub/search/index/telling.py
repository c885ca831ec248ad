"""A text → the words that tell it apart from others: often here, seldom elsewhere (tf·idf of the stacked lemmas)."""

from __future__ import annotations

import hashlib
import math
from collections import Counter

from storyhub.search.analysis import lemmas
from storyhub.search.analysis.tokens import words
from storyhub.search.index.schema import TEXT
from storyhub.search.index.snapshot import Snapshot

# A long text repeats what it is about; the rest of it costs only time.
MOST_WORDS = 2_000
# What stands in more than one of so many documents says little; in a small library that cannot be told.
COMMON = 5
FEW = 10
SHORTEST = 3


def telling_words(snapshot: Snapshot, text: str, limit: int) -> tuple[str, ...]:
    """One form of each, the most telling first; found once per generation. A word that no other document has finds nothing: left out."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return snapshot.expanded("telling", f"{limit} {digest}", lambda _reader, _key: _found(snapshot, text, limit))


def _found(snapshot: Snapshot, text: str, limit: int) -> tuple[str, ...]:
    documents = snapshot.view.documents
    forms: dict[str, str] = {}
    times: Counter[str] = Counter()
    for word in words(text)[:MOST_WORDS]:
        if len(word) >= SHORTEST and not word.isdigit():
            lemma = lemmas(word)[0]
            forms.setdefault(lemma, word)
            times[lemma] += 1
    weighed: list[tuple[float, str]] = []
    for lemma, count in times.items():
        elsewhere = int(snapshot.reader.doc_frequency(TEXT, lemma))
        if 1 < elsewhere <= max(documents / COMMON, FEW):
            weighed.append((-math.sqrt(count) * math.log(1 + documents / elsewhere), forms[lemma]))
    return tuple(word for _, word in sorted(weighed)[:limit])
