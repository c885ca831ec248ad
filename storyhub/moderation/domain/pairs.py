"""What a moderator can say about two stories that look alike."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """`merged`: told twice, one is kept and the other declined. `one_event`: two people about one event. `different`: only alike."""

    merged = "merged"
    one_event = "one_event"
    different = "different"


class Wish(StrEnum):
    """What a moderator asks for; `reopen` takes `one_event` and `different` back."""

    merge = "merge"
    one_event = "one_event"
    different = "different"
    reopen = "reopen"
