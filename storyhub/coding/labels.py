"""Words for people: what the vocabularies of a coding are called on pages. Knows no database and no request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storyhub.coding.domain.words import PassStep, Polarity, SkipReason
from storyhub.kit.i18n import lazy_gettext

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


def skip_label(reason: str) -> str:
    """The words a page shows for why a story was skipped."""
    return str(SKIP_LABELS.get(reason, reason))


def step_label(step: str) -> str:
    """The words a page shows for a line of the history."""
    return str(STEP_LABELS.get(step, step))
