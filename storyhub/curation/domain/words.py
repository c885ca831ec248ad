"""The fixed vocabularies of curation."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Vote(IntEnum):
    """What a person says to a proposal as a whole. `withdrawn`: said something once, and took it back."""

    against = -1
    withdrawn = 0
    support = 1


class RemarkKind(StrEnum):
    """What a remark in the discussion is. An answer belongs to an objection."""

    support = "support"
    objection = "objection"
    answer = "answer"


class Age(StrEnum):
    """How long a proposal has waited: `quiet` ones are up for grabs, `overdue` ones a curator must decide."""

    active = "active"
    quiet = "quiet"
    overdue = "overdue"


class Obstacle(StrEnum):
    """Why a proposal cannot be accepted (yet)."""

    evidence = "evidence"
    too_young = "too_young"
    support = "support"
    objection = "objection"
    own = "own"
    only_voter = "only_voter"


class SuccessionKind(StrEnum):
    """What a curator did to a law in force."""

    merge = "merge"
    split = "split"  # type: ignore[assignment]  # the name of a method of str, which no word of a vocabulary needs
    supersede = "supersede"
    retire = "retire"
