"""The numbers of curation. Passed in by whoever knows the settings; the defaults are those of the rules of the library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a proposal needs (all of them at once), when it ages, and for how long a merge can be undone. Days are whole times 24 hours."""

    passages: int = 3
    stories: int = 3
    tellers: int = 2
    organisations: int = 2
    open_days: int = 7
    net_support: int = 5
    quiet_days: int = 60
    decide_days: int = 180
    undo_days: int = 30
