"""What somebody types who saves a search."""

from __future__ import annotations

from typing import Any

from wtforms import Form, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired, Length

from storyhub.kit.i18n import lazy_gettext
from storyhub.saved.domain.words import Every
from storyhub.saved.labels import EVERY_LABELS
from storyhub.stories.forms.contact import LABEL, Address

MAX_NAME = 120
MAX_QUERY = 4_000


def one_line(text: str | None) -> str | None:
    """What can stand in a letter's head: no control characters, single blanks."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split()) if text else text


def short(text: str | None) -> str | None:
    return text[:MAX_QUERY] if text else text


def _choices(*rhythms: Every) -> list[Any]:
    return [SelectChoice(every, EVERY_LABELS[every]) for every in rhythms]


class SaveForm(Form):
    """A person's: a name, and how often letters are wanted."""

    query = HiddenField(filters=[short])
    name = StringField(
        lazy_gettext("Name of the search"),
        [
            InputRequired(lazy_gettext("Please give it a name.")),
            Length(max=MAX_NAME, message=lazy_gettext("At most 120 characters fit here.")),
        ],
        filters=[one_line],
    )
    every = RadioField(
        lazy_gettext("Letters about what is new"), choices=_choices(*Every), default=Every.week, validate_choice=False
    )

    def validate_every(self, field: Any) -> None:
        """What is no rhythm is none."""
        field.data = Every(field.data) if field.data in tuple(Every) else Every.never


class LettersForm(SaveForm):
    """A visitor's: letters are all there is, so an address is needed."""

    contact = Address(LABEL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.every.choices = _choices(Every.day, Every.week)
