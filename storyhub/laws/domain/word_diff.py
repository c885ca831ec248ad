"""What changed between two wordings, word by word, as a reader would mark it with a pencil."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "ins", "del"]
WORD = re.compile(r"\S+\s*|\s+")
# Past this many words the comparison goes line by line: the time grows with the square of the length.
MAX_WORDS = 3_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    op: Op
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; what went stands before what came.

    >>> [(p.op, p.text) for p in word_diff("a promise kept", "a kept promise")]
    [('same', 'a '), ('ins', 'kept '), ('same', 'promise '), ('del', 'kept')]
    """
    before, after = _parts(old, new)
    matcher = SequenceMatcher(None, [part.strip() for part in before], [part.strip() for part in after], autojunk=False)
    pieces: list[Piece] = []
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            # The last word of a text has no space behind it; inside the other text it does.
            pieces.append(Piece("same", "".join(max(pair, key=len) for pair in zip(before[i1:i2], after[j1:j2], strict=True))))
            continue
        if i1 < i2:
            pieces.append(Piece("del", "".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("ins", "".join(after[j1:j2])))
    return tuple(pieces)


def excerpted(pieces: Sequence[Piece], *, around: int = 90) -> tuple[Piece, ...]:
    """The same pieces with long stretches that stayed cut down to the words around what changed.

    >>> [p.text for p in excerpted((Piece("same", "one two three four"), Piece("ins", " five")), around=5)]
    ['… four', ' five']
    """
    last = len(pieces) - 1
    return tuple(
        Piece("same", _cut(piece.text, around, starts=index == 0, ends=index == last)) if piece.op == "same" else piece
        for index, piece in enumerate(pieces)
    )


def _cut(text: str, around: int, *, starts: bool, ends: bool) -> str:
    """Its end where the text starts with it, its beginning where the text ends with it, both in between; at spaces only."""
    if len(text) <= 3 * around:
        return text
    head, tail = text[:around].rpartition(" ")[0], text[-around:].partition(" ")[2]
    if starts:
        return f"… {tail}"
    return f"{head} …" if ends else f"{head} … {tail}"


def _parts(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = WORD.findall(old), WORD.findall(new)
    if max(len(before), len(after)) > MAX_WORDS:
        return old.splitlines(keepends=True), new.splitlines(keepends=True)
    return before, after
