"""Words for people: what the vocabularies of a coding are called on pages. Knows no database and no request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal

from storyhub.coding.domain.agreement.levels import Custom, custom
from storyhub.coding.domain.grading import Grade, Question
from storyhub.coding.domain.words import PassStep, Polarity, SkipReason
from storyhub.kit.i18n import current_language, lazy_gettext

POLARITY_LABELS: Mapping[str, Any] = {
    Polarity.upholds: lazy_gettext("upholds"),
    Polarity.violates: lazy_gettext("violates"),
    Polarity.mixed: lazy_gettext("both at once"),
}
STRENGTH_LABELS: Mapping[int, Any] = {
    1: lazy_gettext("a hint"),
    2: lazy_gettext("clear"),
    3: lazy_gettext("textbook"),
}
CUSTOM_LABELS: Mapping[Custom, Any] = {
    Custom.rely: lazy_gettext("can be relied on"),
    Custom.tentative: lazy_gettext("good for tentative conclusions"),
    Custom.low: lazy_gettext("too low to rely on"),
    Custom.few: lazy_gettext("named too seldom to say"),
    Custom.undefined: lazy_gettext("nothing to say yet"),
}
# What is compared at each level, as rows of a table call it.
LEVEL_LABELS: Mapping[str, Any] = {
    "story": lazy_gettext("Laws named in a story"),
    "character": lazy_gettext("Passages, character by character"),
    "coded": lazy_gettext("Passages, without text that nobody marked"),
    "strength": lazy_gettext("How strong (1–3), where two named the law"),
    "polarity": lazy_gettext("Upheld or violated, where two named the law"),
}
GRADE_LABELS: Mapping[Grade, Any] = {
    Grade.research: lazy_gettext("Research grade"),
    Grade.needs_coding: lazy_gettext("Needs more coding"),
    Grade.casual: lazy_gettext("Casual"),
}
QUESTION_LABELS: Mapping[Question, Any] = {
    Question.own_experience: lazy_gettext("Is it the teller’s own experience?"),
    Question.specific: lazy_gettext("Does it say what happened, not only what the teller thinks of it?"),
    Question.one_episode: lazy_gettext("Is it one episode?"),
    Question.dated: lazy_gettext("Does one learn when it was?"),
}
# The same as a short statement, for what coders said.
ANSWER_LABELS: Mapping[Question, Any] = {
    Question.own_experience: lazy_gettext("own experience"),
    Question.specific: lazy_gettext("specific"),
    Question.one_episode: lazy_gettext("one episode"),
    Question.dated: lazy_gettext("dated"),
}

SKIP_LABELS: Mapping[str, Any] = {
    SkipReason.not_my_field: lazy_gettext("It is not my field"),
    SkipReason.unclear: lazy_gettext("I do not understand it well enough"),
    SkipReason.upsetting: lazy_gettext("It upsets me"),
    SkipReason.other: lazy_gettext("Another reason"),
}
STEP_LABELS: Mapping[str, Any] = {
    PassStep.finished: lazy_gettext("You finished"),
    PassStep.reopened: lazy_gettext("You opened it again"),
    PassStep.round_closed: lazy_gettext("A curator ended the round"),
    PassStep.round_reopened: lazy_gettext("A curator had it read again"),
}


def polarity_label(word: str) -> str:
    """The word a page shows for a stored polarity."""
    return str(POLARITY_LABELS.get(word, word))


def strength_label(strength: int) -> str:
    """The word a page shows for a stored strength."""
    return str(STRENGTH_LABELS.get(strength, strength))


def coefficient(value: float | None) -> str:
    """A coefficient of agreement with two decimals; undefined is a dash."""
    if value is None:
        return "—"
    # What rounds to nought has no sign.
    return format_decimal(round(value, 2) + 0.0, format="0.00", locale=current_language()).replace("-", "\N{MINUS SIGN}")


def percentage(value: float | None) -> str:
    """A share as percent with one decimal; undefined is a dash."""
    return "—" if value is None else f"{format_decimal(100 * value, format='0.0', locale=current_language())}\u00a0%"


def custom_label(alpha: float | None, marks: float | None = None) -> str:
    """What is customarily said of an alpha that rests on so many marks."""
    return str(CUSTOM_LABELS[custom(alpha, marks or 0)])


def skip_label(reason: str) -> str:
    """The words a page shows for why a story was skipped."""
    return str(SKIP_LABELS.get(reason, reason))


def step_label(step: str) -> str:
    """The words a page shows for a line of the history."""
    return str(STEP_LABELS.get(step, step))
