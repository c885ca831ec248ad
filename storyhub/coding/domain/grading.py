"""How far a story has come: casual, waiting for coding, or research grade. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Question(StrEnum):
    """What coders say of a story as evidence."""

    own_experience = "own_experience"
    specific = "specific"
    one_episode = "one_episode"
    dated = "dated"


class Grade(StrEnum):
    """`casual`: fails a question. `research`: at least two finished coders, and their consensus is a law. Else `needs_coding`."""

    casual = "casual"
    needs_coding = "needs_coding"
    research = "research"


def passes(answers: Iterable[bool | None]) -> bool:
    """With no votes, or when at least half of them agree.

    >>> passes([]), passes([None]), passes([True, False]), passes([True, False, False])
    (True, True, True, False)
    """
    given = [answer for answer in answers if answer is not None]
    return not given or 2 * sum(given) >= len(given)


def grade(answers: Mapping[Question, Iterable[bool | None]], *, coders: int, is_law: bool) -> Grade:
    """`coders` have finished; `is_law` when the consensus is a law in force."""
    if not all(passes(given) for given in answers.values()):
        return Grade.casual
    return Grade.research if coders >= 2 and is_law else Grade.needs_coding
