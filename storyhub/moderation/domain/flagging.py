"""What a reader may report about a published story, and what came of it."""

from __future__ import annotations

from enum import StrEnum


class FlagReason(StrEnum):
    """One reason a report; the most serious ones are looked at first."""

    threat = "threat"
    personal_data = "personal_data"
    hate = "hate"
    advertising = "advertising"
    invented = "invented"
    duplicate = "duplicate"
    other = "other"


class Outcome(StrEnum):
    """What a moderator did about a report."""

    kept = "kept"
    edited = "edited"
    taken_off = "taken_off"
