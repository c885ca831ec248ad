"""The select boxes above a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storyhub.coding.labels import GRADE_LABELS
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.labels import SECTOR_LABELS, STAGE_LABELS

LANGUAGES: Mapping[str, object] = {"ru": lazy_gettext("Russian"), "en": lazy_gettext("English")}
SECTORS: Mapping[str, object] = SECTOR_LABELS
STAGES: Mapping[str, object] = STAGE_LABELS
GRADES: Mapping[str, object] = {str(grade): label for grade, label in GRADE_LABELS.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """One box: the name in the address, its label, value → label, and what is chosen. Without `any` one is always chosen."""

    name: str
    title: str
    words: Mapping[str, object]
    chosen: str | None
    any: bool = True

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        return tuple((str(value), str(label)) for value, label in self.words.items())
