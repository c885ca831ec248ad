"""Where did you meet the company? Up to five places, each with what was expected and what was received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.domain.drafts import MAX_TOUCHPOINT, MAX_TOUCHPOINTS, Place, StoryDetails
from storyhub.stories.forms.answers import Line, Pick, Prompt
from storyhub.stories.labels import FIGURE_LABELS, TOUCHPOINT_EXAMPLES


@dataclass(frozen=True, slots=True)
class Row:
    """One place: its three fields, filled in together or not at all."""

    name: Field
    expected: Field
    received: Field

    @property
    def is_empty(self) -> bool:
        return not any(field.data for field in self.fields)

    @property
    def fields(self) -> tuple[Field, Field, Field]:
        return self.name, self.expected, self.received

    def complete(self) -> bool:
        """False, with the reason beside every field that is missing, if some of the three are given and others are not."""
        if self.is_empty:
            return True
        for field, missing in zip(self.fields, _MISSING, strict=True):
            if not field.data and not field.errors:
                field.errors = [missing]
        return not any(field.errors for field in self.fields)

    def place(self) -> Place:
        return Place(name=self.name.data, expected=int(self.expected.data), received=int(self.received.data))


class TouchpointsPrompt(Prompt):
    """Its fields are `place_1`, `expected_1`, `received_1` … `received_5`: flat, so that every error finds its field."""

    examples = TOUCHPOINT_EXAMPLES

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(Row(*(self[f"{part}_{number}"] for part in _PARTS)) for number in range(1, MAX_TOUCHPOINTS + 1))

    def validate(self, extra_validators: Any = None) -> bool:
        usable = super().validate(extra_validators)
        incomplete = [row for row in self.rows if not row.complete()]
        return usable and not incomplete

    def details(self) -> StoryDetails:
        return StoryDetails(touchpoints=tuple(row.place() for row in self.rows if not row.is_empty))


_PARTS = ("place", "expected", "received")
_MISSING = (
    lazy_gettext("Please name the place, or take its figures away."),
    lazy_gettext("Please choose what you expected, from 1 to 5."),
    lazy_gettext("Please choose what you got, from 1 to 5."),
)

for _number in range(1, MAX_TOUCHPOINTS + 1):
    setattr(TouchpointsPrompt, f"place_{_number}", Line(lazy_gettext("Where?"), MAX_TOUCHPOINT))
    setattr(TouchpointsPrompt, f"expected_{_number}", Pick(lazy_gettext("I expected"), FIGURE_LABELS))
    setattr(TouchpointsPrompt, f"received_{_number}", Pick(lazy_gettext("I got"), FIGURE_LABELS))


def as_fields(places: Iterable[Any]) -> dict[str, Any]:
    """What is known, by the names of the fields; `places` have name, expected and received."""
    rows = enumerate(places, start=1)
    values = ((number, (place.name, str(place.expected), str(place.received))) for number, place in rows)
    return {f"{part}_{number}": value for number, row in values for part, value in zip(_PARTS, row, strict=True)}
