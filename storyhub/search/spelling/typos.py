"""The words of a vocabulary nearest to a misspelt one. A signature of 64 bits a word leaves a few thousand that can be
near; their weighted edit distances (optimal string alignment) are then worked out for all at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storyhub.search.spelling.costs import CHANGED, DOUBLED, FIRST_LETTER, LEFT_OUT, SWAPPED, Costs
from storyhub.search.spelling.vocabulary import Vocabulary, encoded, signature

MAX_SLIPS = 2


@dataclass(frozen=True, slots=True)
class Near:
    """A word, in how many documents it stands, and what it costs to come from it to what was typed."""

    word: str
    docs: int
    cost: float


def nearest(vocabulary: Vocabulary, word: str, *, least_docs: int = 1, limit: int = 10) -> list[Near]:
    """Words at most two slips away (one for up to four letters), the best first: near and frequent."""
    key = encoded(word)
    if key is None or len(key) < 3:
        return []
    slips = 1 if len(key) <= 4 else MAX_SLIPS
    near = _can_be_near(vocabulary, word, key, slips, least_docs)
    if not len(near):
        return []
    costs = _distances(key, vocabulary.letters[near], vocabulary.lengths[near])
    kept = np.flatnonzero((costs <= slips) & (costs > 0))
    docs = vocabulary.docs[near[kept]]
    ranks = costs[kept] * COST_WEIGHT - np.log(docs + 1)
    order = kept[np.argsort(ranks, kind="stable")][:limit]
    return [Near(vocabulary.word(int(near[at])), int(vocabulary.docs[near[at]]), float(costs[at])) for at in order]


# How many times as frequent a word must be to make up for a whole slip: e to this power.
COST_WEIGHT = 5.0


def _can_be_near(vocabulary: Vocabulary, word: str, key: bytes, slips: int, least_docs: int) -> NDArray[np.int64]:
    part = vocabulary.alike(word)
    differing = np.bitwise_count(vocabulary.signatures[part] ^ signature(key))
    longer = np.abs(vocabulary.lengths[part] - len(key))
    found = np.flatnonzero((differing <= 2 * slips) & (longer <= slips) & (vocabulary.docs[part] >= least_docs))
    return found + (part.start or 0)


def _distances(key: bytes, letters: NDArray[np.uint8], lengths: NDArray[np.int8]) -> Costs:
    """From the typed word to each candidate (a row of letters), column by column over all rows."""
    width = int(lengths.max())
    meant = letters[:, :width].T.copy()
    added = LEFT_OUT[meant]
    added[1:][meant[1:] == meant[:-1]] = DOUBLED
    before: list[Costs] = []
    row = [np.zeros(len(letters), dtype=np.float32)]
    for column in range(width):
        row.append(row[-1] + added[column])
    for at, typed in enumerate(key):
        extra = np.float32(DOUBLED if at and key[at - 1] == typed else LEFT_OUT[typed])
        changed = CHANGED[typed][meant]
        new = [row[0] + extra]
        for column in range(width):
            best = np.minimum(row[column] + changed[column], row[column + 1] + extra)
            np.minimum(best, new[column] + added[column], out=best)
            if at and column:
                swapped = (meant[column] == key[at - 1]) & (meant[column - 1] == typed)
                np.minimum(best, np.where(swapped, before[column - 1] + SWAPPED, np.inf), out=best)
            new.append(best)
        before, row = row, new
    ends = np.stack(row)[lengths, np.arange(len(letters))]
    return np.asarray(ends + FIRST_LETTER * (meant[0] != key[0]), dtype=np.float32)
