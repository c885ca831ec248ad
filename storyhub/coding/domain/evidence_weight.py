"""How good the evidence of a thing is, as one whole number from 0 (none that is public) to 1,000, so that a search can put laws, stories
and passages into one order. Pure.

A law weighs what it is strong. A story weighs by its grade first, and within it by its codings, of which more than 99 add nothing. A
passage weighs by how clearly it shows its law. The steps are chosen so that the kinds mix: a textbook passage stands among the stories of
research grade, a hint among the casual ones.
"""

from __future__ import annotations

from storyhub.coding.domain.grading import Grade

FULL = 1000
PASSAGE_STEP = 250
GRADE_STEPS = {Grade.casual: 100, Grade.needs_coding: 400, Grade.research: 700}
CODING_STEP, MOST_CODINGS = 3, 99


def law_weight(strength: float | None) -> int:
    """
    >>> law_weight(None), law_weight(0.0), law_weight(0.4902), law_weight(1.0)
    (0, 1, 490, 1000)
    """
    return 0 if strength is None else max(1, round(FULL * strength))


def story_weight(grade: Grade | None, codings: int) -> int:
    """
    >>> story_weight(None, 4), story_weight(Grade.casual, 99), story_weight(Grade.needs_coding, 2), story_weight(Grade.research, 500)
    (0, 397, 406, 997)
    """
    return 0 if grade is None else GRADE_STEPS[grade] + CODING_STEP * min(codings, MOST_CODINGS)


def passage_weight(strength: int) -> int:
    """
    >>> [passage_weight(strength) for strength in (1, 2, 3)]
    [250, 500, 750]
    """
    return PASSAGE_STEP * strength
