"""What became of a law besides its wording: proposed, accepted, merged, related to others. From the log of decisions and the lineage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storyhub.kit import audit
from storyhub.laws.domain.words import RelationKind
from storyhub.laws.queries.law_page import lineage_of

# Wordings have a place of their own on the page, and a look at a proposal changes nothing.
_ELSEWHERE = frozenset({"law.reworded", "law.arranged", "law.looked_at"})


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step. `action` is a word of the log, or of the lineage; `kind` that of a relation; `back`: read from the other law to this.

    `other` is the key of the other law where there is one, `name` its name where the lineage knows it.
    """

    at: datetime
    action: str
    why: str = ""
    kind: str = ""
    back: bool = False
    other: str = ""
    name: str = ""


def milestones(law_id: int, lang: str) -> tuple[Milestone, ...]:
    """The newest first. Two SQL queries."""
    steps = [_step(event) for event in audit.timeline("law", str(law_id)) if event.action not in _ELSEWHERE]
    steps += [
        Milestone(at=kin.at, action=kin.kind, back=kin.back, other=kin.key, name=kin.name, why=kin.why) for kin in lineage_of(law_id, lang)
    ]
    return tuple(sorted(steps, key=lambda step: step.at, reverse=True))


def _step(event: audit.Event) -> Milestone:
    """The log says of a relation: `supports 12`, or `back supports 12`."""
    words = event.why.split()
    if event.action in ("law.related", "law.unrelated") and len(words) in (2, 3) and words[-2] in tuple(RelationKind):
        return Milestone(at=event.at, action=event.action, kind=words[-2], back=words[0] == "back", other=words[-1])
    return Milestone(at=event.at, action=event.action, why=event.why)
