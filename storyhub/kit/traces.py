"""Searching the raw bytes of a folder for words that must be gone. Knows no format: a database, its log and an index alike.

A process of its own reads the files: closing an SQLite file drops every lock that the closing process holds on it, also those of its
other connections, and another process would then cut the log away under them (seen as a bus error). The words go through a pipe, never
an argument.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
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
    """Has every file below the folder read for any of the words as UTF-8."""
    asked = json.dumps({"folder": str(folder.resolve()), "words": list(words)})
    # This file needs nothing but the standard library, so it runs as it is.
    child = subprocess.run([sys.executable, "-I", __file__], input=asked, capture_output=True, text=True, check=True)  # noqa: S603  # our own file, by our own Python
    answer = json.loads(child.stdout)
    return Looked(files=answer["files"], bytes=answer["bytes"], found=tuple(answer["found"]))


def read_through(folder: Path, words: Iterable[str]) -> Looked:
    """The reading itself, block by block with overlap. Never in a process that has the database open."""
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


if __name__ == "__main__":
    request = json.load(sys.stdin)
    print(json.dumps(asdict(read_through(Path(request["folder"]), request["words"]))))
