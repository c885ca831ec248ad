"""What changed between two texts, word by word. Bounded: a pair made to be slow is compared by sentence, or shown whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s*\S+\s*?(?=\s|$)|\s+")
_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…\n]+|[^.!?…\n]+")
# Comparing costs at most about the product of both lengths: 1,000 by 1,000 stays under half a second.
MOST = 1_000


class Change(StrEnum):
    same = "same"
    removed = "removed"
    added = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order; removed ones stand before those that replace them.

    >>> [(str(piece.change), piece.text) for piece in word_diff("A kind word.", "A very kind word.")]
    [('same', 'A'), ('added', ' very'), ('same', ' kind word.')]
    """
    for pattern in (_WORD, _SENTENCE):
        old, new = pattern.findall(before), pattern.findall(after)
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
        if len(old_middle) <= MOST and len(new_middle) <= MOST:
            return _joined(old[:head], old_middle, new_middle, old[len(old) - tail :])
    return _pieces([(Change.removed, before), (Change.added, after)])


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _joined(head: list[str], old: list[str], new: list[str], tail: list[str]) -> tuple[Piece, ...]:
    parts = [(Change.same, "".join(head))]
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            parts.append((Change.same, "".join(old[start:end])))
        else:
            parts += [(Change.removed, "".join(old[start:end])), (Change.added, "".join(new[new_start:new_end]))]
    return _pieces([*parts, (Change.same, "".join(tail))])


def _pieces(parts: list[tuple[Change, str]]) -> tuple[Piece, ...]:
    """Neighbours of one kind become one piece; empty ones vanish."""
    pieces: list[Piece] = []
    for change, text in parts:
        if text and pieces and pieces[-1].change is change:
            pieces[-1] = Piece(change, pieces[-1].text + text)
        elif text:
            pieces.append(Piece(change, text))
    return tuple(pieces)
