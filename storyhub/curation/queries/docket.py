"""Every open proposal on one page for curators: what they can or must decide first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storyhub.curation.domain.acceptance import Case, obstacles_for
from storyhub.curation.domain.ageing import age_of
from storyhub.curation.domain.gate import Check, checklist
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Age, Obstacle
from storyhub.curation.queries.cases import standings
from storyhub.laws.queries import LawCard, open_proposals


@dataclass(frozen=True, slots=True)
class DocketLine:
    """One open proposal, as the curator who looks would find it."""

    card: LawCard
    number: int
    case: Case
    checks: tuple[Check, ...]
    in_the_way: tuple[Obstacle, ...]
    age: Age
    active_at: datetime

    @property
    def urgency(self) -> str:
        """`overdue` (a curator must decide), `ready` (this one can accept it), `quiet` (up for grabs) or `waiting`."""
        if self.age == Age.overdue:
            return "overdue"
        if not self.in_the_way:
            return "ready"
        return "quiet" if self.age == Age.quiet else "waiting"


ORDER = ("overdue", "ready", "waiting", "quiet")


def docket(lang: str, *, curator_id: int | None, now: datetime, thresholds: Thresholds) -> tuple[DocketLine, ...]:
    """Overdue ones first, then what can be accepted, then the rest; in each the oldest first. Ten SQL queries."""
    cards = open_proposals(lang)
    found = standings(card.id for card in cards)
    lines = [
        DocketLine(
            card=card,
            number=int(card.key.removeprefix("P-")),
            case=found[card.id].case,
            checks=checklist(found[card.id].case.figures, thresholds),
            in_the_way=obstacles_for(found[card.id].case, curator_id=curator_id, thresholds=thresholds, now=now),
            age=age_of(
                opened_at=found[card.id].case.opened_at, active_at=found[card.id].active_at, now=now, thresholds=thresholds
            ),
            active_at=found[card.id].active_at,
        )
        for card in cards
    ]
    return tuple(sorted(lines, key=lambda line: (ORDER.index(line.urgency), line.case.opened_at, line.number)))
