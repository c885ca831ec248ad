"""Which laws of the library are meant, and in what order: one rule for its page and for programs. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.coding.domain.strength import StrengthRules
from storyhub.coding.queries import LawStrength
from storyhub.laws.queries import LawCard
from storyhub.reading.domain.standing import Standing, standing


def fits(card: LawCard, stands: Standing, asked: Mapping[str, str]) -> bool:
    """Whether a law is in the group, of the stage and in the status asked for."""
    group, stage, status = asked.get("group"), asked.get("stage"), asked.get("status")
    # A contested law has stories, too: whoever asks for laws with stories finds it there.
    is_meant = status in (None, stands) or (status == Standing.supported and stands == Standing.contested)
    return group in (None, card.group_slug) and (stage is None or stage in card.stages) and is_meant


def standing_of(strong: LawStrength, rules: StrengthRules) -> Standing:
    return standing(stories=strong.figures.stories, sides=strong.figures.sides, rules=rules)


def law_place(strong: LawStrength, number: int, by: str) -> tuple[float, int, int]:
    """The most first; laws of unknown strength come last, those with stories before those without."""
    strength = strong.strength if by == "strength" and strong.strength is not None else -1
    return (-strength if by == "strength" else 0, -strong.figures.stories, number)
