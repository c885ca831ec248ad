"""How near two texts are: the same words, or nearly. Plain values only; it must not know stories or tables.

Exact: a hash of the letters and digits alone, so that blanks, points and case make no difference. Near: MinHash over shingles of three
words (Broder 1997), whose share of equal places estimates the share of common shingles; bands of the signature (Leskovec, Rajaraman,
Ullman, Mining of Massive Datasets, 3.4) find candidates without comparing everything with everything. All hashes are keyed: without the key
nobody can guess words and see whether they were in a text.
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


def fingerprint(text: str, *, key: bytes = b"") -> Fingerprint | None:
    """None for a text without a word. Fingerprints made with different keys have nothing to do with each other.

    >>> fingerprint("Всё — хорошо!").exact == fingerprint("все хорошо").exact
    True
    """
    words = _words(text)
    if not words:
        return None
    return Fingerprint(exact=blake2b("".join(words).encode(), digest_size=16, key=key).hexdigest(), signature=_signature(words, key))


def similarity(a: Fingerprint, b: Fingerprint) -> float:
    """From 0, nothing in common, to 1: estimated share of common shingles.

    >>> similarity(fingerprint("один два три четыре"), fingerprint("Один, два, три; четыре"))
    1.0
    """
    if a.exact == b.exact:
        return 1.0
    return float(np.mean(np.frombuffer(a.signature, dtype="<u4") == np.frombuffer(b.signature, dtype="<u4")))


def shared_runs(text: str, other: str) -> tuple[tuple[str, bool], ...]:
    """The whole text in pieces: whether a piece stands in the other one, too. A run has at least a shingle's words.

    >>> shared_runs("Well, he came an hour late!", "He came — an hour early.")
    (('Well, ', False), ('he came an hour', True), (' late!', False))
    """
    words = [(found.start(), found.end(), "".join(_words(found.group()))) for found in _WORD.finditer(text)]
    theirs = _shingles(_words(other), _SHINGLE)
    shared = [False] * len(words)
    for at in range(len(words) - _SHINGLE + 1):
        if tuple(word for _start, _end, word in words[at : at + _SHINGLE]) in theirs:
            shared[at : at + _SHINGLE] = [True] * _SHINGLE
    return _pieces(text, [(start, end, is_shared) for (start, end, _word), is_shared in zip(words, shared, strict=True)])


def _pieces(text: str, words: list[tuple[int, int, bool]]) -> tuple[tuple[str, bool], ...]:
    """What stands between two shared words belongs to their run."""
    borders: list[list[int]] = []
    was_shared = False
    for start, end, is_shared in words:
        if is_shared and was_shared:
            borders[-1][1] = end
        elif is_shared:
            borders.append([start, end])
        was_shared = is_shared
    pieces, done = [], 0
    for start, end in borders:
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    return tuple(piece for piece in [*pieces, (text[done:], False)] if piece[0])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("ё", "е"))


def _shingles(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def print_key(secret: str) -> bytes:
    """The key of this instance's fingerprints."""
    return blake2b(b"storyhub/nearness/1", digest_size=32, key=blake2b(secret.encode(), digest_size=32).digest()).digest()


def scheme(key: bytes) -> str:
    """Names the way fingerprints are made: what was made in another way must be made anew."""
    return blake2b(f"{PLACES}/{BANDS}/{_SHINGLE}/1".encode(), digest_size=8, key=key).hexdigest()


def _signature(words: list[str], key: bytes) -> bytes:
    """The least hash of all shingles under each of the permutations (a·x + b) mod 2³¹-1."""
    length = min(_SHINGLE, len(words))
    shingles = {" ".join(one) for one in _shingles(words, length)}
    hashes: NDArray[np.uint64] = np.fromiter((_hash(one.encode(), key) & 0x7FFFFFFF for one in sorted(shingles)), dtype=np.uint64)
    least = np.full(PLACES, _PRIME)
    # In pieces, so that the longest story needs a megabyte, not a hundred.
    for at in range(0, len(hashes), 1024):
        permuted = (hashes[at : at + 1024, None] * _FACTORS + _OFFSETS) % _PRIME
        least = np.minimum(least, permuted.min(axis=0))
    return least.astype("<u4").tobytes()


def _hash(data: bytes, key: bytes = b"") -> int:
    return int.from_bytes(blake2b(data, digest_size=8, key=key).digest())
