"""The evidence gate: what stories must show before an idea may become a law. Counts come in, a checklist comes out."""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.curation.domain.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class GateFigures:
    """What public codings show for a proposal. Tellers and organisations are distinct ones, and those of these passages only."""

    passages: int = 0
    stories: int = 0
    tellers: int = 0
    organisations: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: what is counted, how many there are, how many it takes."""

    name: str
    have: int
    need: int

    @property
    def met(self) -> bool:
        return self.have >= self.need

    @property
    def missing(self) -> int:
        """How many are still wanted; nothing for what is there already.

        >>> Check("stories", have=1, need=3).missing, Check("stories", have=5, need=3).missing
        (2, 0)
        """
        return max(0, self.need - self.have)


def checklist(figures: GateFigures, thresholds: Thresholds) -> tuple[Check, ...]:
    """The gate line by line, in the order people read it."""
    names = ("passages", "stories", "tellers", "organisations")
    return tuple(Check(name, have=getattr(figures, name), need=getattr(thresholds, name)) for name in names)


def gate_is_met(figures: GateFigures, thresholds: Thresholds) -> bool:
    """All lines at once."""
    return all(check.met for check in checklist(figures, thresholds))
