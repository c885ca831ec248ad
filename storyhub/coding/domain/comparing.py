"""What several coders marked in one story, set side by side: by sentence, and within it by law. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Marked(Protocol):
    """What is asked of a coding. `sentence_number` is None for the whole story."""

    @property
    def sentence_number(self) -> int | None: ...
    @property
    def law_id(self) -> int: ...
    @property
    def coder_id(self) -> int: ...
    @property
    def polarity(self) -> str: ...


C = TypeVar("C", bound=Marked)


@dataclass(frozen=True, slots=True)
class NamedLaw(Generic[C]):
    """One law at one place and everybody who named it there, in the order given."""

    codings: tuple[C, ...]

    @property
    def coders(self) -> int:
        return len({coding.coder_id for coding in self.codings})

    @property
    def is_disputed(self) -> bool:
        """Whether one sees it upheld and another violated."""
        return len({coding.polarity for coding in self.codings}) > 1


@dataclass(frozen=True, slots=True)
class Place(Generic[C]):
    """A sentence in which something was marked (or begins to be), or the whole story."""

    sentence_number: int | None
    laws: tuple[NamedLaw[C], ...]


def compared(codings: Iterable[C]) -> tuple[Place[C], ...]:
    """The places in the order of the text, the whole story first; at each the laws most coders named first."""
    places: dict[int, dict[int, list[C]]] = {}
    for coding in sorted(codings, key=lambda coding: coding.sentence_number or 0):
        places.setdefault(coding.sentence_number or 0, {}).setdefault(coding.law_id, []).append(coding)
    return tuple(
        Place(
            sentence_number=number or None,
            laws=tuple(sorted((NamedLaw(tuple(named)) for named in laws.values()), key=lambda law: -law.coders)),
        )
        for number, laws in places.items()
    )
