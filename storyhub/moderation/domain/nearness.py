"""How near two texts are: the same words, or nearly. Plain values only; it must not know stories or tables.

Exact: a hash of the letters and digits alone, so that blanks, points and case make no difference. Near: MinHash over shingles of three
words (Broder 1997), whose share of equal places estimates the share of common shingles; bands of the signature (Leskovec, Rajaraman,
Ullman, Mining of Massive Datasets, 3.4) find candidates without comparing everything with everything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

PLACES, BANDS = 96, 24
NEAR = 0.5
_SHINGLE = 3
_PRIME = np.uint64((1 << 31) - 1)
_WORD = re.compile(r"[^\W_]+")
_numbers = np.random.Generator(np.random.PCG64(20_240_501))
_FACTORS = _numbers.integers(1, (1 << 31) - 1, size=PLACES, dtype=np.uint64)
_OFFSETS = _numbers.integers(0, (1 << 31) - 1, size=PLACES, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text: nobody can read the text from it."""

    exact: str
    signature: bytes

    @property
    def bands(self) -> tuple[int, ...]:
        """Keys that near texts are likely to share: one a band, 63 bits, the band's number inside."""
        rows = PLACES // BANDS * 4
        pieces = (self.signature[at : at + rows] for at in range(0, len(self.signature), rows))
        return tuple(_hash(bytes([number]) + piece) >> 1 for number, piece in enumerate(pieces))


def fingerprint(text: str) -> Fingerprint | None:
    """None for a text without a word.

    >>> fingerprint("Всё — хорошо!").exact == fingerprint("все хорошо").exact
    True
    """
    words = _words(text)
    if not words:
        return None
    return Fingerprint(exact=blake2b("".join(words).encode(), digest_size=16).hexdigest(), signature=_signature(words))


def similarity(a: Fingerprint, b: Fingerprint) -> float:
    """From 0, nothing in common, to 1: estimated share of common shingles.

    >>> similarity(fingerprint("один два три четыре"), fingerprint("Один, два, три; четыре"))
    1.0
    """
    if a.exact == b.exact:
        return 1.0
    return float(np.mean(np.frombuffer(a.signature, dtype="<u4") == np.frombuffer(b.signature, dtype="<u4")))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("ё", "е"))


def _signature(words: list[str]) -> bytes:
    """The least hash of all shingles under each of the permutations (a·x + b) mod 2³¹-1."""
    length = min(_SHINGLE, len(words))
    shingles = {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}
    hashes: NDArray[np.uint64] = np.fromiter((_hash(one.encode()) & 0x7FFFFFFF for one in sorted(shingles)), dtype=np.uint64)
    least = np.full(PLACES, _PRIME)
    # In pieces, so that the longest story needs a megabyte, not a hundred.
    for at in range(0, len(hashes), 1024):
        permuted = (hashes[at : at + 1024, None] * _FACTORS + _OFFSETS) % _PRIME
        least = np.minimum(least, permuted.min(axis=0))
    return least.astype("<u4").tobytes()


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest())
