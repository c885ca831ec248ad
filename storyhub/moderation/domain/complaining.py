"""What a complaint about the site itself is about, and what came of it."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What went wrong, as the person sees it."""

    broken = "broken"
    hard_to_use = "hard_to_use"
    treated_badly = "treated_badly"
    my_data = "my_data"
    wrong = "wrong"
    other = "other"


class Remedy(StrEnum):
    """What we did about it."""

    mended = "mended"
    explained = "explained"
    refused = "refused"
