"""What a merge or split does to codings and relations, as a calculation on plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A coding as far as moving it goes. `live`: neither removed nor without a place."""

    id: int
    story_id: int
    passage_id: int | None
    coder_id: int
    polarity: str
    live: bool = True

    @property
    def place(self) -> tuple[int, int | None, int, str]:
        """Two live codings with one place say the same thing twice once they name one law."""
        return (self.story_id, self.passage_id, self.coder_id, self.polarity)


@dataclass(frozen=True, slots=True)
class Move:
    coding_id: int
    heir_id: int
    folded: bool


def plan_moves(
    codings: Iterable[Marked], *, default: int, chosen: Mapping[int, int], there: Mapping[int, Collection[Marked]]
) -> tuple[Move, ...]:
    """Where each coding goes: to the heir chosen for it, else to `default`. One whose coder marked the very same place the same way for
    that heir is folded into it: the heir's own stays as it is. Opposite polarities are two views and both stay.
    """
    taken = {heir: {marked.place for marked in marks if marked.live} for heir, marks in there.items()}
    moves = []
    for coding in codings:
        heir = chosen.get(coding.id, default)
        moves.append(Move(coding.id, heir, folded=coding.live and coding.place in taken.get(heir, ())))
    return tuple(moves)


def heir_of(went: Collection[int], *, default: int) -> int:
    """Where something goes that hangs on codings which went to these heirs: to the only one of them, else to `default`.

    >>> heir_of([3, 3], default=2), heir_of([3, 4], default=2), heir_of([], default=2)
    (3, 2, 2)
    """
    heirs = set(went)
    return heirs.pop() if len(heirs) == 1 else default


def would_circle(edges: Collection[Edge], start: int, end: int) -> bool:
    """Whether an arrow from `start` to `end` would close a circle: `end` leads back to `start` already, or is `start`.

    >>> would_circle({(1, 2), (2, 3)}, 3, 1), would_circle({(1, 2)}, 1, 3)
    (True, False)
    """
    seen, waiting = set(), [end]
    while waiting:
        at = waiting.pop()
        if at == start:
            return True
        if at not in seen:
            seen.add(at)
            waiting.extend(to for origin, to in edges if origin == at)
    return False
