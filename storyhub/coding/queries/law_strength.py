"""How strong laws are, which way they go, and how it was before. “Growing” and “fading” here mean: since
`fading_months` ago. What was known then is counted from the dates of the codings that are public today: a story that was withdrawn is
gone from the past, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from storyhub.coding.domain.strength import Sides, StrengthRules, Trend, trend
from storyhub.coding.domain.strength_over_time import Quarter, by_quarter, months_before, whole_months
from storyhub.coding.queries.law_figures import LawFigures, StoryVoice, figures_of, voices_on
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.days import day_of


@dataclass(frozen=True, slots=True)
class LawStrength:
    """`strength` and `trend` are None where no teller upholds or violates the law. `upheld` and `violated` hold when each teller did so
    first."""

    figures: LawFigures
    strength: float | None
    trend: Trend | None
    upheld: tuple[datetime, ...] = ()
    violated: tuple[datetime, ...] = ()

    def quarters(self, today: date) -> tuple[Quarter, ...]:
        """Quarter by quarter from the first teller to today."""
        return by_quarter(_days(self.upheld), _days(self.violated), until=today)


def law_strengths(law_ids: Iterable[int], *, today: date, rules: StrengthRules, actor: Actor = VISITOR) -> dict[int, LawStrength]:
    """Of each of the laws. One SQL query, none without laws."""
    return {law_id: _weighed(voices, today, rules) for law_id, voices in voices_on(law_ids, actor=actor).items()}


def _weighed(voices: Sequence[StoryVoice], today: date, rules: StrengthRules) -> LawStrength:
    figures, then = figures_of(voices), datetime.combine(months_before(today, rules.fading_months), time(), UTC)
    upheld = _firsts((voice.teller, voice.upheld) for voice in voices)
    violated = _firsts((voice.teller, voice.violated) for voice in voices)
    return LawStrength(
        figures=figures,
        strength=figures.sides.strength,
        trend=trend(
            figures.sides,
            before=Sides(u=sum(at < then for at in upheld), v=sum(at < then for at in violated)),
            months_since_upheld=whole_months(day_of(figures.last_upheld), today) if figures.last_upheld else None,
            rules=rules,
        ),
        upheld=upheld,
        violated=violated,
    )


def _firsts(told: Iterable[tuple[int, datetime | None]]) -> tuple[datetime, ...]:
    """When each teller said so first."""
    first: dict[int, datetime] = {}
    for teller, at in told:
        if at is not None and (teller not in first or at < first[teller]):
            first[teller] = at
    return tuple(first.values())


def _days(moments: Iterable[datetime]) -> list[date]:
    """Days exact enough for quarters: in the middle of a month no time zone leads into another one, and asking is dear."""
    return [at.date() if 2 < at.day < 27 else day_of(at) for at in moments]
