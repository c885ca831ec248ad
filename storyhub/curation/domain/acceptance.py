"""When a proposal may be accepted. One pure calculation for page, list and verb, so that they never disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from storyhub.curation.domain.ageing import open_long_enough
from storyhub.curation.domain.gate import GateFigures, gate_is_met
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Obstacle, Vote


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a proposal at one moment. `votes` holds those that count, by person; `proposers` everyone who ever was one."""

    opened_at: datetime
    figures: GateFigures = field(default_factory=GateFigures)
    votes: Mapping[int, int] = field(default_factory=dict)
    open_objections: int = 0
    proposers: frozenset[int] = frozenset()

    @property
    def supporters(self) -> int:
        return sum(value == Vote.support for value in self.votes.values())

    @property
    def opponents(self) -> int:
        return sum(value == Vote.against for value in self.votes.values())

    @property
    def net_support(self) -> int:
        return self.supporters - self.opponents

    @property
    def voters(self) -> frozenset[int]:
        return frozenset(person for person, value in self.votes.items() if value != Vote.withdrawn)


def obstacles(case: Case, *, thresholds: Thresholds, now: datetime) -> tuple[Obstacle, ...]:
    """What stands between the proposal and any curator's yes, in the order people read it."""
    found = {
        Obstacle.evidence: not gate_is_met(case.figures, thresholds),
        Obstacle.too_young: not open_long_enough(case.opened_at, now=now, thresholds=thresholds),
        Obstacle.support: case.net_support < thresholds.net_support,
        Obstacle.objection: case.open_objections > 0,
    }
    return tuple(obstacle for obstacle, stands in found.items() if stands)


def obstacles_for(case: Case, *, curator_id: int | None, thresholds: Thresholds, now: datetime) -> tuple[Obstacle, ...]:
    """The same for one curator, who must be neither a proposer nor the only voter. None: the operator, who is nobody's neighbour."""
    own = (Obstacle.own,) if curator_id is not None and curator_id in case.proposers else ()
    alone = (Obstacle.only_voter,) if curator_id is not None and case.voters == {curator_id} else ()
    return (*obstacles(case, thresholds=thresholds, now=now), *own, *alone)
