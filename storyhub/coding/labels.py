"""Words for people: what the vocabularies of a coding are called on pages. Knows no database and no request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storyhub.coding.domain.words import Polarity
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


def polarity_label(word: str) -> str:
    """The word a page shows for a stored polarity."""
    return str(POLARITY_LABELS.get(word, word))


def strength_label(strength: int) -> str:
    """The word a page shows for a stored strength."""
    return str(STRENGTH_LABELS.get(strength, strength))
