"""The words of an index as arrays: sorted, one byte a letter, with the number of documents each stands in. About 37
bytes a word: 180,000 words, as of 100,000 documents, take 7 MB.

Only words of one script without digits are kept: nothing else is ever suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

MAX_LETTERS = 24
_ENCODING = "cp1251"  # Every Russian and English letter is one byte, and all English words come before all Russian ones.
_WORD = re.compile(r"[а-я]{2,24}|[a-z][a-z']{1,23}")
_LAST_ASCII = b"\x7f"

Bytes = NDArray[np.bytes_]
Ints = NDArray[np.int32]
Signatures = NDArray[np.uint64]


class Vocabulary:
    """Words of a state of the index; never changes."""

    def __init__(self, words: Bytes, docs: Ints) -> None:
        self.words = words
        self.docs = docs
        self.letters: NDArray[np.uint8] = words.view(np.uint8).reshape(len(words), MAX_LETTERS)
        self.lengths = np.count_nonzero(self.letters, axis=1).astype(np.int8)
        self.signatures = _signatures(self.letters)
        self._first_russian = int(np.searchsorted(words, _LAST_ASCII))

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Vocabulary:
        """From words (ё folded) and the numbers of documents they stand in."""
        kept = {word.encode(_ENCODING): count for word, count in counts.items() if _WORD.fullmatch(word)}
        words = np.array(list(kept), dtype=f"S{MAX_LETTERS}")
        docs = np.fromiter(kept.values(), dtype=np.int32, count=len(kept))
        order = np.argsort(words)
        return cls(words[order], docs[order])

    @classmethod
    def together(cls, parts: Iterable[Vocabulary]) -> Vocabulary:
        """Several parts of an index as one; the numbers of documents add up."""
        several = list(parts)
        if len(several) == 1:
            return several[0]
        if not several:
            return cls.of({})
        words, places = np.unique(np.concatenate([part.words for part in several]), return_inverse=True)
        docs = np.bincount(places, weights=np.concatenate([part.docs for part in several])).astype(np.int32)
        return cls(words, docs)

    def __len__(self) -> int:
        return len(self.words)

    def alike(self, word: str) -> slice:
        """Where the words of the same script stand."""
        return slice(0, self._first_russian) if word.isascii() else slice(self._first_russian, len(self.words))

    def word(self, place: int) -> str:
        return bytes(self.words[place]).decode(_ENCODING)

    def count(self, word: str) -> int:
        """In how many documents a word stands in just this form."""
        key = encoded(word)
        if key is None:
            return 0
        place = int(np.searchsorted(self.words, np.bytes_(key)))
        return int(self.docs[place]) if place < len(self.words) and self.words[place] == key else 0

    def begins(self, start: str) -> bool:
        """Whether any word begins so."""
        key = encoded(start)
        if key is None:
            return False
        place = int(np.searchsorted(self.words, np.bytes_(key)))
        return place < len(self.words) and bytes(self.words[place]).startswith(key)


def encoded(word: str) -> bytes | None:
    """The word as its letters' bytes; None where it cannot be a word of a vocabulary."""
    try:
        key = word.encode(_ENCODING)
    except UnicodeEncodeError:
        return None
    return key if len(key) <= MAX_LETTERS else None


def signature(key: bytes) -> np.uint64:
    """Which letters a word has once, and which twice: one edit changes at most two of these 64 bits."""
    row = np.frombuffer(key.ljust(MAX_LETTERS, b"\0"), dtype=np.uint8).reshape(1, MAX_LETTERS)
    return np.uint64(_signatures(row)[0])


def _signatures(letters: NDArray[np.uint8]) -> Signatures:
    found = np.zeros(len(letters), dtype=np.uint64)
    # а … я are 0xE0 … 0xFF, a … z are 0x61 … 0x7A: the last five bits tell the letters of one script apart.
    for letter in range(32):
        times = np.count_nonzero((letters & 31 == letter) & (letters > 0x40), axis=1)
        found |= (times > 0).astype(np.uint64) << np.uint64(letter)
        found |= (times > 1).astype(np.uint64) << np.uint64(letter + 32)
    return found
