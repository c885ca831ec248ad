"""Why a task is where it is in the queue, as signs that pages put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """One reason."""

    threat = "threat"
    self_harm = "self_harm"
    reported = "reported"
    second_person = "second_person"
    personal_data = "personal_data"
    spam = "spam"
    told_before = "told_before"
    first_look = "first_look"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign, how often it is there, and the story it points to."""

    sign: Sign
    number: int = 1
    other: str = ""


# Somebody may be in danger: these come first.
DANGEROUS = frozenset({Sign.threat, Sign.self_harm})
