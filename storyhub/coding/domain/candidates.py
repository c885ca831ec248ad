"""Where a lost passage might stand in a new text, for its coder to choose from. Pure. Nothing here decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]
LIKE_ENOUGH = 1 / 3
_WORD = re.compile(r"\w+")


def candidates(plain: str, sentences: Sequence[Span], exact: str, *, limit: int = 5) -> tuple[Span, ...]:
    """Every place where the very words stand, then the sentences that hold at least a third of them, the likest first.

    >>> candidates("It was red. It was blue.", [(0, 11), (12, 24)], "was")
    ((3, 6), (15, 18))
    >>> candidates("Nothing here. The old door was open.", [(0, 13), (14, 36)], "the old gate")
    ((14, 36),)
    """
    found = _places(plain, exact, limit)
    wanted = _words(exact)
    if not wanted:
        return tuple(found)
    shares = [(len(wanted & _words(plain[start:end])) / len(wanted), (start, end)) for start, end in sentences]
    like = sorted((share for share in shares if share[0] >= LIKE_ENOUGH), key=lambda share: (-share[0], share[1]))
    apart = [span for _share, span in like if not any(start < span[1] and span[0] < end for start, end in found)]
    return tuple([*found, *apart][:limit])


def _places(plain: str, exact: str, limit: int) -> list[Span]:
    found: list[Span] = []
    at = plain.find(exact) if exact else -1
    while at >= 0 and len(found) < limit:
        found.append((at, at + len(exact)))
        at = plain.find(exact, at + 1)
    return found


def _words(text: str) -> set[str]:
    return {word.replace("ё", "е") for word in _WORD.findall(text.casefold())}
