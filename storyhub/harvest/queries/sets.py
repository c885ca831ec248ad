"""The sets that a harvester can choose, with names: five kinds and what is in use of each."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.harvest.queries.laws import law_names
from storyhub.kit.i18n import force_locale
from storyhub.kit.ledger import sets_in_use
from storyhub.stories.labels import SECTOR_LABELS, STAGE_LABELS

# A set holds what lies in the sets below it, too.
TOPS = {
    "edition": "Editions and the laws in them",
    "lang": "By language",
    "law": "Laws and the stories that show them",
    "sector": "Stories by sector",
    "stage": "By stage of the customer’s experience",
}
LANGUAGES = {"ru": "Russian", "en": "English"}


def named_sets() -> tuple[tuple[str, str], ...]:
    """(specification, name) of each, in English: these answers have no language. Two SQL queries."""
    names = law_names()
    used = sorted(sets_in_use(), key=_order)
    with force_locale("en"):
        return (*TOPS.items(), *((spec, _name(spec, names)) for spec in used))


def _name(spec: str, laws: Mapping[int, str]) -> str:
    kind, _, word = spec.partition(":")
    if kind == "law":
        return f"Law {word}: {laws.get(int(word), '')}".removesuffix(": ")
    if kind == "edition":
        return f"Edition {word}"
    labels = {"lang": LANGUAGES, "sector": SECTOR_LABELS, "stage": STAGE_LABELS}[kind]
    return str(labels.get(word, word))


def _order(spec: str) -> tuple[str, int, str]:
    """Laws and editions by number."""
    kind, _, word = spec.partition(":")
    return kind, int(word) if word.isdigit() else 0, word
