"""Words one edit away from a word. Pure; which of them an index holds is the engine's matter.

One edit is a letter added, left out or changed, or two neighbours swapped (Damerau 1964); the first two letters stay, for they are
seldom wrong and every engine can look words up by their beginning.
"""

from __future__ import annotations

from collections.abc import Iterator

KEPT = 2
MAX_CHARS = 32  # A longer word has thousands of neighbours and is hardly ever a word.
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def neighbours(word: str) -> tuple[str, ...]:
    """The word itself first, then each word one edit away, once; only the word when it is too short or too long to have any.

    >>> neighbours("abc")[:4]
    ('abc', 'ab', 'aba', 'abb')
    """
    if not KEPT < len(word) <= MAX_CHARS:
        return (word,)
    return tuple(dict.fromkeys([word, *_edits(word)]))


def within_one_edit(word: str, other: str) -> bool:
    """Whether `other` is among the neighbours of `word`, whatever letters it has.

    >>> within_one_edit("билет", "билте"), within_one_edit("билет", "пилет")
    (True, False)
    """
    if word == other:
        return True
    if not KEPT < len(word) <= MAX_CHARS or word[:KEPT] != other[:KEPT] or abs(len(word) - len(other)) > 1:
        return False
    at = next((n for n, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), min(len(word), len(other)))
    rest, others = word[at:], other[at:]
    swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]


def _edits(word: str) -> Iterator[str]:
    letters = _CYRILLIC if any("а" <= char <= "я" for char in word) else _LATIN
    for at in range(KEPT, len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)
