"""A form with every kind of field, empty and with everything wrong."""

from __future__ import annotations

from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired

CHOICES = [SelectChoice(word, word) for word in ("upholds", "violates", "mixed")]
MISSING = InputRequired("Please fill this in.")


class ExampleForm(Form):
    name = StringField("One line", [MISSING])
    text = TextAreaField("Many lines", [MISSING])
    polarity = RadioField("One of a few", [MISSING], choices=CHOICES)
    sector = SelectField("One of many", choices=[SelectChoice("", "—"), *CHOICES])
    agreed = BooleanField("I agree to something", [MISSING])


def example_forms() -> dict[str, ExampleForm]:
    """By the state they are in; prefixes keep their ids apart."""
    forms = {
        "empty": ExampleForm(prefix="empty-"),
        "filled": ExampleForm(prefix="filled-", name="Ada", text="A minute is enough.", polarity="mixed", sector="mixed", agreed=True),
        "failed": ExampleForm(prefix="failed-"),
    }
    forms["failed"].validate()
    return forms
