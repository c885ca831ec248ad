"""Searching the raw bytes of a folder for words that must be gone. Knows no format: a database, its log and an index alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20
# Shorter pieces stand in every file by chance.
SHORTEST = 5
_PIECE = re.compile(rf"\w{{{SHORTEST},}}")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked through, and in which files (relative to the folder) something was found."""

    files: int
    bytes: int
    found: tuple[str, ...]


def pieces_of(words: str) -> tuple[str, ...]:
    """The words themselves and their distinctive parts, as an index may keep them: single words and runs of digits, in either case.

    >>> pieces_of("+7 921 5550143, Иван")
    ('+7 921 5550143, Иван', '5550143')
    """
    found = [words.strip(), *_PIECE.findall(words), *_PIECE.findall(words.casefold())]
    return tuple(dict.fromkeys(piece for piece in found if len(piece) >= SHORTEST))


def look_for(folder: Path, words: Iterable[str]) -> Looked:
    """Reads every file below the folder, block by block with overlap, for any of the words as UTF-8."""
    needles = [word.encode() for word in words if word]
    files = total = 0
    found: list[str] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        try:
            size, hit = _search(path, needles)
        except FileNotFoundError:  # The index moves on while we read.
            continue
        files, total = files + 1, total + size
        if hit:
            found.append(str(path.relative_to(folder)))
    return Looked(files=files, bytes=total, found=tuple(found))


def _search(path: Path, needles: list[bytes]) -> tuple[int, bool]:
    size, hit = 0, False
    for block, fresh in _blocks(path, max((len(needle) for needle in needles), default=1)):
        size += fresh
        hit = hit or any(needle in block for needle in needles)
    return size, hit


def _blocks(path: Path, longest: int) -> Iterator[tuple[bytes, int]]:
    """Blocks that begin with the end of the one before, so that nothing hides on a border; and how much of each is new."""
    tail = b""
    with path.open("rb") as file:
        while fresh := file.read(BLOCK):
            block = tail + fresh
            yield block, len(fresh)
            tail = block[-(longest - 1) :] if longest > 1 else b""
