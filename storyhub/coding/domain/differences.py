"""Where several coders of one story agree, and how they differ where they do not. Pure.

Codings of one law that share words, over all coders, are one unit. Units of different laws that share words are one difference when no
coder used both: then the coders saw a different law in the same place. Everything else is a unit of its own. The order of coders and
codings does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Generic, Protocol, TypeVar


class Kind(StrEnum):
    """How coders differ: some did not mark it, in its bounds, its polarity, its law."""

    only = "only"
    bounds = "bounds"
    polarity = "polarity"
    law = "law"


class Placed(Protocol):
    """What is asked of a coding; without a start the whole story is meant."""

    @property
    def id(self) -> int: ...
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def law_id(self) -> int: ...
    @property
    def coder_id(self) -> int: ...
    @property
    def polarity(self) -> str: ...


C = TypeVar("C", bound=Placed)


@dataclass(frozen=True, slots=True)
class Unit(Generic[C]):
    """Codings that speak of the same thing. `kinds` is empty where all coders say the same. `key` names it: its smallest coding id."""

    codings: tuple[C, ...]
    kinds: frozenset[Kind]

    @property
    def key(self) -> int:
        return min(coding.id for coding in self.codings)

    @property
    def span(self) -> tuple[int, int] | None:
        """All the words together; None for the whole story."""
        return _span(self.codings)

    @property
    def shared(self) -> tuple[int, int] | None:
        """The words that every coding covers; None where there are none, or for the whole story."""
        start = max((coding.start for coding in self.codings if coding.start is not None), default=0)
        end = min((coding.end for coding in self.codings if coding.end is not None), default=0)
        return (start, end) if start < end else None


def units(codings: Iterable[C], *, coders: int) -> tuple[Unit[C], ...]:
    """Agreements and differences in the order of the text, the whole story first. `coders`: how many have finished."""
    by_law = list(_by_law(sorted(codings, key=lambda coding: (coding.law_id, coding.start or -1, coding.id))))
    found = [_unit(group, coders) for group in _joined(by_law)]
    return tuple(sorted(found, key=lambda unit: (unit.span or (-1, -1), unit.key)))


def _by_law(ordered: Sequence[C]) -> Iterator[list[C]]:
    """Chains of codings of one law that share words."""
    group: list[C] = []
    for coding in ordered:
        if group and not (group[0].law_id == coding.law_id and _touch(_span(group), _span([coding]))):
            yield group
            group = []
        group.append(coding)
    if group:
        yield group


def _joined(groups: list[list[C]]) -> list[list[C]]:
    """Groups of different laws in the same place by different coders are put together, pair by pair in the order given."""
    parent = list(range(len(groups)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    who = [{coding.coder_id for coding in group} for group in groups]
    for one, other in combinations(range(len(groups)), 2):
        top, joined = root(one), root(other)
        if top != joined and _touch(_span(groups[one]), _span(groups[other])) and not who[top] & who[joined]:
            parent[joined] = top
            who[top] = who[top] | who[joined]
    together: dict[int, list[C]] = {}
    for at, group in enumerate(groups):
        together.setdefault(root(at), []).extend(group)
    return list(together.values())


def _unit(group: Sequence[C], coders: int) -> Unit[C]:
    kinds = set()
    laws = {coding.law_id for coding in group}
    if len({coding.coder_id for coding in group}) < coders:
        kinds.add(Kind.only)
    if len(laws) > 1:
        kinds.add(Kind.law)
    if len({coding.polarity for coding in group}) > 1:
        kinds.add(Kind.polarity)
    if len({(coding.start, coding.end) for coding in group}) > 1:
        kinds.add(Kind.bounds)
    return Unit(tuple(sorted(group, key=lambda coding: coding.id)), frozenset(kinds))


def _span(codings: Sequence[C]) -> tuple[int, int] | None:
    starts = [coding.start for coding in codings if coding.start is not None]
    ends = [coding.end for coding in codings if coding.end is not None]
    return (min(starts), max(ends)) if starts and ends else None


def _touch(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether they share a word; the whole story shares with the whole story alone."""
    if one is None or other is None:
        return one is other
    return one[0] < other[1] and other[0] < one[1]
