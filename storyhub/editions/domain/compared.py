"""Two editions side by side: which laws came and went, what was said in other words, whose strength and whose place moved. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyhub.editions.domain.snapshot import Both, FrozenLaw, Snapshot

# A law that says the same in other words is another wording; other names, stages or sources of it are not.
WORDING = ("name", "statement", "explanation", "include", "exclude", "how_to_apply")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A part of a law's wording in one language, before and after."""

    part: str
    lang: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A law in both editions: what was said otherwise, and its strength in each."""

    before: FrozenLaw
    after: FrozenLaw
    reworded: tuple[Reworded, ...]

    @property
    def strength_moved(self) -> bool:
        """As readers see it, in whole hundredths."""
        return _hundredths(self.before.evidence.strength) != _hundredths(self.after.evidence.strength)


@dataclass(frozen=True, slots=True)
class Moved:
    """A law that stands elsewhere in the order of the book. Places count from 1 among the laws of both editions."""

    law: FrozenLaw
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Compared:
    new: tuple[FrozenLaw, ...]
    gone: tuple[FrozenLaw, ...]
    reworded: tuple[Kept, ...]
    strength: tuple[Kept, ...]
    moved: tuple[Moved, ...]

    @property
    def same(self) -> bool:
        return not (self.new or self.gone or self.reworded or self.strength or self.moved)


def compared(before: Snapshot, after: Snapshot) -> Compared:
    was, now = {law.number: law for law in before.laws}, {law.number: law for law in after.laws}
    kept = [Kept(was[number], law, rewordings(was[number], law)) for number, law in now.items() if number in was]
    return Compared(
        new=tuple(law for number, law in now.items() if number not in was),
        gone=tuple(law for number, law in was.items() if number not in now),
        reworded=tuple(one for one in kept if one.reworded),
        strength=tuple(one for one in kept if one.strength_moved),
        moved=_moved([law.number for law in before.laws if law.number in now], [law for law in after.laws if law.number in was]),
    )


def rewordings(before: FrozenLaw, after: FrozenLaw) -> tuple[Reworded, ...]:
    pairs = ((part, getattr(before, part), getattr(after, part)) for part in WORDING)
    return tuple(
        Reworded(part, lang, getattr(old, lang), getattr(new, lang))
        for part, old, new in pairs
        for lang in ("ru", "en")
        if getattr(old, lang) != getattr(new, lang)
    )


def same_words(law: FrozenLaw, words: dict[str, Both]) -> bool:
    """Does the law still say what it said, part by part?"""
    return all(getattr(law, part) == words[part] for part in WORDING)


def _hundredths(strength: float | None) -> int | None:
    return None if strength is None else int(strength * 100 + 1e-9)


def _moved(old: Sequence[int], new: Sequence[FrozenLaw]) -> tuple[Moved, ...]:
    """The fewest laws whose moving explains the new order: all that are not in the longest run that kept its order."""
    place = {number: index for index, number in enumerate(old, 1)}
    steady = _longest_rising([place[law.number] for law in new])
    return tuple(
        Moved(law, place[law.number], index) for index, law in enumerate(new, 1) if place[law.number] not in steady
    )


def _longest_rising(places: Sequence[int]) -> frozenset[int]:
    """
    >>> sorted(_longest_rising([5, 1, 2, 3, 4]))
    [1, 2, 3, 4]
    """
    best: list[tuple[int, ...]] = []
    for place in places:
        longest = max((run for run in best if run[-1] < place), key=len, default=())
        best.append((*longest, place))
    return frozenset(max(best, key=len, default=()))
